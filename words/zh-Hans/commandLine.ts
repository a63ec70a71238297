import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'zh-Hans', typeof english> = {
  running: 'Till Agent {{version}} 正在运行：{{condition}}。',
  notRunning: 'Till Agent 未运行。请用“{{command}}”启动。',
  whatToDo: '该做什么：',
  inEnglish: '英文详情：',
  thisTill: '收银机',
  columns: {
    upstream: '云服务',
    scheme: '类型',
    state: '状态',
    requests: '请求',
    connections: '连接',
    outcome: '结果',
    check: '检查',
    found: '发现',
  },
  somethingWrong: '有问题。该做什么：',
  warnings_other: '没有错误，{{count, number}} 个警告：',
  nothingWrong: '一切正常。',
}

import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'zh-Hans', typeof english> = {
  ready: '就绪',
  attention: '需要注意',
  offline: '无法连接任何云服务',
  blocked: '无法使用',
  outbox: '待发箱：{{open}} 条等待',
  outboxToDecide: '待发箱：{{open}} 条等待，{{needPerson}} 条待决定',
  since: '自 {{time}} 起',
  testMode: '测试模式：{{upstreams}}',
  training: '练习：不算数',
  open: '打开',
  doctor: '检查',
  customerScreen: '顾客屏幕',
  startAtLogin: '随电脑启动',
  quit: '退出',
  cannotStart: 'Till Agent 无法启动',
  crashed: 'Till Agent 已停止',
}

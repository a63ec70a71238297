import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'zh-Hans', typeof english> = {
  title: '更新',
  version: '版本',
  offered: '新版本',
  ring: '门店分组',
  quietHours: '空闲时段',
  fresh: '上次成功检查',
  never: '还没有',
  steps: {
    idle: '这是适用于本店的最新版本。',
    checking: '正在查找新版本…',
    available: '有新版本。',
    downloading: '正在下载 {{version}}…',
    ready: '已下载并检查。收银机空闲时安装。',
    installing: '正在安装。窗口会自动恢复。',
    proving: '正在检查新版本是否正常。',
    'rolling-back': '新版本不正常。正在恢复之前的版本。',
  },
  waits: {
    paused: '更新已暂停。',
    pinned: '总部让本店停留在当前版本。',
    'not-in-ring': '其他门店先收到。',
    'failed-before': '之前在此无法正常运行。正在等待更新的版本。',
    'request-under-way': '正在等待请求完成。',
    'sale-just-now': '正在等待空闲时刻。',
    'verification-open': '正在等待顾客完成验证。',
    'pairing-open': '正在等待答复请求权限的程序。',
    'outside-quiet-hours': '正在等待门店的空闲时段。',
  },
  outcomes: {
    done: '版本 {{version}} 已于 {{when}} 安装。',
    'rolled-back': '版本 {{version}} 不正常，已于 {{when}} 移除。',
    stuck: '版本 {{version}} 未能于 {{when}} 移除。请联系技术支持。',
  },
  progress: '{{bytes}} / {{of}}',
  check: '查找更新',
  install: '立即安装',
  installTitle: '现在安装版本 {{version}}？',
  installExplain: 'Till Agent 会停止并重新启动。大约半分钟内收银软件无法连接云服务。',
}

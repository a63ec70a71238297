import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'zh-Hans', typeof english> = {
  title: 'Till Agent',
  screens: '页面',
  customer: '顾客',
  status: '状态',
  outbox: '待发箱',
  clients: '程序',
  upstreams: '云服务',
  settings: '设置',
  condition: {
    ready: '就绪',
    attention: '注意',
    blocked: '已停用',
    offline: '离线',
    disconnected: '未运行',
    unknown: '请稍候…',
  },
  conditionLink: '本收银机状态：{{condition}}',
  language: '语言',
  colorScheme: { label: '外观', light: '浅色', dark: '深色', auto: '跟随系统' },
  signedOut: {
    title: '您已退出登录。',
    remedy: '请继续销售，并请店长用新链接重新打开此页面。链接在本电脑上十分钟内可用一次。',
    command: '店长在本电脑上用此命令获取链接',
    remember: '为避免每天都这样，店长可以在“设置”中选择“保持登录”。',
  },
  testMode: '测试模式：{{upstreams}}。在那里所做的一切都不算数。',
  trainingCode: '已向顾客发送验证码 {{code}}。',
  training: '练习至 {{time}}。在此所做的一切都不算数。',
  offline: {
    title: 'Till Agent 没有响应。您可以继续销售。',
    remedy: 'Till Agent 恢复运行后，此页面会自动恢复。',
  },
}

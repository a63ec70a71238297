import type { Words } from '#words/catalogue.ts'
import type { pairing as english } from '#words/en/pairing.ts'

export const pairing: Words<'zh-Hans', typeof english> = {
  title: '有程序请求访问权限',
  executable: '程序文件',
  pid: '进程 {{pid}}',
  foreignLetters: '‹ › 之间的不是普通字母：它可能看起来像别的字母，或者看不见。',
  resembles: '此名称属于已有权限的程序，或看起来相同：{{clients}}。',
  unknownProcess: '本电脑无法判断是哪个程序在请求。',
  compare: '收银软件显示的是此代码吗？',
  impostor:
    '只有当您自己刚刚在收银软件中发起时才允许。没有代码或代码不同？请选择“拒绝”：可能有别的程序在冒充收银软件。',
  wants: '它想要',
  forHowLong: '多长时间',
  asRequested: '{{period}}（请求的）',
  days_other: '{{count}} 天',
  untilRevoked: '直到您取消其权限',
  timeLeft: '答复剩余时间',
  approve: '代码一致：允许访问',
  approveBySpace: '用键盘按此按钮时，请用空格键，不要用回车键。',
  refuse: '拒绝',
  chooseOne: '请至少选择一项它可以做的事。',
  pinNeeded: '要授予程序权限，请输入店长 PIN 码。',
  granted: '{{name}} 现在有权限了。',
  grantedHint: '收银软件会自动得到密钥。您可以在“程序”中取消其权限。',
  refused: '已拒绝 {{name}}。',
  withdrawn: '已在别处答复，或程序不再请求。',
  expired: '答复时间已过。该程序没有得到权限。',
  expiredHint: '请在收银软件中重新开始配对。',
}

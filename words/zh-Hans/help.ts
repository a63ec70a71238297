import type { Words } from '#words/catalogue.ts'
import type { help as english } from '#words/en/help.ts'

/** Five lines and the next step for each screen. */
export const help: Words<'zh-Hans', typeof english> = {
  open: '帮助',
  next: '下一步',
  support: '联系技术支持',
  supportExplain: '支持包含有技术支持所需的内容，不含秘密和顾客信息。',
  make: '生成支持包',
  read: '先查看',
  reference: '请把此编号告诉技术支持',
  customer: {
    title: '帮助：顾客',
    lines: {
      first: '输入或扫描手机号、邮箱或会员卡。',
      second: '发送验证码。顾客通过短信或邮件收到。',
      third: '输入顾客读出的验证码。',
      fourth: '绿色：此号码或地址属于该顾客。',
      fifth: '没有验证码？再发一个，或不验证直接销售。',
    },
    next: '按 Esc 键，从下一位顾客重新开始。',
  },
  status: {
    title: '帮助：状态',
    lines: {
      first: '顶部的颜色表示收银机的状态。',
      second: '注意：可用，但有事项应查看。',
      third: '离线：销售可以继续，会员服务不行。',
      fourth: '已停用：修复之前收银软件得不到任何内容。',
      fifth: '每张卡片显示其云服务上次答复的时间。',
    },
    next: '请打开“诊断”。它说明有什么问题以及该做什么。',
  },
  outbox: {
    title: '帮助：待发箱',
    lines: {
      first: '未能发送的销售保留在这里。',
      second: '收银机会按顺序自动发送。',
      third: '有些需要决定：云服务拒绝了或没有答复。',
      fourth: '更正后会作为同一笔销售重新发送。',
      fifth: '收银机重启时，这里不会丢失任何内容。',
    },
    next: '请先查看“待决定”。',
  },
  clients: {
    title: '帮助：程序',
    lines: {
      first: '程序是可以使用本收银机云服务的收银软件。',
      second: '每个程序有自己的密钥，只能做所列的事。',
      third: '请在收银软件中开始配对；问题会出现在这里。',
      fourth: '允许之前，请比较两个屏幕上的代码。',
      fifth: '如果他人可能知道密钥，请立即取消权限。',
    },
    next: '请配对收银软件，或手动添加。',
  },
  upstreams: {
    title: '帮助：云服务',
    lines: {
      first: '云服务是本收银机登录的服务。',
      second: '密码保存在本电脑的钥匙串中。',
      third: '已锁定：云服务拒绝了密码。不会再尝试。',
      fourth: '先测试新密码，再停用旧密码。',
      fifth: '测试会显示云服务中本收银机的名称。',
    },
    next: '如果云服务已锁定，请输入正确的密码。',
  },
  settings: {
    title: '帮助：设置',
    lines: {
      first: '请先设置国家/地区：号码按它读取。',
      second: '请设置店长 PIN 码，以免收银员更改。',
      third: '总部决定的内容不能在此更改。',
      fourth: '有些更改从下次启动起生效。该行会说明。',
      fifth: '重置会恢复内置值。',
    },
    next: '除非技术支持要求，请勿更改限制。',
  },
}

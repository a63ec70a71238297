import type { Words } from '#words/catalogue.ts'
import type { display as english } from '#words/en/display.ts'

export const display: Words<'zh-Hans', typeof english> = {
  connecting: {
    title: '顾客屏幕',
    explain: '此屏幕尚未与收银台连接。请先连接，再由经理在收银台允许。',
    connect: '连接此屏幕',
    compare: '请将此代码与收银台上的代码核对：',
    refused: '收银台拒绝了此屏幕。如属误操作，请重新连接。',
    expired: '收银台未及时答复。请重新连接此屏幕。',
    busy: '收银台现在无法询问。请稍候，再重新连接此屏幕。',
  },
  screen: {
    welcome: '欢迎光临',
    language: '语言',
    askedBy: '询问方',
    number: '您的手机号码或电子邮箱',
    numberWhy: '我们会向其发送验证码，以确认它属于您。',
    send: '发送验证码',
    code: '您的验证码',
    sentTo: '已发送至',
    decline: '不用了，谢谢',
    forgets: '此屏幕不会保存您输入的任何内容。',
    done: {
      confirmed: '谢谢，已确认。',
      other: '未能确认，请询问收银员。',
    },
    away: '请稍候。',
    failed: '未成功。请检查您的输入，或询问收银员。',
  },
  counter: {
    ask: '在顾客屏幕上询问',
    enterThere: '由顾客输入验证码',
    title: '顾客屏幕',
    asking: '正在询问顾客的号码或电子邮箱。',
    typing: '顾客正在输入…',
    code: '顾客在那里输入验证码。此屏幕会自动继续。',
    takeOver: '改在此处输入',
  },
  settings: {
    title: '顾客屏幕',
    explain: '本计算机的第二块屏幕，由顾客自行输入号码和验证码。请在该屏幕上用单独的浏览器打开此地址：',
    none: '没有已连接的顾客屏幕。',
    open: '现在已打开',
    closed: '未打开',
    since: '连接于 {{time}}',
    remove: '移除',
    removeQuestion: '移除此屏幕？',
    ownWindow: {
      explain:
        '本计算机的第二块屏幕，由顾客自行输入号码和验证码。窗口会自动占满另一块屏幕，此后随 Till Agent 一起打开。',
      open: '打开顾客屏幕',
      close: '关闭顾客屏幕',
    },
  },
  pairing: {
    title: '一块顾客屏幕请求访问',
    compare: '顾客屏幕是否显示此代码？',
    impostor:
      '仅当您刚刚亲自连接该屏幕时才允许。没有代码或代码不同？请选择拒绝：可能有程序冒充该屏幕以窃取顾客输入的内容。',
  },
}

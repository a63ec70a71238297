import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'zh-Hans', typeof english> = {
  loading: '请稍候…',
  tryAgain: '重试',
  keyboard: {
    label: '屏幕键盘',
    shift: '切换大写',
    symbols: '数字和符号',
    letters: '其他字母',
    space: '空格',
    hide: '隐藏键盘',
    auto: '系统没有时',
    on: '始终',
    off: '从不',
  },
  retryIn: '距离可以重试还有',
  retryNow: '现在可以重试。',
  cancel: '取消',
  back: '返回',
  next: '下一步',
  close: '关闭',
  stay: '留下',
  leave: '离开',
  missing: '还需填写：',
  checkField: '请检查此处填写的内容。',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: '请填写此项。',
    number: '请输入数字。',
    'whole-number': '请输入整数。',
    'at-least': '至少输入 {{limit}}。',
    'at-most': '最多输入 {{limit}}。',
    'too-short': '太短。至少 {{limit}} 个字符。',
    'too-long': '太长。最多 {{limit}} 个字符。',
    'one-of': '请选择其中之一：{{choices}}。',
    email: '请输入完整的电子邮箱地址，例如 name@example.com。',
    url: '请输入完整的地址，例如 https://example.com。',
  },
}

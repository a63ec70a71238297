import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'zh-Hans', typeof english> = {
  busy: 'Till Agent 正忙。请在销售结束后重试。',
  forget: '同时从钥匙串中删除收银机的秘密？之后收银机需要重新设置。',
  summary: '将收银软件与会员及其他云服务连接',
}

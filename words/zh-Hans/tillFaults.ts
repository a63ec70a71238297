import type { Words } from '#words/catalogue.ts'
import type { tillFaults as english } from '#words/en/tillFaults.ts'

/** What happened to this till and what is set up on it, and what to do. */
export const tillFaults: Words<'zh-Hans', typeof english> = {
  UNKNOWN_CLIENT: { title: '本收银机没有设置此程序。', remedy: '请在“程序”中查看已设置的程序。' },
  ALREADY_EXISTS: {
    title: '此名称已被使用。',
    remedy: '请换一个名称。已有的可以更换凭据，或用文件替换。',
  },
  UPSTREAM_IN_USE: { title: '仍有程序在使用此云服务。', remedy: '请先在“程序”中取消它们的权限。' },
  SECRET_MISSING: {
    title: '无法从应有的位置读取密码。',
    remedy: '请告知设置本收银机的人员。',
  },
  CREDENTIAL_REFUSED: {
    title: '云服务不接受此名称或密码。什么都没有保存。',
    remedy: '请与总部核对两者。密码区分大小写。错误次数过多可能会锁定收银机。',
  },
  PACK_INVALID: {
    title: '此文件与总部制作的不一致。',
    remedy: '请重新复制，或向总部索取另一个。没有任何更改。',
  },
  PACK_KEY_UNKNOWN: { title: '此文件不是来自您的总部。', remedy: '请勿使用，并告知总部。没有任何更改。' },
  PACK_EXPIRED: {
    title: '此文件已不能再使用。',
    remedy: '请检查本电脑的日期。如果正确，请向总部索取新文件。',
  },
  PACK_SUPERSEDED: { title: '本收银机已使用过此文件或更新的文件。', remedy: '请向总部索取新文件。' },
  PACK_CODE_WRONG: {
    title: '这不是此文件的代码。',
    remedy: '请与总部给您的代码核对。输错次数过多后，此文件在此不能再用。',
  },
  PACK_DEAD: {
    title: '输入了过多错误代码。此文件在此不能再使用。',
    remedy: '请向总部索取新文件和新代码。',
  },
  PACK_OF_OTHER_TILL: { title: '此文件是为另一台收银机制作的。', remedy: '请使用本收银机的文件。' },
  CREDENTIAL_UNEXPECTED: {
    title: '这是另一台收银机的密码。',
    remedy: '请输入本收银机的密码。如果它是对的，请询问总部这里应是哪台收银机。',
  },
  CREDENTIAL_UNPROVEN: {
    title: '无法连接该服务。什么都没有保存。',
    remedy: '请检查门店的网络和地址是否正确，然后重试。',
  },
  SIGN_IN_FAILED: { title: '没有人登录。', remedy: '请重新开始登录。' },
  TILL_BARRED: { title: '总部已停用本收银机。', remedy: '请致电总部。只有总部的新设置文件才能让本收银机重新工作。' },
  KEYCHAIN_UNAVAILABLE: {
    title: '本电脑没有密码保险库。',
    remedy: '需要由负责本电脑的人员设置。在此之前不会保存任何内容。',
  },
  KEYCHAIN_LOCKED: { title: '本电脑的密码保险库已锁定。', remedy: '请重新登录本电脑，然后重试。' },
  KEYCHAIN_REFUSED: {
    title: '本电脑不让 Till Agent 保存密码。',
    remedy: '如果本电脑询问是否允许，请允许。然后重试。',
  },
  SETTINGS_DAMAGED: {
    title: '本收银机的设置已损坏。',
    remedy: '请联系技术支持：本收银机需要重新设置。旧设置的副本已保留。',
  },
  SETTINGS_UNWRITABLE: {
    title: '无法保存设置。',
    remedy: '请检查本电脑的磁盘是否已满，然后重试。',
  },
  SETTING_MANAGED: { title: '此设置由总部决定。', remedy: '请总部更改。' },
  AUDIT_UNAVAILABLE: {
    title: '本收银机的审计记录无法读取或写入。',
    remedy: '请检查本电脑的磁盘是否已满。在此之前不会记录任何内容。',
  },
  LOG_UNAVAILABLE: {
    title: '无法写入 Till Agent 的日志。',
    remedy: '请检查本电脑的磁盘是否已满。在此之前技术支持看不到发生了什么。',
  },
  FILE_UNREADABLE: { title: '无法读取某个文件。', remedy: '请检查文件是否存在并可读取。' },
  PORT_TAKEN: { title: '另一个程序占用了 Till Agent 的端口。', remedy: '请关闭那个程序，然后重启 Till Agent。' },
  ADMINISTRATOR_REQUIRED: {
    title: '收银机没有店长 PIN 码时，只有本电脑的管理员才能这样做。',
    remedy: '请用新链接打开此窗口，或请负责本电脑的人员设置 PIN 码。',
  },
  SERVICE_REFUSED: {
    title: '本电脑拒绝更改 Till Agent 的系统服务。',
    remedy: '请询问负责本电脑的人员。',
  },
  SAFE_MODE: {
    title: 'Till Agent 连续多次崩溃，在有人检查之前不再处理销售。',
    remedy: '请把检查得到的文件发给技术支持，然后重启本电脑。',
  },
  ALREADY_RUNNING: { title: 'Till Agent 已在运行。', remedy: '请使用已打开的窗口。' },
  INTERNAL: {
    title: 'Till Agent 内部出错。',
    remedy: '请重试。如果没有用，请把下面的编号告诉技术支持。',
  },
}

import type { Words } from '#words/catalogue.ts'
import type { faults as english } from '#words/en/faults.ts'
import { tillFaults } from './tillFaults.ts'

/** What happened and what to do, for the person at the window. */
export const faults: Words<'zh-Hans', typeof english> = {
  AGENT_SILENT: {
    title: 'Till Agent 没有响应。',
    remedy: '请稍候再试。如果没有用，请重启本电脑或联系技术支持。',
  },
  MALFORMED_REQUEST: { title: '某个程序发送了 Till Agent 无法读取的内容。', remedy: '请告知负责收银软件的人员。' },
  INVALID_INPUT: { title: '请检查标出的字段。', remedy: '请更正后重试。' },
  AMBIGUOUS_PATH: { title: '某个程序使用了有两种读法的地址。', remedy: '请告知负责收银软件的人员。' },
  NOT_FOUND: {
    title: '未找到。',
    remedy: '请关闭此窗口再重新打开。如果没有用，Till Agent 需要更新。',
  },
  METHOD_NOT_ALLOWED: { title: '不支持。', remedy: '请告知负责收银软件的人员。' },
  BODY_TOO_LARGE: { title: '超过了本收银机一次能接受的量。', remedy: '请减少发送内容，或在设置中提高限制。' },
  HEADERS_TOO_LARGE: { title: '请求的标头太大。', remedy: '请告知负责收银软件的人员。' },
  TARGET_TOO_LONG: { title: '某个程序发送的请求地址太长。', remedy: '请告知负责收银软件的人员。' },
  REQUEST_TIMEOUT: { title: '请求没有及时到达。', remedy: '请重试。' },
  UPGRADE_REFUSED: {
    title: '某个程序请求了不提供的连接方式。',
    remedy: '请告知负责收银软件的人员。',
  },
  EXPECTATION_REFUSED: { title: '某个程序请求了不提供的 HTTP 功能。', remedy: '请告知负责收银软件的人员。' },
  FOREIGN_HOST: {
    title: '一个发往另一台电脑的请求被拒绝。',
    remedy: '如果经常发生，请告知技术支持：可能有网页在尝试使用本收银机。',
  },
  ORIGIN_REFUSED: {
    title: '某个网页尝试使用本收银机，已被拒绝。',
    remedy: '如果这是您自己的网页收银台，请在“程序”中添加其地址。',
  },
  KEY_REQUIRED: { title: '某个程序没有发送密钥。', remedy: '请在“程序”中将该程序与本收银机配对。' },
  KEY_REFUSED: { title: '某个程序发送了本收银机不认识的密钥。', remedy: '请在“程序”中将该程序与本收银机重新配对。' },
  SIGNATURE_REFUSED: { title: '某个程序的请求没有按要求签名。', remedy: '请检查该程序的时钟，并询问其供应商。' },
  CUSTOMER_UNKNOWN: { title: '该顾客已不在登录状态。', remedy: '请顾客重新登录。' },
  STEP_UP_REQUIRED: { title: '云服务要求更强的登录方式。', remedy: '请本人用第二重验证重新登录。' },
  SESSION_REQUIRED: { title: '此浏览器已退出登录。', remedy: '请向店长索取新链接。' },
  PIN_REQUIRED: { title: '这需要店长。', remedy: '请在“设置”中输入店长 PIN 码，然后再做一次。' },
  PIN_WRONG: {
    title: 'PIN 码不对。',
    remedy: '请重新输入。如果没有人知道，负责本电脑的人员可以将其删除。',
  },
  PIN_BLOCKED: { title: 'PIN 码错误次数过多。', remedy: '请等到时间结束，再输入正确的 PIN 码。' },
  UNKNOWN_UPSTREAM: { title: '本收银机没有设置此云服务。', remedy: '请在“云服务”中查看已设置的服务，或在那里添加。' },
  NOT_GRANTED: { title: '此程序无权这样做。', remedy: '如果它应当可以，请在“程序”中允许。' },
  ROUTE_DENIED: {
    title: '任何程序都不能通过本收银机这样做。',
    remedy: '没有需要更正的地方：这会泄露必须留在云服务中的内容。',
  },
  BODY_REFUSED: {
    title: '某个程序请求了本收银机不允许的操作。',
    remedy: '请告知负责收银软件的人员。',
  },
  TOO_MANY_REQUESTS: { title: '请求过多。', remedy: '请稍候再试。' },
  LOOP_DETECTED: { title: '云服务的地址又指回本收银机。', remedy: '请在“云服务”中更正其地址。' },
  NOT_SUPPORTED: { title: '这里不提供此功能。', remedy: '请换一种方式，或询问技术支持能否添加。' },
  UNKNOWN_VERIFICATION: { title: '此验证已不存在。', remedy: '请用顾客的号码重新开始。' },
  UNKNOWN_LOOK_UP: { title: '该顾客的查找结果已过期。', remedy: '请重新查找顾客。' },
  CUSTOMER_NOT_ENROLLED: {
    title: '云服务没有登记该顾客。',
    remedy: '请与顾客核对号码，或在收银软件中登记。',
  },
  VERIFICATION_OVER: {
    title: '此验证已结束。',
    remedy: '如果没有确认，请用顾客的号码重新开始。',
  },
  RESEND_TOO_EARLY: {
    title: '刚刚已向该顾客发送过验证码。',
    remedy: '请顾客稍等：消息可能需要一分钟。然后再发一个。',
  },
  CODES_USED_UP: {
    title: '暂时不能再向该顾客发送验证码。',
    remedy: '请不验证直接服务，或稍后再试。',
  },
  OVERRIDE_REFUSED: { title: '本收银机不允许店长不用验证码确认。', remedy: '请不验证直接服务。' },
  OVERRIDES_USED_UP: {
    title: '店长今天不能再不用验证码确认顾客了。',
    remedy: '请不验证直接服务。',
  },
  DESTINATION_REFUSED: {
    title: '本店不向此号码发送验证码。',
    remedy: '请用邮件发送验证码，或不验证直接服务。总部可以允许更多国家。',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: '本收银机现在无法验证顾客。',
    remedy: '请不验证直接服务，并告知技术支持：收银机无法写入磁盘。',
  },
  UNKNOWN_PAIRING: { title: '此程序已不再等待。', remedy: '请在该程序中重新开始配对。' },
  PAIRING_BUSY: { title: '另一个程序正在请求访问权限。', remedy: '请先答复它，再重试。' },
  OUTBOX_UNAVAILABLE: {
    title: '本收银机现在无法保留销售以便稍后发送。',
    remedy: '目前销售直接发往云服务。请告知技术支持：磁盘或密码保险库有问题。',
  },
  OUTBOX_FULL: {
    title: '不能再保留更多销售了。',
    remedy: '请查看有哪些在等待，以及为何无法发送。如果网络正常，请告知技术支持。',
  },
  OFFLINE_APPROVAL_NEEDED: {
    title: '无法连接云服务。保留此销售以便稍后发送之前，需要店长批准。',
    remedy: '请店长在窗口中输入 PIN 码，然后在收银台重新发送此销售。',
  },
  UNKNOWN_APPROVAL: {
    title: '此请求已不再有效。',
    remedy: '请在收银台重新发送此销售。如需店长批准，收银机会提示。',
  },
  UNKNOWN_OUTBOX_ENTRY: { title: '此条目已不存在。', remedy: '请重新查看列表。' },
  OUTBOX_ENTRY_SETTLED: { title: '此条目正在发送，或已处理完毕。', remedy: '请稍后再看。' },
  UNKNOWN_DROP: { title: '没有监视此名称的文件夹。', remedy: '请在命令行中查看文件夹列表。' },
  DROP_IN_USE: {
    title: '此文件夹的文件正在等待发送。',
    remedy: '请等待发送完毕，或请技术支持把它们放回文件夹。',
  },
  DROP_FOLDER_UNUSABLE: {
    title: '无法使用文件的文件夹。',
    remedy: '请检查它是否存在，以及 Till Agent 能否在其中读写。',
  },
  DROP_SERVER_UNREACHABLE: {
    title: '无法连接文件服务器。',
    remedy: '文件在等待，服务器恢复后会发送。如果网络正常，请告知技术支持。',
  },
  DROP_SERVER_UNTRUSTED: {
    title: '文件服务器不是所设置的那个。',
    remedy: '没有向它发送任何内容。请告知技术支持：它有新密钥，或中间有人。',
  },
  DROP_SERVER_REFUSED: {
    title: '文件服务器拒绝了本收银机。',
    remedy: '请向技术支持询问正确的密码、文件夹和服务器权限。',
  },
  UNKNOWN_REQUEST: { title: '这不是请求的编号。', remedy: '请检查编号。' },
  UPSTREAM_NOT_READY: {
    title: '本收银机没有登录云服务。',
    remedy: '请稍后再试。如果没有用，请在“状态”中查看原因。',
  },
  TOKEN_EXPIRED: { title: '登录在那一刻过期了。什么都没有做。', remedy: '请再做一次。' },
  UPSTREAM_LOCKED: {
    title: '云服务不接受本收银机的密码。',
    remedy: '请先不用云服务，并告知店长：需要在“云服务”中输入正确的密码。',
  },
  UPSTREAM_BUSY: { title: '云服务正忙。', remedy: '请稍候再试。目前什么都没有做。' },
  UPSTREAM_UNREACHABLE: { title: '无法连接云服务。什么都没有发送。', remedy: '请检查门店的网络是否正常，然后重试。' },
  UPSTREAM_UNTRUSTED: {
    title: '云服务无法证明自己的身份。什么都没有发送。',
    remedy: '请检查本电脑的日期和时间。如果正确，请告知技术支持：可能有人在窃听。',
  },
  UPSTREAM_SILENT: { title: '云服务没有答复。', remedy: '请重试。没有任何更改。' },
  OUTCOME_UNKNOWN: { title: '云服务没有答复。操作可能完成，也可能没有。', remedy: '再次操作前，请先查清发生了什么。' },
  UPSTREAM_ANSWER_INVALID: {
    title: '云服务的答复 Till Agent 无法使用。',
    remedy: '请重试。如果没有用，请检查“云服务”中的地址或告知技术支持。',
  },
  UPSTREAM_REDIRECTED: {
    title: '云服务想把本收银机转到另一个地址。收银机没有前往。',
    remedy: '请在“云服务”中更正其地址。',
  },
  ...tillFaults,
}

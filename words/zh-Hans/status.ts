import type { Words } from '#words/catalogue.ts'
import type { status as english } from '#words/en/status.ts'

export const status: Words<'zh-Hans', typeof english> = {
  title: '状态',
  condition: {
    ready: '收银机所需的一切都正常。',
    attention: '收银机可用。有事项需要您注意。',
    offline: '无法连接任何云服务。销售可以继续；积分和验证码不行。',
    blocked: '收银软件无法通过本收银机连接任何云服务。',
  },
  version: '版本 {{version}}',
  runningSince: '启动于',
  concerns: {
    title: '该做什么',
    thisTill: '本收银机',
    byCode: {
      NO_UPSTREAM: { reason: '尚未设置任何云服务。', remedy: '请设置本收银机。只需几分钟。' },
      NO_CLIENT: {
        reason: '还没有程序可以使用本收银机。',
        remedy: '请在收银软件中开始配对，或手动添加程序。',
      },
      NO_PIN: {
        reason: '没有设置 PIN 码：任何使用此窗口的人都能更改设置。',
        remedy: '请设置 PIN 码，或在“设置”中说明本店不使用。',
      },
      OUTBOX_NEEDS_PERSON: {
        reason: '云服务没有接受为它保留的一些销售。',
        remedy: '请在待发箱中逐一查看：更正、重新发送或放弃。',
      },
      UPSTREAM_ALARM: {
        reason: '云服务为另一台收银机执行了操作。',
        remedy: '继续销售前，请与总部核对收银机和门店。',
      },
      UPSTREAM_RE_SIGNED: {
        reason: '网络中有设备打开了与此云服务的连接，并重新签署答复。',
        remedy: '如果是门店的过滤设备，则一切正常。如果没有人知道，请联系技术支持。',
      },
      UPSTREAM_OFFLINE: {
        reason: '自 {{time}} 起无法连接此云服务。',
        remedy: '收银机会自动重试。如果一直这样，请查找原因。',
      },
      IDENTITY_UNCONFIRMED: {
        reason: '还没有人确认这是否是正确的门店和收银机。',
        remedy: '请在“云服务”中查看并确认。用另一台收银机的密码时，销售会算给那台收银机的门店。',
      },
      CERTIFICATE_EXPIRING: {
        reason: '本收银机向云服务出示的证书即将到期。',
        remedy: '请现在申请新证书，并由技术人员安装。',
      },
      CERTIFICATE_EXPIRED: {
        reason: '本收银机向云服务出示的证书已到期。',
        remedy: '请申请新证书，并由技术人员安装。',
      },
      AUDIT_DAMAGED: {
        reason: '审计记录已损坏。它已被移到一边，并开始了新的记录。',
        remedy: '请查找原因，并为调查人员保留旧文件。',
      },
      VERIFICATIONS_DAMAGED: {
        reason: '部分顾客验证记录已损坏。它们已被移到一边，其余继续。',
        remedy: '请检查本电脑的磁盘，并把文件交给技术支持。',
      },
      RECORD_DAMAGED: {
        reason: '更新记录已损坏。它已被移到一边，并开始了新的记录。',
        remedy: '请查找原因，并为调查人员保留旧文件。',
      },
      RECORD_UNWRITABLE: {
        reason: '无法保存更新进度，因此不会开始更新。',
        remedy: '请释放磁盘空间，或询问负责本电脑的人员。',
      },
      UPSTREAM_NOT_READY: {
        reason: '收银机还不能使用此云服务：没有登录凭据。',
        remedy: '请登录或输入凭据。如果已经做过，请查找原因。',
      },
      UPSTREAM_LOCKED: {
        reason: '云服务拒绝了本收银机的凭据。收银机不再发送它。',
        remedy: '请输入正确的凭据。',
      },
    },
    actions: {
      credential: '输入新凭据',
      signIn: '登录',
      pair: '授予程序权限',
      setPin: '设置 PIN 码',
      confirm: '确认收银机',
      decide: '在待发箱中决定',
      setUp: '设置本收银机',
      doctor: '查找原因',
    },
  },
  upstreams: {
    title: '云服务',
    none: '尚未设置任何云服务。',
    openConnections: '连接',
    activeRequests: '进行中',
    waitingRequests: '等待中',
  },
  latency: {
    title: '最近一小时的响应时间',
    none: '最近一小时没有请求。',
    summary: '最近一次（{{when}}）{{last}}，平均 {{mean}}，最长 {{max}}。{{requests}} 个请求。',
    asTable: '以表格显示',
    caption: '{{upstream}} 每分钟的响应时间',
    minute: '分钟',
    requests: '请求',
    mean: '平均',
    max: '最长',
    anHourAgo: '1 小时前',
    now: '现在',
  },
  requests: {
    title: '最近的请求',
    none: '还没有请求。',
    noFailures: '最近的请求没有问题。',
    onlyFailures: '只看问题',
    time: '时间',
    client: '程序',
    counter: '柜台',
    lookUp: '查找顾客',
    upstream: '云服务',
    route: '路径',
    outcome: '结果',
    duration: '用时',
    outcomes: {
      done: '完成',
      missing: '云服务中未找到',
      redirected: '转到另一个地址',
      refused: '被云服务拒绝',
      failed: '在云服务中失败',
      dropped: '已中断',
    },
    answer: '{{outcome}}（{{status}}）',
  },
  refusals: {
    title: '启动以来拒绝的请求',
    none: '没有拒绝任何请求。',
    kind: '原因',
    count: '次数',
  },
}

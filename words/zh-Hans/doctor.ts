import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'zh-Hans', typeof english> = {
  title: '诊断',
  tabs: { findings: '检查', bundle: '支持包', audit: '审计记录' },
  run: '重新检查',
  running: '正在全面检查。每项云服务会收到一个请求…',
  checkedAt: '检查时间',
  allFine: '一切正常。',
  someTrouble: '有问题。做法见下。',
  someAttention: '可用。有事项需要您注意。',
  thisComputer: '本电脑',
  outcomes: { fine: '正常', attention: '注意', trouble: '问题', skipped: '未检查' },
  checks: {
    keychain: '钥匙串',
    settings: '设置',
    environment: '系统设置',
    port: '端口',
    audit: '审计记录',
    verifications: '发给顾客的验证码',
    log: '日志',
    drops: '文件的文件夹',
    telemetry: '向总部报告',
    dns: '名称',
    proxy: '代理',
    tls: '加密',
    certificate: '收银机的证书',
    clock: '时钟',
    credential: '凭据',
  },
  findings: {
    keychain: {
      fine: { sentence: '钥匙串可以保存并取回秘密。' },
      attention: {
        sentence: '秘密只保存到 Till Agent 停止为止。',
        remedy: '如果本收银机每次启动时都会设置，则无需处理。',
      },
      trouble: {
        sentence: '本电脑的钥匙串无法保存秘密。',
        remedy: '请登录本电脑以解锁钥匙串，然后重新检查。',
      },
      skipped: { sentence: '没有检查钥匙串。' },
    },
    settings: {
      fine: { sentence: '设置可以读取和写入。' },
      attention: {
        sentence: '设置曾损坏。损坏设置的副本已保留。',
        remedy: '请检查所有云服务和程序是否仍在，并把副本交给技术支持。',
      },
      trouble: { sentence: '设置无法读取或写入。', remedy: '请检查磁盘是否有空间，然后重新检查。' },
      skipped: { sentence: '没有检查设置。' },
    },
    environment: {
      fine: {
        sentence: '系统设置中没有降低连接安全性的内容。',
      },
      attention: {
        sentence: '本电脑要求程序降低安全性。Till Agent 不理会，其他程序会。',
        remedy: '请让负责本电脑的人员看这里。',
      },
      trouble: { sentence: '无法读取系统设置。', remedy: '请询问技术人员。' },
      skipped: { sentence: '没有检查系统设置。' },
    },
    port: {
      fine: { sentence: '收银软件可以连接 Till Agent。' },
      attention: { sentence: '收银软件只能以一种方式连接 Till Agent。', remedy: '请询问技术人员。' },
      trouble: {
        sentence: '收银软件无法连接 Till Agent。',
        remedy: '请重启 Till Agent。如果没有用，可能有别的程序占用其端口：请联系技术支持。',
      },
      skipped: { sentence: '没有检查端口。' },
    },
    audit: {
      fine: { sentence: '审计记录正在写入。' },
      attention: {
        sentence: '审计记录曾损坏。剩余部分已保留。',
        remedy: '请查找原因，并为调查人员保留旧文件。',
      },
      trouble: {
        sentence: '审计记录无法写入。',
        remedy: '请检查磁盘是否有空间。在此之前不会记录任何内容。',
      },
      skipped: { sentence: '没有检查审计记录。' },
    },
    verifications: {
      fine: { sentence: '发给顾客的验证码正在计数。' },
      attention: {
        sentence: '部分顾客验证记录曾损坏。它们已保留。',
        remedy: '请检查本电脑的磁盘，并把文件交给技术支持。',
      },
      trouble: { sentence: '无法验证任何顾客：验证码无法计数。', remedy: '请检查磁盘是否有空间，然后重新检查。' },
      skipped: { sentence: '没有检查发给顾客的验证码。' },
    },
    drops: {
      fine: { sentence: '文件服务器接受文件。' },
      attention: {
        sentence: '有些文件没有发送。',
        remedy: '请查看子文件夹“refused”：每个文件旁的说明写有原因。',
      },
      trouble: { sentence: '文件无法发送到其服务器。', remedy: '文件在等待。如果网络正常，请告知技术支持。' },
      skipped: { sentence: '没有检查文件服务器。' },
    },
    telemetry: {
      fine: { sentence: '总部收到本收银机的报告。' },
      attention: { sentence: '总部没有收到本收银机的报告。销售不受影响。', remedy: '请把这个给负责本收银机的人看。' },
      trouble: { sentence: '无法检查向总部的报告。', remedy: '请稍后再检查。' },
      skipped: { sentence: '未检查向总部的报告。' },
    },
    log: {
      fine: { sentence: '日志已写入。' },
      attention: { sentence: '日志丢失了一些行。', remedy: '请查明本电脑的磁盘为何已满。' },
      trouble: {
        sentence: '日志无法写入。',
        remedy: '请检查本电脑的磁盘是否已满，然后重新检查。',
      },
      skipped: { sentence: '没有检查日志。' },
    },
    dns: {
      fine: { sentence: '可以找到云服务的名称。' },
      attention: { sentence: '云服务的名称指向一个不寻常的地址。', remedy: '请询问技术人员。' },
      trouble: { sentence: '找不到云服务的名称。', remedy: '请检查门店的网络和云服务的地址。' },
      skipped: { sentence: '无需查找名称。' },
    },
    proxy: {
      fine: { sentence: '通往云服务的路径畅通。' },
      attention: {
        sentence: '通往云服务的路径经过代理，但没有答复返回。',
        remedy: '请询问管理门店网络的人员。',
      },
      trouble: { sentence: '代理不让收银机通过。', remedy: '请询问管理门店网络的人员。' },
      skipped: { sentence: '没有检查代理。' },
    },
    tls: {
      fine: { sentence: '云服务已证明自己的身份。' },
      attention: {
        sentence: '中间可能有人能读取与云服务的连接。',
        remedy: '请询问管理门店网络的人员这是否有意为之。',
      },
      trouble: {
        sentence: '无法与云服务建立安全连接。',
        remedy: '请检查门店的网络。如果正常，请询问管理网络的人员：中间可能有人。',
      },
      skipped: { sentence: '没有检查加密。' },
    },
    certificate: {
      fine: { sentence: '本收银机的证书有效。' },
      attention: { sentence: '本收银机的证书即将到期。', remedy: '请向技术人员索取新证书。' },
      trouble: { sentence: '本收银机的证书已到期。', remedy: '请向技术人员索取新证书。' },
      skipped: { sentence: '没有检查本收银机的证书。' },
    },
    clock: {
      fine: { sentence: '时钟准确。' },
      attention: { sentence: '时钟略有偏差。', remedy: '请让本电脑自动设置时钟。' },
      trouble: { sentence: '时钟偏差太大，云服务可能会拒绝本收银机。', remedy: '请设置本电脑的日期、时间和时区。' },
      skipped: { sentence: '无法检查时钟。' },
    },
    credential: {
      fine: { sentence: '云服务接受本收银机的凭据。' },
      attention: {
        sentence: '无法检查云服务是否接受凭据。',
        remedy: '请稍后再测试。',
      },
      trouble: { sentence: '本收银机的凭据无效。', remedy: '请输入正确的凭据，或重新登录。' },
      skipped: { sentence: '没有测试凭据。' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: '桌面设置',
    'etc-environment': '/etc/environment 中的变量',
    windows: 'Windows 的 Internet 设置',
    winhttp: 'Windows 的 WinHTTP 设置',
    macos: 'macOS 的网络设置',
    chromium: '系统设置',
    none: '系统设置',
  },
  settingsWithPac: '{{settings}}（PAC 文件 {{pac}}）',
  panelOpened: '已在本计算机上打开。完成后请再次检查。',
  actions: {
    'test-upstream': '测试此云服务',
    'rotate-upstream': '输入新凭据',
    'sign-in-upstream': '登录',
    'change-network': '更改网络',
    'open-settings': '打开设置',
    'open-keychain': '解锁钥匙串',
    'open-clock': '打开时钟设置',
    'check-again': '重新检查',
  },
  bundle: {
    explain: '技术支持帮助您所需的一切，都在一个文件中。其中不含秘密和顾客信息。发送前请查看。',
    preview: '显示内容',
    lines_other: '{{lines}} 行',
    save: '保存文件',
    saved: '{{fileName}} 已保存到您的下载文件夹。',
    contentOf: '{{name}} 的内容',
  },
}

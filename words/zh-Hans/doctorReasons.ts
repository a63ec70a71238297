import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'zh-Hans', typeof english> = {
  'no-proxy': { sentence: '不经代理连接云服务。' },
  'proxy-used': { sentence: '通往云服务的路径经过代理 {{proxy}}。' },
  'proxy-of-system': {
    sentence: '根据{{settings}}，通往云服务的路径经过 {{proxy}}。',
  },
  'no-proxy-of-system': { sentence: '根据{{settings}}，不经代理连接云服务。' },
  'proxy-unsupported': {
    sentence: '{{settings}}中的代理是 Till Agent 不支持的类型，例如 SOCKS。',
    remedy: '请向管理门店网络的人员索取 HTTP 代理。',
  },
  'pac-unreachable': {
    sentence: '无法获取 PAC 文件 {{pac}}，因此不经代理调用云服务。',
    remedy: '请询问管理门店网络的人员其地址是否正确。',
  },
  'pac-broken': {
    sentence: 'PAC 文件 {{pac}} 无法使用，因此不经代理调用云服务。',
    remedy: '请把它交给管理门店网络的人员。',
  },
  'proxy-wants-sign-in': {
    sentence: '代理 {{proxy}} 需要用户名和密码。',
    remedy: '请输入含用户名的代理地址，例如 http://till@proxy.store:3128，以及其密码。',
  },
  'proxy-sign-in-unsupported': {
    sentence: '代理 {{proxy}} 要求 Till Agent 不支持的登录方式，例如 NTLM 或 Kerberos。',
    remedy: '请管理门店网络的人员让本收银机免登录或用 Basic 通过。',
  },
  'proxy-untrusted': {
    sentence: '代理 {{proxy}} 无法证明自己的身份，因此没有告诉它任何内容。',
    remedy: '请向管理门店网络的人员索取代理的证书颁发机构。',
  },
  'proxy-unreadable': { sentence: '无法读取代理的地址。', remedy: '请更正，例如 http://proxy.store:3128。' },
  'proxy-refused': {
    sentence: '代理 {{proxy}} 不让收银机通过（{{status}}）。',
    remedy: '请管理门店网络的人员允许云服务的主机。',
  },
  'proxy-silent': {
    sentence: '通往云服务的路径经过代理 {{proxy}}，但没有任何返回（{{code}}）。',
    remedy: '请检查代理是否正确并在运行。',
  },
  're-signed': {
    sentence: '云服务的答复被“{{issuer}}”重新签署，它因此能读取所发送的内容。',
    remedy: '如果是门店自己的过滤设备，则无需处理。如果没有人知道，请联系技术支持。',
  },
  'private-authority': {
    sentence: '为云服务担保的“{{issuer}}”不是公共机构。',
    remedy: '如果门店的网络有意打开连接，则无需处理。如果没有人知道，请联系技术支持。',
  },
  'certificate-required': {
    sentence: '云服务询问连接者的身份，而本收银机没有可出示的证书。',
    remedy: '请技术人员安装云服务运营方为本收银机签发的证书。',
  },
  'certificate-refused': {
    sentence: '云服务不接受本收银机的证书。',
    remedy: '请技术人员安装云服务运营方为本收银机签发的证书。',
  },
  'certificate-valid': { sentence: '本收银机的证书“{{subject}}”有效。' },
  'certificate-expiring': {
    sentence: '本收银机的证书“{{subject}}”即将到期。剩余天数：{{days}}。',
    remedy: '请现在申请新证书，并由技术人员安装。',
  },
  'certificate-expired': {
    sentence: '本收银机的证书“{{subject}}”已到期。',
    remedy: '请申请新证书，并由技术人员安装。',
  },
}

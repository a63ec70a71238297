import type { Words } from '#words/catalogue.ts'
import type { faultCases as english } from '#words/en/faultCases.ts'

/** Sentences for a fault where its code alone tells too little: by what was being done, or by what the agent knows of the cause. */
export const faultCases: Words<'zh-Hans', typeof english> = {
  'looking-up': {
    UPSTREAM_NOT_READY: {
      title: '现在无法查找顾客。',
      remedy: '请稍后再试。如果没有用，请在“状态”中查看原因。您可以继续销售。',
    },
    UPSTREAM_SILENT: { title: '云服务没有答复此次查找。', remedy: '请重新查找顾客。您可以继续销售。' },
    UPSTREAM_UNREACHABLE: {
      title: '无法连接云服务，因此无法查找任何人。',
      remedy: '您可以继续销售。请稍后再试；如果一直这样，请告知店长。',
    },
  },
  sending: {
    UPSTREAM_NOT_READY: {
      title: '没有发送验证码：云服务现在不发送。',
      remedy: '请不验证直接服务，并把下面的内容告诉店长。',
    },
    UPSTREAM_UNREACHABLE: {
      title: '没有发送验证码：无法连接云服务。',
      remedy: '请稍后再试，或不验证直接服务。',
    },
    UPSTREAM_BUSY: { title: '没有发送验证码：云服务正忙。', remedy: '请稍候再发送。' },
    OUTCOME_UNKNOWN: {
      title: '云服务没有答复。验证码可能已发出。',
      remedy: '请问顾客是否收到消息。如果没有，请再发一个验证码。',
    },
  },
  checking: {
    UPSTREAM_NOT_READY: {
      title: '没有核对验证码：云服务现在不核对。',
      remedy: '请稍后再按“确认”：没有消耗尝试次数。或不验证直接服务。',
    },
    UPSTREAM_UNREACHABLE: { title: '没有核对验证码：无法连接云服务。', remedy: '请稍后再按“确认”。没有消耗尝试次数。' },
    UPSTREAM_BUSY: {
      title: '没有核对验证码：云服务正忙。',
      remedy: '请稍候再按“确认”。没有消耗尝试次数。',
    },
    OUTCOME_UNKNOWN: {
      title: '云服务没有答复，因此不知道验证码是否正确。',
      remedy: '请用同一个验证码再按“确认”。这会多算一次尝试。',
    },
  },
  unproven: {
    unreachable: {
      title: '无法连接此地址。什么都没有保存。',
      remedy: '请检查地址，以及门店的网络是否正常。发生的情况写在下面。',
    },
    timeout: {
      title: '此地址没有及时答复。什么都没有保存。',
      remedy: '请检查地址后重试。如果地址正确，请稍后再试。',
    },
    untrusted: {
      title: '服务器无法证明自己的身份。什么都没有保存。',
      remedy: '请检查地址，以及本电脑的日期和时间。如果都正确，中间可能有门店的代理：请询问负责网络的人员。',
    },
    'proxy-sign-in': {
      title: '门店的网络要求先输入用户名和密码。什么都没有保存。',
      remedy: '请在上面输入两者。负责门店网络的人员知道它们。',
    },
    unexpected: {
      title: '有答复，但不像是此云服务的。什么都没有保存。',
      remedy: '请检查地址：它可能是网页或另一个服务。发生的情况写在下面。',
    },
  },
}

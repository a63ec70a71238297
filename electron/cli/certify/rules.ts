import type { Evidence, ObservedCall } from './evidence.ts'

/** `unseen`: what the rule is about did not happen, or nobody told. */
export type Verdict = 'kept' | 'broken' | 'unseen'

export interface Finding {
  verdict: Verdict
  /** What was seen, in a sentence, where it is not as the rule says. */
  seen?: string
}

export interface Rule {
  /** What a POS does that keeps it. */
  says: string
  /** Where it is described. */
  read: string
  judge(evidence: Evidence): Finding
}

const kept: Finding = { verdict: 'kept' }
const broken = (seen: string): Finding => ({ verdict: 'broken', seen })
const unseen = (seen: string): Finding => ({ verdict: 'unseen', seen })

const page = {
  key: 'docs/integrate.md#the-key',
  repeat: 'docs/integrate.md#what-to-repeat-and-what-never',
  outbox: 'docs/integrate.md#sales-that-wait',
  verify: 'docs/integrate.md#verify-a-customer',
  proof: 'docs/pos-api.md#is-it-the-agent-that-listens-there',
  mode: 'docs/operations.md#training',
}

/** Faults that need no person: the same request may succeed later. As the clients in `clients` have them. */
const repeatable = ['TOO_MANY_REQUESTS', 'UPSTREAM_NOT_READY', 'TOKEN_EXPIRED', 'UPSTREAM_BUSY', 'UPSTREAM_UNREACHABLE']
/** A pause may end so much early, in milliseconds: two clocks, and the way. */
const slackMs = 100

const isBrokered = ({ path }: Pick<ObservedCall, 'path'>) => path.startsWith('/via/')
const isWrite = (call: Pick<ObservedCall, 'method' | 'path'>) =>
  isBrokered(call) && !['GET', 'HEAD', 'OPTIONS'].includes(call.method)
/** Of a cloud that is known: another write may be a customer or a code. Of any other every write is a sale. */
export const isSale = (call: Pick<ObservedCall, 'method' | 'path'>) =>
  isWrite(call) && (call.path.startsWith('/via/cloud/') || /\/transactions?(\/|$)/.test(call.path))
const isSame = (one: ObservedCall, other: ObservedCall) =>
  one.act === other.act && one.method === other.method && one.path === other.path
const isUncertain = ({ status, fault }: ObservedCall) => status === 0 || fault?.mayHaveHappened === true
const named = ({ method, path }: ObservedCall) => `${method} ${path}`
const asked = ({ method, path }: ObservedCall, about: ObservedCall) =>
  method === 'GET' &&
  (path.startsWith('/v1/requests/') ||
    path.startsWith('/v1/outbox') ||
    /\/transaction/.test(path) ||
    path === about.path)
const isCodeGiven = ({ method, path }: ObservedCall) =>
  method === 'POST' && /^\/v1\/verifications\/[^/]+\/code$/.test(path)

/** The next request like this one, in the same act. */
function repeatOf(call: ObservedCall, calls: readonly ObservedCall[]): ObservedCall | undefined {
  return calls.find((later) => later.atMs > call.overAtMs && isSame(call, later))
}

/** Every rule that a scenario can ask a POS to keep. Each is decided from what was seen, and from nothing else. */
export const rules = {
  'customer-found': {
    says: 'The POS finds the customer through the agent.',
    read: 'docs/integrate.md#the-first-call',
    judge({ calls, screen }) {
      const found = calls.some((call) => isBrokered(call) && call.method === 'GET' && call.status === 200)
      if (!found) return unseen('No customer was looked up with success.')
      return screen.kind === 'person' ? toldBy(screen.answer, 'The customer was not shown.') : kept
    },
  },
  'key-known': {
    says: 'Every request has the key, in one of the three ways.',
    read: 'docs/pos-api.md#the-key',
    judge({ calls }) {
      const wrong = calls.find((call) => call.status === 401 && call.fault !== undefined)
      return wrong ? broken(`${named(wrong)} had ${wrong.key === 'none' ? 'no key' : 'another key'}.`) : kept
    },
  },
  'agent-proven': {
    says: 'The POS has the agent prove itself before it sends its key.',
    read: page.proof,
    judge({ calls }) {
      const first = calls.findIndex(({ key }) => key === 'right')
      if (first === -1) return unseen('No request with the key came.')
      const proven = calls.slice(0, first).some(({ path, status }) => path === '/v1/proof' && status === 200)
      return proven ? kept : broken(`${named(calls[first] as ObservedCall)} had the key before any POST /v1/proof.`)
    },
  },
  'sale-sent': {
    says: 'The sale is sent through the agent.',
    read: 'docs/integrate.md#the-first-call',
    judge: ({ calls }) => (calls.some(isSale) ? kept : unseen('No sale was sent.')),
  },
  sold: {
    says: 'Each sale takes effect in the cloud.',
    read: page.repeat,
    judge({ acts, bills }) {
      const count = Object.keys(bills).length
      if (count === 0) return unseen('No sale took effect.')
      return count >= acts.length ? kept : broken(`${count} of ${acts.length} sales took effect.`)
    },
  },
  'sold-once': {
    says: 'No sale takes effect twice, under its own number or another.',
    read: page.repeat,
    judge({ acts, bills }) {
      const twice = Object.entries(bills).find(([, times]) => times > 1)
      if (twice) return broken(`${twice[0]} took effect ${twice[1]} times.`)
      const count = Object.keys(bills).length
      return count <= acts.length ? kept : broken(`${count} bills were made of ${acts.length} sales.`)
    },
  },
  'never-repeated': {
    says: 'A write that may have happened is not repeated before the POS has asked what came of it.',
    read: page.repeat,
    judge({ calls }) {
      for (const call of calls.filter((candidate) => isWrite(candidate) && isUncertain(candidate))) {
        const repeat = repeatOf(call, calls)
        const hasAsked = calls.some((between) => {
          return repeat && asked(between, call) && between.atMs > call.overAtMs && between.atMs < repeat.atMs
        })
        if (!repeat || hasAsked) continue
        const after = call.fault?.code ?? 'the connection had broken'
        return broken(`${named(call)} was sent again ${seconds(repeat.atMs - call.overAtMs)} after ${after}.`)
      }
      return kept
    },
  },
  'pause-kept': {
    says: 'After 429 the POS waits as long as Retry-After says, and then repeats.',
    read: page.repeat,
    judge({ calls }) {
      const paused = calls.filter(({ fault }) => fault && repeatable.includes(fault.code))
      if (paused.length === 0) return unseen('No request was refused with 429.')
      for (const call of paused) {
        const repeat = repeatOf(call, calls)
        const pauseMs = (call.fault?.retryAfterSeconds ?? 0) * 1_000
        if (!repeat) return broken(`${named(call)} was refused with ${call.fault?.code} and never repeated.`)
        if (repeat.atMs - call.overAtMs < pauseMs - slackMs)
          return broken(
            `${named(call)} came again after ${seconds(repeat.atMs - call.overAtMs)}, not ${seconds(pauseMs)}.`,
          )
      }
      return kept
    },
  },
  'refused-by-person-fault': {
    says: 'The POS calls the cloud, and is refused.',
    read: page.repeat,
    judge: ({ calls }) => (calls.some(isPersonFault) ? kept : unseen('No request was refused.')),
  },
  'person-fault-left': {
    says: 'What only a person can mend is not repeated.',
    read: page.repeat,
    judge({ calls }) {
      const call = calls.filter(isPersonFault).find((candidate) => repeatOf(candidate, calls))
      return call ? broken(`${named(call)} was sent again after ${call.fault?.code}.`) : kept
    },
  },
  'fault-shown': {
    says: 'The person at the till sees what is wrong and what to do, unless the agent keeps the sale.',
    read: page.repeat,
    judge({ calls, screen }) {
      if (screen.kind === 'person') return toldBy(screen.answer, 'It was not shown.')
      const last = calls.filter((call) => call.fault && !repeatOf(call, calls)).at(-1)?.fault
      if (!last) return kept
      const shown = screen.lines.some((line) => line.includes(last.detail) || line.includes(last.remedy))
      return shown ? kept : broken(`Neither "${last.detail}" nor "${last.remedy}" was printed (${last.code}).`)
    },
  },
  'code-confirmed': {
    says: 'The customer is verified by a code.',
    read: page.verify,
    judge({ calls }) {
      const confirmed = calls.some((call) => isCodeGiven(call) && call.answer?.state === 'confirmed')
      return confirmed ? kept : unseen('No code was confirmed.')
    },
  },
  'wrong-code-asked-again': {
    says: 'After a wrong code the POS asks for it again.',
    read: page.verify,
    judge({ calls, screen }) {
      const wrong = calls.find((call) => isCodeGiven(call) && call.answer?.state === 'code-sent')
      if (!wrong) return unseen('No wrong code was given.')
      if (!repeatOf(wrong, calls)) return broken('The code was not asked for again.')
      return screen.kind === 'person' ? toldBy(screen.answer, 'The POS did not say that the code was wrong.') : kept
    },
  },
  'one-code-sent': {
    says: 'A wrong code sends the customer no new one.',
    read: page.verify,
    judge({ calls }) {
      const sent = calls.filter(
        ({ method, path }) => method === 'POST' && /^\/v1\/verifications(\/[^/]+\/resend)?$/.test(path),
      )
      return sent.length <= 1 ? kept : broken(`${sent.length} codes were asked for.`)
    },
  },
  'expired-left': {
    says: 'An expired code is not tried again, and the customer is not counted as verified.',
    read: page.verify,
    judge({ calls, screen }) {
      const expired = calls.find((call) => isCodeGiven(call) && (call.answer?.state === 'expired' || call.fault))
      if (!expired) return unseen('No code was given after it had expired.')
      if (repeatOf(expired, calls)) return broken('A code was given again to a verification that had expired.')
      return screen.kind === 'person' ? toldBy(screen.answer, 'The POS did not say so.') : kept
    },
  },
  'sale-cut': {
    says: 'The connection breaks while the sale is under way.',
    read: page.repeat,
    judge: ({ calls }) =>
      calls.some((call) => isSale(call) && call.status === 0) ? kept : unseen('No sale was cut off.'),
  },
  'key-kept': {
    says: 'The POS keeps its key, and does not ask to be paired again.',
    read: page.key,
    judge({ calls }) {
      const asks = calls.find(({ method, path }) => method === 'POST' && path.startsWith('/v1/pairings'))
      if (asks) return broken('The POS asked to be paired again.')
      return calls.some(({ key }) => key === 'other') ? broken('A request had another key.') : kept
    },
  },
  'served-again': {
    says: 'Afterwards the POS sells again, without being started anew.',
    read: page.repeat,
    judge({ acts, calls }) {
      const last = calls.filter((call) => call.act === acts.length - 1 && isSale(call))
      if (last.length === 0) return unseen('No further sale was sent.')
      return last.some(({ status }) => status >= 200 && status < 300) ? kept : broken('The next sale failed, too.')
    },
  },
  'served-in-training': {
    says: 'The POS sells in training mode as it does else.',
    read: page.mode,
    judge({ calls }) {
      const sales = calls.filter((call) => isSale(call) && call.mode === 'training')
      if (sales.length === 0) return unseen('No sale was sent in training mode.')
      return sales.some(({ status }) => status >= 200 && status < 300) ? kept : broken('The sale failed.')
    },
  },
  'nothing-sold': {
    says: 'Nothing of it takes effect in the real cloud.',
    read: page.mode,
    judge: ({ bills }) => (Object.keys(bills).length === 0 ? kept : broken('A sale of training took effect.')),
  },
  'training-shown': {
    says: 'Screen and receipt say that it is training.',
    read: page.mode,
    // What a command prints in training is its own: nobody can tell by the words.
    judge: ({ screen }) => (screen.kind === 'person' ? toldBy(screen.answer, 'The POS did not say so.') : kept),
  },
  'impostor-asked': {
    says: 'The POS calls the port.',
    read: page.proof,
    judge: ({ impostor }) => ((impostor?.requests ?? 0) > 0 ? kept : unseen('Nothing was sent to the port.')),
  },
  'key-withheld': {
    says: 'A program that cannot prove to be the agent gets no key.',
    read: page.proof,
    judge: ({ impostor }) => ((impostor?.keys ?? 0) === 0 ? kept : broken('The key was sent to another program.')),
  },
  ended: {
    says: 'The command ends by itself, with exit code 0.',
    read: 'docs/certify.md#a-command-of-your-own',
    judge: ({ ended = 'in order' }) => (ended === 'in order' ? kept : broken(`It ended ${ended}.`)),
  },
} as const satisfies Record<string, Rule>

export type RuleId = keyof typeof rules

function isPersonFault({ fault }: ObservedCall): boolean {
  return fault !== undefined && !repeatable.includes(fault.code) && !fault.mayHaveHappened
}

function toldBy(answer: boolean | undefined, otherwise: string): Finding {
  if (answer === undefined) return unseen('The question has not been answered.')
  return answer ? kept : broken(otherwise)
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

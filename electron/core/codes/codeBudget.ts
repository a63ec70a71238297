import { Fault } from '#core/base/fault.ts'
import { retryAfterSeconds } from '#core/pacing/retryAfter.ts'
import type { CodeRules } from '#core/settings/codes.ts'
import { type CodeLid, type CodeSubject, countingKeys, lidsOn } from './codeLids.ts'
import { type CodesLeft, codesLeft, type SendRefusal, sendRefusal } from './codeLimits.ts'
import type { SendLog } from './sendLog.ts'

/** Takes back the count of a code that was certainly not sent. @throws Fault `VERIFICATIONS_UNAVAILABLE` */
export type Refund = () => void

interface Deps {
  sends: SendLog
  /** Read each time, so that a changed setting holds at once. */
  rules(): CodeRules
}

/**
 * Counts every code that is sent: for its customer, the client that asked, the till, the store and the country. What was
 * sent counts, whatever becomes of the verification (attacks.md T54).
 */
export class CodeBudget {
  readonly #sends: SendLog
  readonly #rules: () => CodeRules

  constructor({ sends, rules }: Deps) {
    this.#sends = sends
    this.#rules = rules
  }

  /** @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  left(subject: CodeSubject): CodesLeft {
    this.#sends.load()
    return codesLeft(subject.sentTo, lidsOn(subject, this.#rules()), this.#sends.times, this.#sends.now())
  }

  /**
   * Counts a code before it is sent, so that concurrent requests cannot exceed the limits together.
   *
   * @throws Fault `CODES_USED_UP` · `RESEND_TOO_EARLY` · `VERIFICATIONS_UNAVAILABLE`
   */
  take(subject: CodeSubject): Refund {
    this.#sends.load()
    this.#check(subject, false)
    const keys = countingKeys(subject)
    const at = this.#sends.add(keys)
    return () => this.#sends.remove(keys, at)
  }

  /**
   * Counts a code that a client's own request has the upstream send: the client keeps the gap by itself. Where the store
   * cannot be read or written, it counts in memory, so that a program that locks the file gains nothing.
   *
   * @param isLimited whether a code too many is refused
   * @throws Fault `CODES_USED_UP`
   */
  takeBrokered(subject: CodeSubject, isLimited: boolean): void {
    try {
      this.#sends.load()
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
    }
    if (isLimited) this.#check(subject, true)
    this.#sends.addUnsaved(countingKeys(subject))
  }

  #check(subject: CodeSubject, ignoreGap: boolean): void {
    const lids = lidsOn(subject, this.#rules())
    const refusal = sendRefusal(subject.sentTo, lids, this.#sends.times, this.#sends.now(), { ignoreGap })
    if (refusal) throw faultOf(refusal, subject)
  }
}

function faultOf(refusal: SendRefusal, subject: CodeSubject): Fault {
  const data = { retryAfterSeconds: retryAfterSeconds(refusal.waitMs) }
  if (refusal.code === 'RESEND_TOO_EARLY') return new Fault(refusal.code, undefined, data)
  const { scope, setting } = refusal.lid
  if (scope === 'customer') return new Fault(refusal.code, undefined, data)
  const remedy = `Find out why so many codes are sent. Raise the setting codes.${setting} only if the shop needs them.`
  return new Fault(refusal.code, sentenceOf(scope, subject), data, remedy)
}

function sentenceOf(scope: Exclude<CodeLid['scope'], 'customer'>, { client, upstream, abroad }: CodeSubject): string {
  switch (scope) {
    case 'client':
      return `"${client}" may have no more codes sent for now.`
    case 'till':
      return `No more codes may be sent through "${upstream}" for now.`
    case 'store':
      return 'This till agent may send no more codes for now.'
    case 'country':
      return `No more codes may be sent to numbers of ${abroad} for now.`
  }
}

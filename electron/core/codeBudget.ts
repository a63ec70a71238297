import { Fault } from './fault.ts'
import type { VerificationStore } from './verificationStore.ts'

/** What one customer may be sent, whoever asks (design 8; attacks.md T54, T55). */
export const codeLimits = {
  gapMs: 30_000,
  perDay: 10,
  /** For one verification. */
  sends: 5,
  tries: 5,
  lifeMs: 10 * 60_000,
}

const dayMs = 86_400_000

/** What is left for a customer at this time. */
export interface CodesLeft {
  today: number
  /** Until the next code may be sent; 0: now. */
  waitMs: number
}

/** Counts the codes that customers are sent, across restarts. */
export class CodeBudget {
  readonly #store: VerificationStore
  readonly #now: () => number

  /** @param now steady */
  constructor(store: VerificationStore, now: () => number) {
    this.#store = store
    this.#now = now
  }

  left(customer: string): CodesLeft {
    const now = this.#now()
    const sends = this.#store.sendsTo(customer, now - dayMs + 1)
    const last = sends.at(-1)
    const waitMs = last === undefined ? 0 : Math.max(0, last + codeLimits.gapMs - now)
    return { today: Math.max(0, codeLimits.perDay - sends.length), waitMs }
  }

  /**
   * Counts a code before it is sent, so that no two who ask at once are sent one each beyond the last.
   *
   * @returns what takes it back, when certainly none went out
   * @throws Fault `CODES_USED_UP` · `RESEND_TOO_EARLY` · `VERIFICATIONS_UNAVAILABLE`
   */
  take(customer: string): () => void {
    const { today, waitMs } = this.left(customer)
    if (today > 0 && waitMs > 0) throw new Fault('RESEND_TOO_EARLY', undefined, { retryAfterSeconds: seconds(waitMs) })
    return this.takeAtOnce(customer)
  }

  /** As `take`, for a program that minds the gap itself. @throws Fault `CODES_USED_UP` · `VERIFICATIONS_UNAVAILABLE` */
  takeAtOnce(customer: string): () => void {
    const now = this.#now()
    const sends = this.#store.sendsTo(customer, now - dayMs + 1)
    if (sends.length >= codeLimits.perDay) {
      const [oldest = now] = sends
      throw new Fault('CODES_USED_UP', undefined, { retryAfterSeconds: seconds(oldest + dayMs - now) })
    }
    this.#store.countSend(customer, now)
    return () => this.#store.uncountSend(customer, now)
  }

  /** Forgets what counts no more, and takes what a wrong clock dated into the future as of now: it locks nobody out. */
  tidy(): void {
    const now = this.#now()
    this.#store.forgetSendsBefore(now - dayMs)
    this.#store.bringSendsBackTo(now)
  }
}

/** Whole ones, so that whoever waits for them has waited long enough. */
export function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000))
}

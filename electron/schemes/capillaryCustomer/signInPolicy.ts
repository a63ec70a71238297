import type { SignInPolicy } from '#contract/customer.ts'
import type { Clock } from '#core/base/clock.ts'
import type { ResponseObserver, Subject } from './authEngine.ts'

/** Responses that only a brand with passwords gives (capillary.md 4.5). */
const passwordsAreOn = new Set([1520, 1527, 1528, 1530, 1542])
const passwordsAreOff = 1524
const codesAreUsedUp = 1534
const codesAreOff = 1535

const dayMs = 24 * 3_600_000
/** Customers whose codes of the day are remembered. */
const maxCustomers = 1_000

/**
 * How a brand is set up, as the responses of the Auth Engine show it: no call tells before it is tried (capillary.md 4.1).
 * In memory only, because head office may change it at any time.
 */
export class ObservedPolicy {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  /** When each customer was sent codes, monotonic. */
  readonly #sends = new Map<string, number[]>()
  #learnt: SignInPolicy = {}

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** `undefined` while nothing was learnt. */
  get learnt(): SignInPolicy | undefined {
    return Object.keys(this.#learnt).length > 0 ? this.#learnt : undefined
  }

  readonly observe: ResponseObserver = (operation, subject, { status: { code }, user }) => {
    const isPassword = operation.startsWith('password/')
    if (code === passwordsAreOff) this.#learn({ passwords: 'off' })
    if (passwordsAreOn.has(code) || (code === 200 && (isPassword || user?.userRegisteredForPassword)))
      this.#learn({ passwords: 'on' })
    if (code === codesAreOff) this.#learn({ codes: 'off' })
    if (operation === 'otp/generate' && code === 200) this.#countSend(subject)
    if (code === codesAreUsedUp) this.#learnQuota(subject)
  }

  #countSend(subject: Subject): void {
    const key = keyOf(subject)
    const sends = [...this.#sendsToday(key), this.#clock.monotonicMs()]
    this.#sends.delete(key)
    this.#sends.set(key, sends)
    const [oldest] = this.#sends.keys()
    if (this.#sends.size > maxCustomers && oldest !== undefined) this.#sends.delete(oldest)
    this.#learn({ codes: 'on' })
    const { codesPerDay } = this.#learnt
    // The customer who showed the quota had been sent codes elsewhere, too.
    if (codesPerDay !== undefined && sends.length > codesPerDay) this.#learn({ codesPerDay: sends.length })
  }

  #learnQuota(subject: Subject): void {
    this.#learn({ codes: 'on' })
    const codesPerDay = Math.max(this.#sendsToday(keyOf(subject)).length, this.#learnt.codesPerDay ?? 0)
    if (codesPerDay > 0) this.#learn({ codesPerDay })
  }

  #sendsToday(key: string): number[] {
    const sinceMs = this.#clock.monotonicMs() - dayMs
    return (this.#sends.get(key) ?? []).filter((at) => at > sinceMs)
  }

  #learn(change: SignInPolicy): void {
    this.#learnt = { ...this.#learnt, ...change }
  }
}

function keyOf({ identifierType, identifierValue }: Subject): string {
  return `${identifierType} ${identifierValue}`
}

import { Fault } from '#core/base/fault.ts'
import { retryAfterSeconds } from '#core/pacing/retryAfter.ts'
import type { CodeRules } from '#core/settings/codes.ts'
import type { Refund } from './codeBudget.ts'
import { dayMs } from './codeLids.ts'
import { type CountLid, countIn, opensAgainAt } from './codeLimits.ts'
import type { SendLog } from './sendLog.ts'

interface Deps {
  sends: SendLog
  /** Read each time, so that a changed setting holds at once. */
  rules(): Pick<CodeRules, 'overridesPerDay'>
}

/**
 * Counts the customers whom a manager confirms without a code, beside the codes and as they are: what was counted stays counted
 * across restarts and changes of the clock. Each person is confirmed so once in a day.
 */
export class OverrideBudget {
  readonly #sends: SendLog
  readonly #rules: Deps['rules']

  constructor({ sends, rules }: Deps) {
    this.#sends = sends
    this.#rules = rules
  }

  /**
   * @param person keyed hashes of all that the upstream knows this customer by
   * @returns how many are left in the store; 0 for a person who was confirmed so today; `undefined` where the setting allows none at all
   * @throws Fault `VERIFICATIONS_UNAVAILABLE`
   */
  left(person: readonly string[]): number | undefined {
    if (this.#rules().overridesPerDay === 0) return undefined
    this.#sends.load()
    const { times } = this.#sends
    const now = this.#sends.now()
    const [ofStore = 0, ...ofPerson] = this.#lidsOn(person).map((lid) => lid.max - countIn(lid, times, now))
    return ofPerson.some((left) => left <= 0) ? 0 : Math.max(0, ofStore)
  }

  /** @throws Fault `OVERRIDE_REFUSED` · `OVERRIDES_USED_UP` · `VERIFICATIONS_UNAVAILABLE` */
  check(person: readonly string[]): void {
    if (this.#rules().overridesPerDay === 0) throw new Fault('OVERRIDE_REFUSED')
    this.#sends.load()
    const now = this.#sends.now()
    const waits = this.#lidsOn(person).map((lid) => (opensAgainAt(lid, this.#sends.times, now) ?? now) - now)
    const waitMs = Math.max(...waits)
    if (waitMs > 0) throw new Fault('OVERRIDES_USED_UP', undefined, { retryAfterSeconds: retryAfterSeconds(waitMs) })
  }

  /** Counts one. @throws as `check` */
  take(person: readonly string[]): Refund {
    this.check(person)
    const keys = [storeKey, ...person.map(personKey)]
    const at = this.#sends.add(keys)
    return () => this.#sends.remove(keys, at)
  }

  #lidsOn(person: readonly string[]): CountLid[] {
    return [
      { keys: [storeKey], max: this.#rules().overridesPerDay, windowMs: dayMs },
      ...person.map((hash) => ({ keys: [personKey(hash)], max: 1, windowMs: dayMs })),
    ]
  }
}

/** Both stand in the database, so they are never renamed. A hash has no colon and 43 characters. */
const storeKey = 'override'

function personKey(hash: string): string {
  return `override:${hash}`
}

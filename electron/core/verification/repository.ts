import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { ExpiryTimers, type ExpiryTimersDeps } from './expiryTimers.ts'
import type { StoredVerification, VerificationStore } from './store.ts'
import { deadlineOf, withClampedTimes } from './verification.ts'

interface Deps extends ExpiryTimersDeps {
  store: VerificationStore
  clock: Clock
  changes: ChangeFeed
  /** Milliseconds of the monotonic epoch. */
  now: () => number
}

/**
 * The verifications of the last minutes: each is written to the store and held in memory, and its deadline is watched.
 * Every call throws Fault `VERIFICATIONS_UNAVAILABLE` when the store does, and changes nothing then.
 */
export class VerificationRepository {
  readonly #deps: Deps
  readonly #timers: ExpiryTimers
  readonly #verifications = new Map<string, StoredVerification>()
  readonly #waiters = new Map<string, Set<() => void>>()
  #isLoaded = false

  constructor(deps: Deps) {
    this.#deps = deps
    this.#timers = new ExpiryTimers(deps)
  }

  load(): void {
    if (this.#isLoaded) return
    const now = this.#deps.now()
    for (const stored of this.#deps.store.all()) this.#remember(withClampedTimes(stored, now))
    this.#isLoaded = true
  }

  all(): StoredVerification[] {
    this.load()
    return [...this.#verifications.values()]
  }

  find(id: string): StoredVerification | undefined {
    this.load()
    return this.#verifications.get(id)
  }

  /** Saves a change that callers see: it is published and wakes those who wait. */
  save(verification: StoredVerification): void {
    this.saveSilently(verification)
    const { id, state } = verification
    this.#deps.changes.publish('verifications', { type: 'verification', id, state })
    for (const wake of [...(this.#waiters.get(id) ?? [])]) wake()
  }

  /** Saves an intermediate step, whose result is saved soon after. */
  saveSilently(verification: StoredVerification): void {
    this.load()
    this.#deps.store.save(verification)
    this.#remember(verification)
  }

  remove(id: string): void {
    this.#deps.store.remove(id)
    this.#timers.cancel(id)
    this.#verifications.delete(id)
    this.#deps.changes.publish('verifications')
  }

  /** Resolves when the verification is no longer the one that was seen, after `waitMs`, or when the signal aborts. */
  async waitForChange(seen: StoredVerification, waitMs: number, signal: AbortSignal | undefined): Promise<void> {
    if (this.#verifications.get(seen.id) !== seen || signal?.aborted) return
    const waiters = this.#waiters.get(seen.id) ?? new Set()
    this.#waiters.set(seen.id, waiters)
    await new Promise<void>((resolve) => {
      const cancel = this.#deps.clock.after(waitMs, wake)
      signal?.addEventListener('abort', wake)
      waiters.add(wake)
      function wake(): void {
        cancel()
        signal?.removeEventListener('abort', wake)
        waiters.delete(wake)
        resolve()
      }
    })
    if (waiters.size === 0) this.#waiters.delete(seen.id)
  }

  close(): void {
    this.#timers.close()
    for (const waiters of this.#waiters.values()) for (const wake of [...waiters]) wake()
  }

  #remember(verification: StoredVerification): void {
    this.#verifications.set(verification.id, verification)
    this.#timers.schedule(verification.id, deadlineOf(verification) - this.#deps.now())
  }
}

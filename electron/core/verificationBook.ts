import type { Changes } from './changes.ts'
import type { Clock } from './clock.ts'
import { codeLimits } from './codeBudget.ts'
import type { Log } from './log.ts'
import { isOpen } from './verification.ts'
import type { StoredVerification, VerificationStore } from './verificationStore.ts'

interface Ports {
  store: VerificationStore
  clock: Clock
  changes: Changes
  log: Log
  /** Steady. */
  now: () => number
  /** Its time is over: to be ended, or forgotten where it had ended. What throws is tried again. */
  onDue(id: string): Promise<void>
}

/** How long one that is over can still be asked for: as long as its statement is good. */
const keptMs = 10 * 60_000
/** How soon what could not be written is tried again. */
const againMs = 5_000

/** The verifications of the last minutes, on the disk and at hand, and who waits for them to change. */
export class VerificationBook {
  readonly #ports: Ports
  readonly #kept = new Map<string, StoredVerification>()
  readonly #timers = new Map<string, () => void>()
  readonly #waiting = new Map<string, Set<() => void>>()
  readonly outcomes = new Map<string, number>()
  #isLoaded = false
  #isClosed = false

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  load(): void {
    if (this.#isLoaded) return
    const now = this.#ports.now()
    for (const stored of this.#ports.store.all()) {
      // A clock that was put back gives nobody more time (attacks.md T64).
      const endsAt = Math.min(stored.endsAt, now + codeLimits.lifeMs)
      const overAt = stored.overAt === undefined ? undefined : Math.min(stored.overAt, now)
      const one = { ...stored, endsAt, overAt }
      this.#kept.set(one.id, one)
      this.#watch(one)
    }
    this.#isLoaded = true
  }

  all(): StoredVerification[] {
    this.load()
    return [...this.#kept.values()]
  }

  find(id: string): StoredVerification | undefined {
    this.load()
    return this.#kept.get(id)
  }

  /** @throws Fault `VERIFICATIONS_UNAVAILABLE`; it is what it was then */
  keep(one: StoredVerification): void {
    this.keepSilently(one)
    this.#tell(one)
  }

  /** What is only on its way to be something else wakes nobody. @throws as `keep` */
  keepSilently(one: StoredVerification): void {
    this.load()
    this.#ports.store.keep(one)
    this.#kept.set(one.id, one)
    this.#watch(one)
  }

  forget(id: string): void {
    this.#ports.store.forget(id)
    this.#timers.get(id)?.()
    this.#timers.delete(id)
    this.#kept.delete(id)
    this.#ports.changes.tell('verifications')
  }

  count(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1)
  }

  /** Resolves when it is something else than what was seen, when time is up, or when nobody waits any more. */
  async changeOf(seen: StoredVerification, waitMs: number, gone: AbortSignal | undefined): Promise<void> {
    if (this.#kept.get(seen.id) !== seen || gone?.aborted) return
    const waiting = this.#waiting.get(seen.id) ?? new Set()
    this.#waiting.set(seen.id, waiting)
    await new Promise<void>((resolve) => {
      const callOff = this.#ports.clock.after(waitMs, done)
      gone?.addEventListener('abort', done)
      waiting.add(done)
      function done(): void {
        callOff()
        gone?.removeEventListener('abort', done)
        waiting.delete(done)
        resolve()
      }
    })
    if (waiting.size === 0) this.#waiting.delete(seen.id)
  }

  close(): void {
    this.#isClosed = true
    for (const callOff of this.#timers.values()) callOff()
    this.#timers.clear()
    for (const waiting of this.#waiting.values()) for (const done of [...waiting]) done()
  }

  /** What is still under way when it closes starts no timer that would keep the agent from ending. */
  #watch(one: StoredVerification, leastMs = 0): void {
    if (this.#isClosed) return
    const { clock, now } = this.#ports
    this.#timers.get(one.id)?.()
    const at = isOpen(one) ? one.endsAt : (one.overAt ?? now()) + keptMs
    const delayMs = Math.max(leastMs, at - now())
    this.#timers.set(
      one.id,
      clock.after(delayMs, () => void this.#due(one.id)),
    )
  }

  async #due(id: string): Promise<void> {
    try {
      await this.#ports.onDue(id)
    } catch (thrown) {
      this.#ports.log.error('verification-not-ended', thrown)
      const one = this.#kept.get(id)
      if (one) this.#watch(one, againMs)
    }
  }

  #tell({ id, state }: StoredVerification): void {
    this.#ports.changes.tell('verifications', { type: 'verification', id, state })
    for (const done of [...(this.#waiting.get(id) ?? [])]) done()
  }
}

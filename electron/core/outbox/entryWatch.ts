import type { Clock } from '#core/base/clock.ts'
import type { OutboxEntry } from './entry.ts'

/** Callers that wait for another state of an entry. */
export class EntryWatch {
  readonly #clock: Clock
  readonly #listeners = new Set<(entry: OutboxEntry) => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  notify(entry: OutboxEntry): void {
    for (const listener of this.#listeners) listener(entry)
  }

  /** Resolves when its state is another than `before`, after so long, or when the caller is gone. */
  async change(before: OutboxEntry, waitMs: number, gone?: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const listener = (entry: OutboxEntry) => {
      if (entry.id === before.id && entry.state.name !== before.state.name) resolve()
    }
    const stopTimer = this.#clock.after(waitMs, resolve)
    gone?.addEventListener('abort', () => resolve(), { once: true })
    this.#listeners.add(listener)
    await promise
    this.#listeners.delete(listener)
    stopTimer()
  }
}

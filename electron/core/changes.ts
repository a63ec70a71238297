import type { PosEvent, Topic } from '../contract/event.ts'

/** Something that whoever watches may have to read anew. */
export interface Change {
  topic: Topic
  /** What clients hear of it, where they hear of it. */
  event?: PosEvent
}

/** Tells windows and clients that something is different now. Never what it is: they read that at its own place. */
export class Changes {
  readonly #listeners = new Set<(change: Change) => void>()

  tell(topic: Topic, event?: PosEvent): void {
    for (const listener of this.#listeners) listener(event ? { topic, event } : { topic })
  }

  /** Whether telling reaches anybody: for those who would rather not take the trouble. */
  get isWatched(): boolean {
    return this.#listeners.size > 0
  }

  /** @param listener must not throw. The answer ends it. */
  watch(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

import type { PosEvent, Topic } from '#contract/event.ts'

export interface Change {
  /** Which part of the agent's state to read again. */
  topic: Topic
  /** The event that clients of the POS API receive, where the change is one of theirs. */
  event?: PosEvent
}

interface Subscription {
  notify: (change: Change) => void
  /** All topics when absent. */
  only: Topic | undefined
}

/** Tells windows and clients that something has changed, never its new value: they read that from the state itself. */
export class ChangeFeed {
  readonly #subscriptions = new Set<Subscription>()

  publish(topic: Topic, event?: PosEvent): void {
    for (const subscription of this.#subscriptions)
      if (receives(subscription, topic)) subscription.notify(event ? { topic, event } : { topic })
  }

  /** Lets a publisher skip work when nothing would receive its change. */
  hasSubscribers(topic: Topic): boolean {
    for (const subscription of this.#subscriptions) if (receives(subscription, topic)) return true
    return false
  }

  /**
   * @param notify must not throw
   * @param only the one topic to receive; all of them when absent
   * @returns ends the subscription
   */
  subscribe(notify: (change: Change) => void, only?: Topic): () => void {
    const subscription = { notify, only }
    this.#subscriptions.add(subscription)
    return () => this.#subscriptions.delete(subscription)
  }
}

function receives({ only }: Subscription, topic: Topic): boolean {
  return only === undefined || only === topic
}

import type { Topic } from '#contract/event.ts'
import { AsyncQueue } from '#core/base/asyncQueue.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'

/** Topics that have changed. Begins with `status` at once; a topic that changes again before it is read comes once. */
export async function* topics(changes: ChangeFeed, signal: AbortSignal | undefined): AsyncGenerator<Topic> {
  const changed = new AsyncQueue<Topic>()
  changed.push('status')
  const unsubscribe = changes.subscribe(({ topic }) => changed.push(topic))
  try {
    yield* changed.read(signal)
  } finally {
    unsubscribe()
  }
}

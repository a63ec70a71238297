import type { Topic } from '../../contract/event.ts'
import type { Changes } from '../../core/changes.ts'

/** What has changed, each topic once however often it did before it was taken. Begins with `status` at once. */
export async function* topics(changes: Changes, signal: AbortSignal | undefined): AsyncGenerator<Topic> {
  const waiting = new Set<Topic>(['status'])
  let wake = () => {}
  const stop = changes.watch(({ topic }) => {
    waiting.add(topic)
    wake()
  })
  const onAbort = () => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    while (!signal?.aborted) {
      const [next] = waiting
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      waiting.delete(next)
      yield next
    }
  } finally {
    stop()
    signal?.removeEventListener('abort', onAbort)
  }
}

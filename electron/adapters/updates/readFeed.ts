import { mostSignedBytes } from '../../core/updates/signedRelease.ts'
import { UpdateStopped } from '../../core/updates/updateStopped.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

const timeoutMs = 30_000

/**
 * The signed release of a channel. Never more of it than one can be, however much is sent (attacks.md T58).
 *
 * @throws UpdateStopped `FEED_UNREACHABLE` · `RELEASE_TOO_LARGE`
 */
export async function readFeed(fetch: Fetch, feed: string, channel: string): Promise<Uint8Array> {
  const stop = new AbortController()
  try {
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutMs)])
    const answer = await fetch(`${feed}/${channel}.signed.json`, { signal, cache: 'no-store', redirect: 'error' })
    if (answer.status !== 200 || !answer.body) throw new UpdateStopped('FEED_UNREACHABLE', `status ${answer.status}`)
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of answer.body) {
      bytes += part.length
      if (bytes > mostSignedBytes) throw new UpdateStopped('RELEASE_TOO_LARGE')
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch (thrown) {
    if (thrown instanceof UpdateStopped) throw thrown
    throw new UpdateStopped('FEED_UNREACHABLE', thrown instanceof Error ? thrown.message : '')
  } finally {
    stop.abort()
  }
}

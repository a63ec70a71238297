import { maxSignedBytes } from '#core/releases/releaseSignature.ts'
import { UpdateError } from '#core/releases/updateError.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

const timeoutMs = 30_000

/**
 * Reads the signed release of a channel, at most `maxSignedBytes` of it, however much is sent (attacks.md T58).
 *
 * @param feed the folder of the releases, without a slash at the end
 * @throws UpdateError `FEED_UNREACHABLE` · `RELEASE_TOO_LARGE`
 */
export async function readFeed(fetch: Fetch, feed: string, channel: string): Promise<Uint8Array> {
  const stop = new AbortController()
  try {
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutMs)])
    const response = await fetch(`${feed}/${channel}.signed.json`, { signal, cache: 'no-store', redirect: 'error' })
    if (response.status !== 200 || !response.body)
      throw new UpdateError('FEED_UNREACHABLE', `status ${response.status}`)
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of response.body) {
      bytes += chunk.length
      if (bytes > maxSignedBytes) throw new UpdateError('RELEASE_TOO_LARGE')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (thrown) {
    if (thrown instanceof UpdateError) throw thrown
    throw new UpdateError('FEED_UNREACHABLE', thrown instanceof Error ? thrown.message : '')
  } finally {
    stop.abort()
  }
}

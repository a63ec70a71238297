import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReleaseFile } from '../../core/updates/release.ts'
import { UpdateStopped } from '../../core/updates/updateStopped.ts'
import { describe } from './checkedCopy.ts'
import type { Fetch } from './readFeed.ts'

interface Options {
  fetch: Fetch
  /** Where what was begun rests until it is whole. */
  directory: string
  file: ReleaseFile
  signal?: AbortSignal
  onBytes(bytes: number): void
}

/** Without a byte for so long, it is broken off; what came is kept. */
const idleMs = 60_000

/**
 * Downloads a whole package, from where an earlier download was broken off. Not one byte more than was signed.
 *
 * @throws UpdateStopped `DOWNLOAD_FAILED` · `PACKAGE_MISMATCH`
 */
export async function downloadResuming(url: URL, destination: string, options: Options): Promise<void> {
  const { directory, file } = options
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const partial = join(directory, `${Buffer.from(file.sha512, 'base64').toString('hex', 0, 16)}.partial`)
  await fetchRest(url, partial, options)
  const { size, sha512 } = await describe(partial)
  if (size !== file.size || sha512 !== file.sha512) {
    await rm(partial, { force: true })
    throw new UpdateStopped('PACKAGE_MISMATCH')
  }
  await rename(partial, destination)
}

async function fetchRest(url: URL, partial: string, { fetch, file, signal, onBytes }: Options): Promise<void> {
  const target = await open(partial, 'a', 0o600)
  const idle = new AbortController()
  let timer = setTimeout(() => idle.abort(), idleMs)
  try {
    let bytes = (await target.stat()).size
    if (bytes === file.size) return
    if (bytes > file.size) {
      await target.truncate(0)
      bytes = 0
    }
    const stop = AbortSignal.any([idle.signal, ...(signal ? [signal] : [])])
    const headers =
      bytes > 0 ? { Range: `bytes=${bytes}-`, 'Accept-Encoding': 'identity' } : { 'Accept-Encoding': 'identity' }
    const answer = await fetch(url.href, { headers, signal: stop, cache: 'no-store' })
    if (answer.status === 200) {
      // It does not know ranges, so it begins anew.
      await target.truncate(0)
      bytes = 0
    } else if (answer.status !== 206 || !answer.headers.get('content-range')?.startsWith(`bytes ${bytes}-`)) {
      await target.truncate(0)
      throw new UpdateStopped('DOWNLOAD_FAILED', `status ${answer.status}`)
    }
    for await (const part of answer.body ?? []) {
      clearTimeout(timer)
      timer = setTimeout(() => idle.abort(), idleMs)
      bytes += part.length
      if (bytes > file.size) {
        await target.truncate(0)
        throw new UpdateStopped('PACKAGE_MISMATCH', 'more was sent than was signed')
      }
      await target.writeFile(part)
      onBytes(bytes)
    }
    if (bytes < file.size) throw new UpdateStopped('DOWNLOAD_FAILED', 'it was broken off')
  } catch (thrown) {
    if (thrown instanceof UpdateStopped) throw thrown
    throw new UpdateStopped('DOWNLOAD_FAILED', thrown instanceof Error ? thrown.message : '')
  } finally {
    clearTimeout(timer)
    idle.abort()
    await target.close()
  }
}

import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReleaseFile } from '#core/releases/release.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import { digestFile } from './checkedCopy.ts'
import type { Fetch } from './readFeed.ts'

interface Options {
  fetch: Fetch
  /** Where a partial download stays until it is complete, or another package is downloaded there. */
  directory: string
  file: ReleaseFile
  signal?: AbortSignal
  onBytes(bytes: number): void
}

/** After this long without a byte the download stops. What was received is kept. */
const idleMs = 60_000

/**
 * Downloads a whole package, from where an earlier download stopped, and at most as many bytes as were signed.
 *
 * @throws UpdateError `DOWNLOAD_FAILED` · `PACKAGE_MISMATCH`
 */
export async function downloadResuming(url: URL, destination: string, options: Options): Promise<void> {
  const { directory, file } = options
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const name = `${Buffer.from(file.sha512, 'base64').toString('hex', 0, 16)}.partial`
  // Of a release that another one has replaced: nobody goes on with it, and each is a hundred megabytes.
  const others = (await readdir(directory)).filter((other) => other.endsWith('.partial') && other !== name)
  for (const other of others) await rm(join(directory, other), { force: true })
  const partial = join(directory, name)
  await fetchRest(url, partial, options)
  const { size, sha512 } = await digestFile(partial)
  if (size !== file.size || sha512 !== file.sha512) {
    await rm(partial, { force: true })
    throw new UpdateError('PACKAGE_MISMATCH')
  }
  await rename(partial, destination)
}

async function fetchRest(url: URL, partial: string, options: Options): Promise<void> {
  const target = await openPartial(partial)
  const idle = new AbortController()
  const timer = setTimeout(() => idle.abort(), idleMs)
  try {
    const bytes = await bytesToKeep(target, options.file)
    if (bytes === options.file.size) return
    const signal = AbortSignal.any([idle.signal, ...(options.signal ? [options.signal] : [])])
    const { response, from } = await requestFrom(bytes, url, target, { ...options, signal })
    await append(response, from, target, { ...options, onChunk: () => timer.refresh() })
  } catch (thrown) {
    if (thrown instanceof UpdateError) throw thrown
    throw new UpdateError('DOWNLOAD_FAILED', thrown instanceof Error ? thrown.message : '')
  } finally {
    clearTimeout(timer)
    idle.abort()
    await target.close()
  }
}

/**
 * Opens a partial download, or an empty one. Not for appending: to such a handle Windows gives no right to truncate (the NT
 * right FILE_WRITE_DATA).
 */
export function openPartial(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
}

/** Bytes of an earlier download; 0 when there are more than the package has. */
async function bytesToKeep(target: FileHandle, file: ReleaseFile): Promise<number> {
  const { size } = await target.stat()
  if (size <= file.size) return size
  await target.truncate(0)
  return 0
}

/** @returns the response, and from which byte on it holds the package @throws UpdateError `DOWNLOAD_FAILED` */
async function requestFrom(
  bytes: number,
  url: URL,
  target: FileHandle,
  { fetch, signal }: Pick<Options, 'fetch'> & { signal: AbortSignal },
): Promise<{ response: Response; from: number }> {
  const range = bytes > 0 ? { Range: `bytes=${bytes}-` } : {}
  const headers = { ...range, 'Accept-Encoding': 'identity' }
  const response = await fetch(url.href, { headers, signal, cache: 'no-store' })
  const isRest = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${bytes}-`)
  if (isRest) return { response, from: bytes }
  await target.truncate(0)
  // A server that does not support ranges sends the whole package.
  if (response.status === 200) return { response, from: 0 }
  throw new UpdateError('DOWNLOAD_FAILED', `status ${response.status}`)
}

/** @throws UpdateError `PACKAGE_MISMATCH` · `DOWNLOAD_FAILED` */
async function append(
  response: Response,
  from: number,
  target: FileHandle,
  { file, onBytes, onChunk }: Pick<Options, 'file' | 'onBytes'> & { onChunk(): void },
): Promise<void> {
  let bytes = from
  for await (const chunk of response.body ?? []) {
    onChunk()
    if (bytes + chunk.length > file.size) {
      await target.truncate(0)
      throw new UpdateError('PACKAGE_MISMATCH', 'more was sent than was signed')
    }
    await writeAt(target, chunk, bytes)
    bytes += chunk.length
    onBytes(bytes)
  }
  if (bytes < file.size) throw new UpdateError('DOWNLOAD_FAILED', 'it was broken off')
}

async function writeAt(target: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const { bytesWritten } = await target.write(chunk, at, chunk.length - at, position + at)
    at += bytesWritten
  }
}

import { createReadStream, existsSync, type ReadStream, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export interface ReleaseHost {
  url: string
  /** The requests: path and range. */
  seen: { path: string; range: string | undefined }[]
  /** Bytes sent so far. */
  sentBytes(): number
  /** Breaks the connection of every response after this many bytes. */
  breakAfter(bytes: number | undefined): void
  /** Answers a path with this function in place of its file. */
  answerWith(path: string, answer: (response: ServerResponse) => void): void
}

/** Starts a static file server for releases, which supports single and multiple ranges. */
export async function startReleaseHost(folder: string): Promise<ReleaseHost> {
  const seen: ReleaseHost['seen'] = []
  const answers = new Map<string, (response: ServerResponse) => void>()
  let maxBytes: number | undefined
  let sent = 0
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    seen.push({ path, range: request.headers.range })
    const answer = answers.get(path)
    if (answer) return answer(response)
    const file = join(folder, path)
    if (!existsSync(file)) return response.writeHead(404).end()
    void sendFile(file, request, response, maxBytes).then((bytes) => {
      sent += bytes
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    sentBytes: () => sent,
    breakAfter: (bytes) => {
      maxBytes = bytes
    },
    answerWith: (path, answer) => answers.set(path, answer),
  }
}

async function sendFile(file: string, { headers }: IncomingMessage, response: ServerResponse, maxBytes = Infinity) {
  const size = statSync(file).size
  const ranges = (headers.range ?? '').replace('bytes=', '').split(',').filter(Boolean).map(rangeOf(size))
  const boundary = 'part-of-a-package'
  const [first] = ranges
  if (!first) response.writeHead(200, { 'content-length': size })
  else if (ranges.length === 1)
    response.writeHead(206, {
      'content-range': `bytes ${first.start}-${first.end}/${size}`,
      'content-length': first.end - first.start + 1,
    })
  else response.writeHead(206, { 'content-type': `multipart/byteranges; boundary=${boundary}` })
  let sent = 0
  for (const { start, end } of ranges.length > 0 ? ranges : [{ start: 0, end: size - 1 }]) {
    if (ranges.length > 1) response.write(`\r\n--${boundary}\r\ncontent-range: bytes ${start}-${end}/${size}\r\n\r\n`)
    const stream: ReadStream = createReadStream(file, { start, end, highWaterMark: 16 * 1024 })
    for await (const part of stream) {
      sent += part.length
      response.write(part)
      if (sent < maxBytes) continue
      await new Promise((resolve) => setImmediate(resolve))
      response.destroy()
      return sent
    }
  }
  response.end(ranges.length > 1 ? `\r\n--${boundary}--\r\n` : undefined)
  return sent
}

function rangeOf(size: number) {
  return (text: string) => {
    const [start = 0, end] = text.split('-').map((part) => (part === '' ? undefined : Number(part)))
    return { start, end: Math.min(end ?? size - 1, size - 1) }
  }
}

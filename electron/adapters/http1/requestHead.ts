import type { LinkRequest, RequestBody } from '#core/network/link.ts'

/** The methods whose requests state a length even without a body (RFC 9110 §8.6). */
const statesLength = new Set(['POST', 'PUT', 'PATCH'])

/**
 * The first lines of a request, up to the empty one. Its framing is stated here alone: a body held whole has its own
 * length, a stream the length that its headers promise, and any other stream comes in chunks.
 *
 * @param authority what `Host` says: the host of the upstream, and its port where that is not the scheme's own
 * @throws TypeError when a part could begin a line of its own; the callers have refused such parts before
 */
export function requestHead({ method, path, headers, body }: LinkRequest, authority: string): string {
  let head = `${method} ${path} HTTP/1.1\r\nHost: ${authority}\r\nConnection: keep-alive\r\n`
  let lines = 3 + headers.length / 2
  for (let at = 0; at + 1 < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`
  const framing = framingLine(method, headers, body)
  if (framing) lines += 1
  head += framing
  if (lineEndsIn(head) !== lines) throw new TypeError('A part of the request holds a line end.')
  return `${head}\r\n`
}

function framingLine(method: string, headers: readonly string[], body: RequestBody | undefined): string {
  if (Buffer.isBuffer(body)) return `Content-Length: ${body.length}\r\n`
  if (promisedLength(headers) !== undefined) return ''
  if (body !== undefined) return 'Transfer-Encoding: chunked\r\n'
  return statesLength.has(method) ? 'Content-Length: 0\r\n' : ''
}

function lineEndsIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** The length that Content-Length promises. */
export function promisedLength(headers: readonly string[]): number | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] as string
    if (name.length === 14 && name.toLowerCase() === 'content-length') return Number(headers[at + 1])
  }
  return undefined
}

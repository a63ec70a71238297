import type { IncomingMessage } from 'node:http'

const nothing = Buffer.alloc(0)
const carriageReturn = 0x0d
const lineFeed = 0x0a
const blankLine = '\r\n\r\n'

/** More than any head; a body that Node answers by itself (417) may come without a request. */
const maxUnreadBytes = 512 * 1024

/**
 * Reads the request lines of one connection beside Node's parser. That also takes `GET / RTSP/1.0`, `SOURCE / ICE/1.0`,
 * `GET / HTTP/2.0` and a line without a version for requests, and does not tell of the first two.
 */
export class RequestLines {
  /** What may hold the next request line. */
  #chunk: Buffer = nothing
  /** Where in it the last request line that was found ends. */
  #readTo = 0
  #latest: IncomingMessage | undefined
  /** What stands there. */
  #next: 'a head' | 'the rest of the latest head' | 'unknown' = 'a head'

  /** To be called with each chunk before the parser gets it. */
  receive(chunk: Buffer): void {
    const isInBody = this.#latest !== undefined && !this.#latest.complete
    // The parser has told of every head that ended, so what ends in a blank line is behind it.
    const unreadBytes = this.#chunk.length - this.#readTo
    const isRead = isInBody || unreadBytes === 0 || endsInBlankLine(this.#chunk)
    const hasRest = !isRead && unreadBytes < maxUnreadBytes
    if (!hasRest) this.#next = isRead && !isInBody ? 'a head' : 'unknown'
    this.#chunk = hasRest ? Buffer.concat([this.#chunk.subarray(this.#readTo), chunk]) : chunk
    this.#readTo = 0
  }

  /** Whether the line of a request, of which the parser tells now, is one of HTTP/1.0 or HTTP/1.1, with single blanks. */
  isHttp1(request: IncomingMessage): boolean {
    const line = `${request.method} ${request.url} HTTP/1.`
    const at = this.#find(line)
    this.#readTo = at === -1 ? this.#chunk.length : at + line.length
    this.#next = at === -1 ? 'unknown' : 'the rest of the latest head'
    this.#latest = request
    return at !== -1
  }

  /** A header, a body or a later request may hold the same line: it counts where the head begins, if that is known. */
  #find(line: string): number {
    let begin = this.#nextHead()
    if (begin === undefined) return this.#chunk.indexOf(line, this.#readTo, 'latin1')
    // Empty lines may stand before it (RFC 9112 §2.2).
    while (this.#chunk[begin] === carriageReturn || this.#chunk[begin] === lineFeed) begin += 1
    return this.#chunk.toString('latin1', begin, begin + line.length) === line ? begin : -1
  }

  /** `undefined` behind a body of which only a part is here, or whose length is in the body. */
  #nextHead(): number | undefined {
    if (this.#next === 'a head') return this.#readTo
    const framing = this.#next === 'unknown' ? undefined : this.#latest?.headers
    if (framing === undefined || framing['transfer-encoding'] !== undefined) return undefined
    const end = this.#chunk.indexOf(blankLine, this.#readTo, 'latin1')
    return end === -1 ? undefined : end + blankLine.length + Number(framing['content-length'] ?? 0)
  }
}

function endsInBlankLine(bytes: Buffer): boolean {
  const end = bytes.length
  return (
    bytes[end - 1] === lineFeed &&
    bytes[end - 2] === carriageReturn &&
    bytes[end - 3] === lineFeed &&
    bytes[end - 4] === carriageReturn
  )
}

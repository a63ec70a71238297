import type { IncomingMessage } from 'node:http'

const nothing = Buffer.alloc(0)
const blankLine = Buffer.from('\r\n\r\n')
const carriageReturn = 0x0d
const lineFeed = 0x0a

/** More than any head; a body that Node answers by itself (417) may come without a request. */
const maxUnreadBytes = 512 * 1024

/**
 * Reads the request lines of one connection beside Node's parser. That also takes `GET / RTSP/1.0`, `SOURCE / ICE/1.0`,
 * `GET / HTTP/2.0` and a line without a version for requests, and does not tell of the first two.
 */
export class RequestLines {
  /** What may hold the next request line. */
  #unread: Buffer = nothing
  #latest: IncomingMessage | undefined

  /** To be called with each chunk before the parser gets it. */
  receive(chunk: Buffer): void {
    const isInBody = this.#latest !== undefined && !this.#latest.complete
    // The parser has told of every head that ended, so what ends in a blank line is behind it.
    const isRead = isInBody || this.#unread.subarray(-blankLine.length).equals(blankLine)
    const hasRest = !isRead && this.#unread.length > 0 && this.#unread.length < maxUnreadBytes
    this.#unread = hasRest ? Buffer.concat([this.#unread, chunk]) : chunk
  }

  /** Whether the line of a request, of which the parser tells now, is one of HTTP/1.0 or HTTP/1.1, with single blanks. */
  isHttp1(request: IncomingMessage): boolean {
    const line = `${request.method} ${request.url} HTTP/1.`
    const at = this.#find(line)
    this.#unread = at === -1 ? nothing : this.#unread.subarray(at + line.length)
    this.#latest = request
    return at !== -1
  }

  /** Nearly every request begins a chunk. Empty lines may stand before it (RFC 9112 §2.2). */
  #find(line: string): number {
    let begin = 0
    while (this.#unread[begin] === carriageReturn || this.#unread[begin] === lineFeed) begin += 1
    const isFirst = this.#unread.toString('latin1', begin, begin + line.length) === line
    return isFirst ? begin : this.#unread.indexOf(line, begin, 'latin1')
  }
}

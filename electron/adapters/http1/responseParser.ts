import { InvalidResponse } from './invalidResponse.ts'
import { ResponseFraming } from './responseFraming.ts'

/** Called in this order: `onHead`, then `onData` any number of times. Interim responses (1xx) are not told. */
export interface ResponseSink {
  /** @param headers flat: name, value, … as Latin-1, without the white space around values */
  onHead(status: number, statusText: string, headers: string[]): void
  /** The chunk is only valid during the call. */
  onData(chunk: Buffer): void
}

type State = 'status-line' | 'fields' | 'length' | 'close' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'done'

const lineFeed = 10
const endOfHead = '\r\n\r\n'
/** Longer chunk sizes cannot be counted exactly (2^53). */
const chunkSize = /^[0-9a-f]{1,13}(?:;|$)/i
const token = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that a field may not hold (RFC 9110 §5.5).
const controlCharacter = /[\0-\x08\x0a-\x1f\x7f]/
const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/
/** A chunk size with its extensions. */
const maxLineBytes = 16 * 1024

/**
 * Reads the responses of one connection, one request at a time, as RFC 9112 wants them, and refuses what a second reader
 * could take apart in another way: bare line feeds, folded lines, two lengths, a length beside `Transfer-Encoding`
 * (attacks.md T48). Every byte is looked at a bounded number of times.
 */
export class ResponseParser {
  readonly #maxHeadBytes: number
  #sink: ResponseSink | undefined
  #state: State = 'done'
  #isHead = false
  /** The beginning of a line whose end has not come yet. */
  #line = ''
  /** Of all heads of one response, interim ones included, and of its trailers. */
  #headBytes = 0
  /** Of the body, or of the chunk. */
  #remainingBytes = 0
  #status = 0
  #statusText = ''
  #headers: string[] = []
  #minor = 1
  #framing = new ResponseFraming()
  /** Whether bytes that belong to no request followed the end of the response, or may yet. */
  #hasExtra = false

  constructor(maxHeadBytes: number) {
    this.#maxHeadBytes = maxHeadBytes
  }

  /** Starts reading the response to a request. */
  begin(method: string, sink: ResponseSink): void {
    this.#sink = sink
    this.#isHead = method === 'HEAD'
    this.#headBytes = 0
    this.#state = 'status-line'
    this.#line = ''
    this.#hasExtra = false
  }

  /** Whether the response has ended, and the connection may carry another request. */
  get isReusable(): boolean {
    return this.#state === 'done' && !this.#hasExtra && this.#framing.keepsAlive(this.#minor)
  }

  /** How long the upstream keeps the connection open, if it says so. */
  get keepAliveSeconds(): number | undefined {
    return this.#framing.keepAliveSeconds
  }

  /** Nothing more is told. */
  stop(): void {
    this.#sink = undefined
  }

  /** Returns whether the response has ended with these bytes. @throws InvalidResponse */
  push(chunk: Buffer): boolean {
    let at = 0
    while (at < chunk.length && this.#sink && this.#state !== 'done') at = this.#step(chunk, at)
    if (this.#state === 'done' && at < chunk.length) this.#hasExtra = true
    return this.#state === 'done'
  }

  /** Whether a response that the end of its connection ends is whole. */
  get endsWithConnection(): boolean {
    return this.#state === 'close'
  }

  /** Returns where to go on reading. */
  #step(chunk: Buffer, at: number): number {
    switch (this.#state) {
      case 'length':
      case 'chunk':
        return this.#takeBody(chunk, at)
      case 'close':
        this.#sink?.onData(at === 0 ? chunk : chunk.subarray(at))
        return chunk.length
      default:
        return this.#takeLine(chunk, at)
    }
  }

  #takeBody(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#remainingBytes)
    this.#remainingBytes -= end - at
    const isLast = this.#remainingBytes === 0
    this.#sink?.onData(chunk.subarray(at, end))
    if (isLast && this.#state === 'length') this.#state = 'done'
    else if (isLast) this.#state = 'chunk-end'
    return end
  }

  #takeLine(chunk: Buffer, at: number): number {
    if (this.#state === 'status-line' && this.#line === '') {
      const headEnd = chunk.indexOf(endOfHead, at, 'latin1')
      if (headEnd !== -1) return this.#takeHead(chunk, at, headEnd + endOfHead.length)
    }
    const lineEnd = chunk.indexOf(lineFeed, at)
    const end = lineEnd === -1 ? chunk.length : lineEnd
    this.#line += chunk.toString('latin1', at, end)
    this.#countLine(end - at)
    if (lineEnd === -1) return end
    const line = this.#line
    this.#line = ''
    this.#endLine(line)
    return lineEnd + 1
  }

  /** The lines of a head that came whole, which most do: all of them are made one text at once. */
  #takeHead(chunk: Buffer, from: number, end: number): number {
    const text = chunk.toString('latin1', from, end)
    let at = 0
    while (at < text.length) {
      const lineEnd = text.indexOf('\n', at)
      this.#countLine(lineEnd - at)
      this.#endLine(text.slice(at, lineEnd))
      at = lineEnd + 1
    }
    return end
  }

  /** @param line without its line feed */
  #endLine(line: string): void {
    if (!line.endsWith('\r')) throw new InvalidResponse('BARE_LINE_FEED')
    this.#onLine(line.slice(0, -1))
  }

  #countLine(bytes: number): void {
    if (this.#state === 'status-line' || this.#state === 'fields' || this.#state === 'trailers') {
      this.#headBytes += bytes + 1
      if (this.#headBytes > this.#maxHeadBytes) throw new InvalidResponse('HEAD_TOO_LARGE')
    } else if (this.#line.length > maxLineBytes) throw new InvalidResponse('LINE_TOO_LONG')
  }

  #onLine(line: string): void {
    if (this.#state === 'status-line') this.#onStatusLine(line)
    else if (this.#state === 'fields') {
      if (line === '') this.#onHeadEnd()
      else this.#onField(line)
    } else if (this.#state === 'chunk-size') this.#onChunkSize(line)
    else if (this.#state === 'chunk-end') {
      if (line !== '') throw new InvalidResponse('CHUNK_TOO_LONG')
      this.#state = 'chunk-size'
    } else if (line === '') this.#state = 'done'
    // Trailers are not passed on: `Trailer` and `TE` are not either.
    else fieldOf(line)
  }

  #onStatusLine(line: string): void {
    const [found, minor, status] = statusLine.exec(line) ?? []
    if (found === undefined) throw new InvalidResponse('STATUS_LINE')
    this.#minor = Number(minor)
    this.#status = Number(status)
    const text = line.slice(found.length)
    // Of no meaning (RFC 9112 §4), so one that cannot be passed on is left out.
    this.#statusText = controlCharacter.test(text) ? '' : text
    this.#headers = []
    this.#framing = new ResponseFraming()
    this.#state = 'fields'
  }

  #onField(line: string): void {
    const [name, value] = fieldOf(line)
    this.#framing.note(name, value)
    this.#headers.push(name, value)
  }

  #onHeadEnd(): void {
    if (this.#status === 101) throw new InvalidResponse('UNEXPECTED_UPGRADE')
    // Whether asked for or not, an interim response is for the next hop alone (RFC 9110 §15.2).
    if (this.#status < 200) this.#state = 'status-line'
    else this.#onFinalHead()
  }

  #onFinalHead(): void {
    const status = this.#status
    const length = this.#framing.bodyLength(this.#minor)
    const hasBody = !this.#isHead && status !== 204 && status !== 304
    // Some servers send the body all the same, and it would be read as the response to the next request.
    if (!hasBody) this.#hasExtra = length !== 0 && length !== 'close'
    if (!hasBody || length === 0) this.#state = 'done'
    else if (length === 'chunked') this.#state = 'chunk-size'
    else if (length === 'close') this.#state = 'close'
    else {
      this.#remainingBytes = length
      this.#state = 'length'
    }
    this.#sink?.onHead(status, this.#statusText, this.#headers)
  }

  #onChunkSize(line: string): void {
    const [found] = chunkSize.exec(line) ?? []
    if (found === undefined || controlCharacter.test(line)) throw new InvalidResponse('CHUNK_SIZE')
    this.#remainingBytes = Number.parseInt(found, 16)
    this.#state = this.#remainingBytes === 0 ? 'trailers' : 'chunk'
  }
}

/** @throws InvalidResponse when the line is folded, has no name, or holds a control character */
function fieldOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(0, colon))
  if (!token.test(name)) throw new InvalidResponse('FIELD_NAME')
  const value = trimmed(line, colon + 1)
  if (controlCharacter.test(value)) throw new InvalidResponse('FIELD_VALUE')
  return [name, value]
}

/** The rest of a line without the spaces and tabs around it. */
function trimmed(line: string, from: number): string {
  let start = from
  let end = line.length
  while (start < end && isBlank(line.charCodeAt(start))) start += 1
  while (end > start && isBlank(line.charCodeAt(end - 1))) end -= 1
  return line.slice(start, end)
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9
}

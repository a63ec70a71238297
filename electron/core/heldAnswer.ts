import { Fault } from './fault.ts'
import { headerValue } from './headers.ts'

/** More than any answer that gives tokens (scayle.md 4). */
const limitBytes = 64 * 1024

/** An answer that is read whole before the caller sees any of it. */
export class HeldAnswer {
  readonly status: number
  readonly statusText: string
  readonly headers: string[]
  readonly #parts: Buffer[] = []
  #bytes = 0

  /** @throws Fault `UPSTREAM_ANSWER_INVALID` when its body could not be read */
  constructor(status: number, statusText: string, headers: string[]) {
    this.status = status
    this.statusText = statusText
    this.headers = headers
    if ((headerValue(headers, 'content-encoding') ?? 'identity') !== 'identity') throw unreadable('it is compressed')
  }

  /** @throws Fault `UPSTREAM_ANSWER_INVALID` when it grows too long */
  add(part: Buffer): void {
    this.#bytes += part.length
    if (this.#bytes > limitBytes) throw unreadable('it is too long')
    this.#parts.push(Buffer.from(part))
  }

  get body(): string {
    return Buffer.concat(this.#parts).toString()
  }
}

/** Not handed on: it may hold what no caller may have. */
export function unreadable(reason: string): Fault<'UPSTREAM_ANSWER_INVALID'> {
  return new Fault(
    'UPSTREAM_ANSWER_INVALID',
    `The answer may hold tokens of a customer and cannot be checked: ${reason}.`,
    { reason },
    'The request was acted on. Check that the base URL is right and no proxy changes its answers.',
  )
}

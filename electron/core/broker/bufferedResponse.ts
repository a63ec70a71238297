import { Fault } from '#core/base/fault.ts'
import { codingOf } from '#core/message/representation.ts'

/** More than any response that gives tokens (scayle.md 4). */
const maxBytes = 64 * 1024

/** A response that is read whole before the caller sees any of it. */
export class BufferedResponse {
  readonly status: number
  readonly statusText: string
  /** Flat: name, value, … */
  readonly headers: readonly string[]
  readonly #parts: Buffer[] = []
  #bytes = 0

  /** @throws Fault `UPSTREAM_ANSWER_INVALID` when the body is compressed */
  constructor(status: number, statusText: string, headers: readonly string[]) {
    this.status = status
    this.statusText = statusText
    this.headers = headers
    if (codingOf(headers) !== 'plain') throw unreadableResponse('it is compressed')
  }

  /** @throws Fault `UPSTREAM_ANSWER_INVALID` when the body grows beyond 64 KiB */
  add(part: Buffer): void {
    this.#bytes += part.length
    if (this.#bytes > maxBytes) throw unreadableResponse('it is too long')
    this.#parts.push(Buffer.from(part))
  }

  get body(): string {
    return Buffer.concat(this.#parts).toString()
  }
}

/** The fault in place of a response that is not passed on, since it may hold what no caller may have. */
export function unreadableResponse(reason: string): Fault<'UPSTREAM_ANSWER_INVALID'> {
  return new Fault(
    'UPSTREAM_ANSWER_INVALID',
    `The answer may hold tokens of a customer and cannot be checked: ${reason}.`,
    { reason, mayHaveHappened: true },
    'The request was acted on. Check that the base URL is right and no proxy changes its answers.',
  )
}

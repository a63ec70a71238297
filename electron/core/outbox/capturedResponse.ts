import { Fault } from '#core/base/fault.ts'
import type { Caller } from '#core/broker/responsePipeline.ts'
import type { WriteResponse } from './attemptResult.ts'

/** How a sending ended: with a whole response, or with what was thrown in place of it. */
export type Ending = { response: WriteResponse & { statusText: string } } | { thrown: unknown }

/** Upstreams answer writes with some kilobytes. What is longer than this is not read to its end. */
const maxBodyBytes = 4 * 1024 * 1024

/** Takes the response to a sending in place of a client, which may be gone or served already. */
export class CapturedResponse implements Caller {
  readonly ended: Promise<Ending>
  readonly #end: (ending: Ending) => void
  readonly #parts: Buffer[] = []
  #bytes = 0
  #head: { status: number; statusText: string; headers: string[] } | undefined

  constructor() {
    const { promise, resolve } = Promise.withResolvers<Ending>()
    this.ended = promise
    this.#end = resolve
  }

  onHead(status: number, statusText: string, headers: string[]): void {
    this.#head = { status, statusText, headers }
  }

  onData(chunk: Buffer): boolean {
    this.#bytes += chunk.length
    if (this.#bytes <= maxBodyBytes) this.#parts.push(Buffer.from(chunk))
    return true
  }

  onEnd(): void {
    if (!this.#head || this.#bytes > maxBodyBytes) this.cut()
    else this.#end({ response: { ...this.#head, body: Buffer.concat(this.#parts) } })
  }

  fail(thrown: unknown): void {
    // A response that began was the answer of an upstream that has acted.
    if (this.#head) this.cut()
    else this.#end({ thrown })
  }

  cut(): void {
    this.#end({ thrown: new Fault('OUTCOME_UNKNOWN', undefined, { reason: 'RESPONSE_CUT_OFF' }) })
  }
}

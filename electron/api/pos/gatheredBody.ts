import type { ServerResponse } from 'node:http'
import { atEndOfTurn } from '#api/http/endOfTurn.ts'

/** As much as the socket of a caller takes before it wants to drain. */
const bufferBytes = 64 * 1024
const maxSpare = 16

/** Buffers for bodies, used again: V8 collects all garbage of the heap whenever so many new ones have come together. */
const spare: Buffer[] = []

/**
 * The body of a response on its way to the caller. The upstream's bytes come in parts of 16 KiB, as TLS has them; what comes
 * in one go is written at once.
 */
export class GatheredBody {
  readonly #response: ServerResponse
  #buffer: Buffer | undefined
  #bytes = 0
  #timer: NodeJS.Immediate | undefined

  constructor(response: ServerResponse) {
    this.#response = response
  }

  /** Returns false to pause until the response drains. @param chunk only valid during the call */
  add(chunk: Buffer): boolean {
    let at = 0
    while (at < chunk.length) {
      this.#buffer ??= spare.pop() ?? Buffer.allocUnsafeSlow(bufferBytes)
      const copied = chunk.copy(this.#buffer, this.#bytes, at)
      at += copied
      this.#bytes += copied
      if (this.#bytes === bufferBytes) this.flush()
    }
    if (this.#buffer) this.#timer ??= atEndOfTurn(this.#response, () => this.flush())
    return !this.#response.writableNeedDrain
  }

  /** Writes what has come so far. */
  flush(): void {
    const buffer = this.#buffer
    clearImmediate(this.#timer)
    this.#timer = undefined
    this.#buffer = undefined
    const bytes = this.#bytes
    this.#bytes = 0
    if (!buffer || this.#response.destroyed) return
    // One that could not be written may still be in the hands of the system.
    this.#response.write(buffer.subarray(0, bytes), (error) => {
      if (!error && spare.length < maxSpare) spare.push(buffer)
    })
  }
}

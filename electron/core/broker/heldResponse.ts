import type { LinkFailure, LinkListener } from '#core/network/link.ts'

/** A response that waits: what has come of it so far. */
export class HeldResponse {
  readonly head: Parameters<LinkListener['onHead']>
  readonly #parts: Buffer[] = []
  #end: 'whole' | LinkFailure | undefined

  constructor(...head: Parameters<LinkListener['onHead']>) {
    this.head = head
  }

  /** Returns false, to pause. @param chunk only valid during the call */
  add(chunk: Buffer): false {
    this.#parts.push(Buffer.from(chunk))
    return false
  }

  end(how: 'whole' | LinkFailure): this {
    this.#end = how
    return this
  }

  /** Tells a listener what came after the head. @param resume called when more is to come, and the listener takes it */
  replay(listener: Omit<LinkListener, 'onHead'>, resume: () => void): void {
    const isTaken = this.#parts.map((part) => listener.onData(part)).every(Boolean)
    if (this.#end === 'whole') listener.onEnd()
    else if (this.#end) listener.onFailure(this.#end)
    else if (isTaken) resume()
  }
}

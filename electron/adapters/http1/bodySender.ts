import type { Socket } from 'node:net'

interface Deps {
  socket: Socket
  body: AsyncIterable<Uint8Array>
  /** The length that the head promised; `undefined` when it promised chunks. */
  length: number | undefined
  /** Whether the connection still carries this request. */
  isCurrent: () => boolean
  /** A part was handed to the socket. `isFull`: the socket takes the next one only when the upstream has read. */
  onPart: (bytes: number, isFull: boolean) => void
}

/**
 * Streams the body of one request to an upstream. Never sends more than the head promised: what exceeds it would be the
 * beginning of another request (attacks.md T48).
 */
export class BodySender {
  readonly #deps: Deps
  /** Whose turn it is: the caller's to supply the next part, or the upstream's to take the last. */
  waitsFor: 'caller' | 'upstream' = 'caller'

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Resolves with whether the body was sent whole; false when the request was over before. @throws what the body threw */
  async send(): Promise<boolean> {
    const { socket, body, length, isCurrent } = this.#deps
    let bytes = 0
    for await (const part of body) {
      if (!isCurrent()) return false
      bytes += part.length
      if (length !== undefined && bytes > length) throw new Error('The body is longer than it promised to be.')
      if (part.length > 0) await this.#sendPart(part)
    }
    if (!isCurrent()) return false
    if (length === undefined) socket.write('0\r\n\r\n', 'latin1')
    else if (bytes < length) throw new Error('The body is shorter than it promised to be.')
    return true
  }

  async #sendPart(part: Uint8Array): Promise<void> {
    const isFull = !this.#write(part)
    this.#deps.onPart(part.length, isFull)
    if (!isFull) return
    this.waitsFor = 'upstream'
    await drained(this.#deps.socket)
    this.waitsFor = 'caller'
    if (this.#deps.isCurrent()) this.#deps.onPart(0, false)
  }

  /** Returns whether the socket takes more. */
  #write(part: Uint8Array): boolean {
    const { socket, length } = this.#deps
    if (length !== undefined) return socket.write(part)
    socket.cork()
    socket.write(`${part.length.toString(16)}\r\n`, 'latin1')
    socket.write(part)
    const takesMore = socket.write('\r\n', 'latin1')
    socket.uncork()
    return takesMore
  }
}

/** Resolves when the socket takes more, or is closed. */
function drained(socket: Socket): Promise<void> | undefined {
  if (socket.destroyed) return undefined
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
  })
}

import type { Socket } from 'node:net'

interface Progress {
  /** How many bytes the other end had taken when it was last seen to take any. */
  takenBytes: number
  atMs: number
}

/**
 * Finds connections whose other end takes nothing of what is waiting for it: they would hold what the agent keeps for them
 * as long as they like (attacks.md T50). Connections over which nothing is to be sent are left alone.
 */
export class StalledReaders {
  readonly #timeoutMs: number
  readonly #progress = new WeakMap<Socket, Progress>()

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  /** Those that have taken nothing for the whole time limit. To be called regularly. */
  find(sockets: Iterable<Socket>, nowMs: number): Socket[] {
    return [...sockets].filter((socket) => this.#isStalled(socket, nowMs))
  }

  #isStalled(socket: Socket, nowMs: number): boolean {
    if (socket.writableLength === 0) {
      this.#progress.delete(socket)
      return false
    }
    const takenBytes = socket.bytesWritten - socket.writableLength
    const last = this.#progress.get(socket)
    if (last?.takenBytes === takenBytes) return nowMs - last.atMs >= this.#timeoutMs
    this.#progress.set(socket, { takenBytes, atMs: nowMs })
    return false
  }
}

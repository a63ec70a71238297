import type { Socket } from 'node:net'
import { LastKey } from '#core/clients/clientKey.ts'
import type { LoopbackResponse } from './loopbackResponse.ts'
import { RequestLines } from './requestLines.ts'

/** One connection that a local program holds open. */
export interface Connection {
  /** The id of the client whose key arrived over it. */
  client: string | undefined
  readonly lastKey: LastKey
  /** The response to the latest request. */
  response: LoopbackResponse | undefined
  readonly requestLines: RequestLines
  /** When it was accepted, on the clock of `performance.now()`. */
  readonly openedAtMs: number
  /** Set when requests that still arrive over it must be ignored. */
  isClosing: boolean
}

/** The share of all connections that one client may hold; the rest stays free for the other clients. */
const maxShareOfOneClient = 0.75

/**
 * The open connections of one listener. When too many are open, the oldest idle one over which no key arrived is closed
 * first, then the oldest idle one: a program that only opens connections cannot lock the checkout out (attacks.md T50).
 */
export class Connections {
  readonly #max: number
  readonly #maxPerClient: number
  readonly #open = new Map<Socket, Connection>()

  constructor(max: number) {
    this.#max = max
    this.#maxPerClient = Math.max(1, Math.floor(max * maxShareOfOneClient))
  }

  admit(socket: Socket): void {
    if (this.#open.size >= this.#max) this.#makeRoom()
    if (this.#open.size >= this.#max) {
      socket.destroy()
      return
    }
    const requestLines = new RequestLines()
    this.#open.set(socket, {
      ...{ client: undefined, response: undefined, isClosing: false },
      ...{ requestLines, lastKey: new LastKey(), openedAtMs: performance.now() },
    })
    socket.once('close', () => this.#open.delete(socket))
  }

  get(socket: Socket): Connection | undefined {
    return this.#open.get(socket)
  }

  sockets(): Iterable<Socket> {
    return this.#open.keys()
  }

  /** Records whose connection it is. Returns false when that client already holds its share of the connections. */
  assign(connection: Connection, client: string): boolean {
    if (connection.client === client) return true
    let held = 0
    for (const open of this.#open.values()) if (open.client === client) held += 1
    if (held >= this.#maxPerClient) return false
    connection.client = client
    return true
  }

  /** Closes every connection without a request under way; Node's own list omits those that never sent one. */
  closeIdle(): void {
    for (const [socket] of this.#idle()) socket.destroy()
  }

  #idle(): [Socket, Connection][] {
    return [...this.#open].filter(([, { response }]) => !response || response.isFinished)
  }

  #makeRoom(): void {
    const idle = this.#idle()
    const [socket] = idle.find(([, { client }]) => client === undefined) ?? idle[0] ?? []
    if (!socket) return
    this.#open.delete(socket)
    socket.destroy()
  }
}

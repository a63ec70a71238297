import type { Socket } from 'node:net'
import type { Fault } from '../../core/fault.ts'

/** An answer to a request that came over a connection. */
export interface UnderWay {
  /** Whether nothing more will be sent. */
  readonly isOver: boolean
  /** The connection ends with this answer. */
  closeAfterwards(): void
  /** What comes over the connection cannot be read any more: this request's own body, or what should be the next. */
  breakOff(fault: Fault): void
}

/** One connection that a local program holds open. */
export interface Connection {
  /** Whose it is, once a key was shown over it. */
  client: string | undefined
  /** To the request that came last. */
  answer: UnderWay | undefined
  /** Nothing that comes over it is looked at any more. */
  isClosing: boolean
}

/** How much of all connections one client may hold: the rest stays for the others (design 7). */
const shareOfOneClient = 0.75

/**
 * The connections of all local programs together. When there are too many, the oldest over which nobody showed a key
 * makes room, then the oldest that is idle: a program that only opens connections locks no checkout out (attacks.md T50).
 */
export class Connections {
  readonly #most: number
  readonly #mostOfOneClient: number
  readonly #open = new Map<Socket, Connection>()

  constructor(most: number) {
    this.#most = most
    this.#mostOfOneClient = Math.max(1, Math.floor(most * shareOfOneClient))
  }

  admit(socket: Socket): void {
    if (this.#open.size >= this.#most) this.#makeRoom()
    if (this.#open.size >= this.#most) {
      socket.destroy()
      return
    }
    this.#open.set(socket, { client: undefined, answer: undefined, isClosing: false })
    socket.once('close', () => this.#open.delete(socket))
  }

  of(socket: Socket): Connection | undefined {
    return this.#open.get(socket)
  }

  /** Notes whose connection it is. Answers false when that client holds too many already. */
  belongs(connection: Connection, client: string): boolean {
    if (connection.client === client) return true
    let others = 0
    for (const other of this.#open.values()) if (other.client === client) others += 1
    if (others >= this.#mostOfOneClient) return false
    connection.client = client
    return true
  }

  /** Ends those over which nothing is under way; Node's own list leaves out those that never asked anything. */
  endIdle(): void {
    for (const [socket] of this.#idle()) socket.destroy()
  }

  #idle(): [Socket, Connection][] {
    return [...this.#open].filter(([, { answer }]) => !answer || answer.isOver)
  }

  #makeRoom(): void {
    const idle = this.#idle()
    const [socket] = idle.find(([, { client }]) => client === undefined) ?? idle[0] ?? []
    if (!socket) return
    this.#open.delete(socket)
    socket.destroy()
  }
}

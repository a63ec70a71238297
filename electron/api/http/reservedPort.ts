import { createServer, type Server, type Socket } from 'node:net'
import { addressOf, listen, listenOnLoopback } from './listenOnLoopback.ts'

/** Connections beyond that are closed: nothing is known yet of limits. */
const maxWaiting = 64

interface Holder {
  server: Server
  waiting: Set<Socket>
}

/**
 * A port that listens before anybody can serve it, so that callers wait and no other program takes it. Nothing is read from
 * the connections that come; whoever takes the port over serves them.
 */
export class ReservedPort {
  #holders: Holder[] = []

  /** @throws as `listenOnLoopback` */
  static async open(port: number): Promise<ReservedPort> {
    const reserved = new ReservedPort()
    const made = new Map<Server, Holder>()
    const servers = await listenOnLoopback(() => {
      const holder = holdConnections()
      made.set(holder.server, holder)
      return holder.server
    }, port)
    reserved.#holders = servers.map((server) => made.get(server) as Holder)
    return reserved
  }

  get port(): number {
    return addressOf(this.#holders[0]?.server).port
  }

  /** @returns a server for each address, which listens on its socket, and the connections that it did not accept itself */
  async handOver<Kind extends Server>(createServer: () => Kind): Promise<{ servers: Kind[]; accepted: Set<Socket> }> {
    const accepted = new Set<Socket>()
    const servers: Kind[] = []
    for (const { server: holder, waiting } of this.#holders.splice(0)) {
      const server = createServer()
      await listen(server, holder)
      servers.push(server)
      for (const socket of waiting) {
        accepted.add(socket)
        socket.once('close', () => accepted.delete(socket))
        server.emit('connection', socket)
        socket.resume()
      }
    }
    return { servers, accepted }
  }

  /** Gives the port back, unless it was handed over. */
  close(): void {
    for (const { server, waiting } of this.#holders.splice(0)) {
      server.close()
      for (const socket of waiting) socket.destroy()
    }
  }
}

function holdConnections(): Holder {
  const waiting = new Set<Socket>()
  const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
    // The caller has gone; `close` follows.
    socket.on('error', () => {})
    if (waiting.size >= maxWaiting) {
      socket.destroy()
      return
    }
    waiting.add(socket)
    socket.once('close', () => waiting.delete(socket))
  })
  return { server, waiting }
}

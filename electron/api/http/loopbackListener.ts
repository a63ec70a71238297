import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { addressOf, listenOnLoopback } from './listenOnLoopback.ts'
import { ownAuthorities } from './requestFacts.ts'
import type { ReservedPort } from './reservedPort.ts'

/** How long responses under way may still take once the listener closes. */
const drainTimeoutMs = 5_000
/** How often the connections of a reserved port are looked at while the listener closes. */
const lookEveryMs = 50

/** Listens on 127.0.0.1 and, where the machine has it, [::1]; never on an address that other machines can reach. */
export class LoopbackListener {
  readonly #createServer: () => Server
  #servers: Server[] = []
  /** Connections that its servers have not accepted themselves, and so do not wait for. */
  #taken: ReadonlySet<Socket> = new Set()
  /** The `Host` values by which this listener may be addressed. */
  authorities: ReadonlySet<string> = new Set()
  /** 0 until it listens. Kept, since the system is asked each time that a server is. */
  port = 0

  constructor(createServer: () => Server) {
    this.#createServer = createServer
  }

  get addresses(): string[] {
    return this.#servers.map((server) => {
      const { address, port } = addressOf(server)
      return address.includes(':') ? `http://[${address}]:${port}` : `http://${address}:${port}`
    })
  }

  /** @param port 0 takes a free one @throws as `listenOnLoopback` */
  async listen(port: number | ReservedPort): Promise<void> {
    const onPort = (taken: number) => {
      this.port = taken
      this.authorities = ownAuthorities(taken)
    }
    if (typeof port === 'number') {
      this.#servers = await listenOnLoopback(this.#createServer, port, onPort)
      return
    }
    onPort(port.port)
    const { servers, accepted } = await port.handOver(this.#createServer)
    this.#servers = servers
    this.#taken = accepted
  }

  /** Accepts no more connections; resolves when the last response is sent, or after 5 s. */
  async close(): Promise<void> {
    await Promise.all([...this.#servers.map(closeServer), this.#closeTaken()])
  }

  async #closeTaken(): Promise<void> {
    const deadlineMs = performance.now() + drainTimeoutMs
    while (this.#taken.size > 0 && performance.now() < deadlineMs)
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    for (const socket of this.#taken) socket.destroy()
  }
}

async function closeServer(server: Server): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), drainTimeoutMs)
  await new Promise((resolve) => server.close(resolve))
  clearTimeout(timer)
}

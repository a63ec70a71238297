import type { Server, ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ownAuthorities } from './knock.ts'

/** How long answers under way may still take when the door closes. */
const farewellMs = 5_000

/** HTTP as strictly as Node knows it, for whoever may call. */
export function strictHttp(headerBytes: number): ServerOptions {
  return {
    insecureHTTPParser: false,
    // The door refuses them: Node would answer by itself, and then serve what follows.
    requireHostHeader: false,
    maxHeaderSize: headerBytes,
    headersTimeout: 10_000,
    requestTimeout: 300_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 75_000,
    noDelay: true,
    optimizeEmptyRequests: true,
  }
}

/** Listens on 127.0.0.1 and, where the machine has it, [::1], and nowhere else (design 4). */
export class LoopbackListener {
  readonly #makeServer: () => Server
  #servers: Server[] = []
  /** How our address may be written. */
  authorities: ReadonlySet<string> = new Set()

  constructor(makeServer: () => Server) {
    this.#makeServer = makeServer
  }

  get port(): number {
    return addressOf(this.#servers[0]).port
  }

  get addresses(): string[] {
    return this.#servers.map((server) => {
      const { address, port } = addressOf(server)
      return address.includes(':') ? `http://[${address}]:${port}` : `http://${address}:${port}`
    })
  }

  /**
   * @param port 0 takes a free one
   * @throws Node's own error with `code` EADDRINUSE when the port is taken on either: an impostor on the other address
   * family could collect keys (attacks.md T22)
   */
  async listen(port: number, attempts = port === 0 ? 5 : 1): Promise<void> {
    try {
      await this.#listenOn('127.0.0.1', port)
      await this.#listenOn('::1', this.port)
    } catch (thrown) {
      if (isWithoutIpv6(thrown)) return
      await this.close()
      // A free port of one address family may be taken in the other.
      if (attempts <= 1) throw thrown
      this.#servers = []
      await this.listen(port, attempts - 1)
    }
  }

  /** Takes no more connections at once; resolves when the last answer is over. */
  async close(): Promise<void> {
    await Promise.all(this.#servers.map(closed))
  }

  async #listenOn(host: string, port: number): Promise<void> {
    const server = this.#makeServer()
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host, port, exclusive: true }, resolve)
    })
    this.#servers.push(server)
    this.authorities = ownAuthorities(this.port)
  }
}

function addressOf(server: Server | undefined): AddressInfo {
  return server?.address() as AddressInfo
}

function isWithoutIpv6(thrown: unknown): boolean {
  const { code, address } = thrown as NodeJS.ErrnoException & { address?: string }
  return address === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')
}

async function closed(server: Server): Promise<void> {
  const patience = setTimeout(() => server.closeAllConnections(), farewellMs)
  await new Promise((resolve) => server.close(resolve))
  clearTimeout(patience)
}

import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FaultCode } from '#contract/faults/faults.ts'
import type { Refusal, Refusals } from '#core/audit/refusals.ts'
import { Fault } from '#core/base/fault.ts'
import type { Limits } from '#core/settings/limits.ts'
import { type Connection, Connections } from './connections.ts'
import type { LingerLimits } from './lingeringClose.ts'
import { LoopbackListener } from './loopbackListener.ts'
import type { HeadRules } from './requestFacts.ts'
import type { ReservedPort } from './reservedPort.ts'
import { StalledReaders } from './stalledReaders.ts'
import { rejectMalformed } from './syntaxErrors.ts'

interface Options {
  /** Limits of one request's head, and of the open connections. */
  headerBytes: number
  headerFields: number
  targetBytes: number
  maxConnections: number
  /** Where refusals of unreadable requests are counted, and for which API. */
  refusals: Refusals
  api: Refusal['api']
  /** Of callers that do not read their response, or are answered while they send. */
  limits: LingerLimits & Pick<Limits, 'stalledReaderTimeoutMs'>
  onRequest(request: IncomingMessage, response: ServerResponse, connection: Connection): void
}

/** How often idle connections are looked for while the server closes. */
const closeIdleEveryMs = 50
/** How often stalled readers are looked for. */
const cutStalledEveryMs = 1_000

/** HTTP for programs on this machine: listens on loopback, admits connections and rejects what is not clearly HTTP. */
export class LoopbackServer {
  readonly #options: Options
  readonly #listener = new LoopbackListener(() => this.#createServer())
  readonly connections: Connections
  readonly #stalledReaders: StalledReaders
  #stalledTimer: NodeJS.Timeout | undefined
  #headRules: HeadRules

  constructor(options: Options) {
    const { headerFields, targetBytes } = options
    this.#options = options
    this.#headRules = { authorities: this.#listener.authorities, headerFields, targetBytes }
    this.connections = new Connections(options.maxConnections)
    this.#stalledReaders = new StalledReaders(options.limits.stalledReaderTimeoutMs)
  }

  get port(): number {
    return this.#listener.port
  }

  get addresses(): string[] {
    return this.#listener.addresses
  }

  get headRules(): HeadRules {
    const { authorities } = this.#listener
    if (this.#headRules.authorities !== authorities) this.#headRules = { ...this.#headRules, authorities }
    return this.#headRules
  }

  /** @throws as `LoopbackListener.listen` */
  async listen(port: number | ReservedPort): Promise<void> {
    await this.#listener.listen(port)
    const everyMs = Math.min(cutStalledEveryMs, this.#options.limits.stalledReaderTimeoutMs / 4)
    this.#stalledTimer = setInterval(() => this.#cutStalled(), everyMs)
    this.#stalledTimer.unref()
  }

  /** Accepts no more connections; resolves when the last response is sent, or after 5 s. */
  async close(): Promise<void> {
    const closed = this.#listener.close()
    this.connections.closeIdle()
    // Responses that were under way leave their connections idle one by one.
    const timer = setInterval(() => this.connections.closeIdle(), closeIdleEveryMs)
    await closed
    clearInterval(timer)
    clearInterval(this.#stalledTimer)
  }

  #cutStalled(): void {
    for (const socket of this.#stalledReaders.find(this.connections.sockets(), performance.now())) socket.destroy()
  }

  #createServer(): Server {
    const { headerBytes, headerFields, limits, refusals, api, onRequest } = this.#options
    const receive = (request: IncomingMessage, response: ServerResponse) => {
      const connection = this.connections.get(request.socket)
      if (!connection || connection.isClosing || connection.response?.isLast) return
      try {
        onRequest(request, response, connection)
      } catch {
        // What refuses a request has failed itself. The last resort: the caller is cut off, and does not wait.
        response.destroy()
      }
    }
    const server = createServer(strictHttp(headerBytes), receive)
    // Node would answer an unknown `Expect` by itself and read on; `checkHead` refuses it and closes (attacks.md T48).
    server.on('checkExpectation', receive)
    // Fields beyond that are dropped; `checkHead` refuses a request that has any.
    server.maxHeadersCount = headerFields + 1
    server.on('connection', (socket: Socket) => {
      this.connections.admit(socket)
      const requestLines = this.connections.get(socket)?.requestLines
      // Before the parser, whose own listener stands there since the connection was accepted.
      socket.prependListener('data', (chunk: Buffer) => requestLines?.receive(chunk))
    })
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) =>
      rejectMalformed(error, socket, { connection: this.connections.get(socket), limits, refusals, api }),
    )
    return server
  }
}

/** HTTP as strictly as Node can read it. */
function strictHttp(headerBytes: number): ServerOptions {
  return {
    insecureHTTPParser: false,
    // `checkHead` refuses a missing Host: Node would answer by itself, and then serve what follows.
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

/** Refuses a request unread. Its connection takes no further request: what follows may be its hidden half (attacks.md T48). */
export function denyAccess(code: FaultCode, connection: Connection): never {
  connection.isClosing = true
  connection.response?.closeConnectionAfterwards()
  throw new Fault(code)
}

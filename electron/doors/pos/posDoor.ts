import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Origin } from '../../contract/values.ts'
import type { Agent } from '../../core/agent.ts'
import { presentedKey } from '../../core/clientKey.ts'
import type { Client } from '../../core/clients.ts'
import { Fault } from '../../core/fault.ts'
import type { Log } from '../../core/log.ts'
import { faultOf } from '../faultErrors.ts'
import { knockOf } from '../loopback/knock.ts'
import { LoopbackListener, strictHttp } from '../loopback/loopbackListener.ts'
import { type Connection, Connections } from './connections.ts'
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts'
import { refusalAtDoor } from './gate.ts'
import { type PairingCalls, pairingCalls } from './pairingCalls.ts'
import { hasBody, PosAnswer } from './posAnswer.ts'
import { type PosCalls, posCalls } from './posCalls.ts'
import { refuseSyntax } from './syntax.ts'

export interface PosDoor {
  port: number
  addresses: string[]
  close(): Promise<void>
}

interface Options {
  agent: Agent
  /** 0 takes a free one. */
  port: number
  log: Log
}

/**
 * Listens for local POS software on 127.0.0.1 and, where the machine has it, [::1] (design 4.1).
 *
 * @throws Node's own error with `code` EADDRINUSE when the port is taken on either: an impostor on the other address
 * family could collect keys (attacks.md T22)
 */
export async function openPosDoor({ agent, port, log }: Options): Promise<PosDoor> {
  const door = new Listener(agent, log)
  await door.listen(port)
  return door
}

class Listener implements PosDoor {
  readonly #agent: Agent
  readonly #log: Log
  readonly #calls: PosCalls
  readonly #pairing: PairingCalls
  readonly #listener = new LoopbackListener(() => this.#makeServer())
  readonly #connections: Connections
  /** Tells this run's requests from the last one's. */
  readonly #run = Math.floor(Date.now() / 1000).toString(36)
  #requests = 0

  constructor(agent: Agent, log: Log) {
    this.#agent = agent
    this.#log = log
    this.#calls = posCalls(agent)
    this.#pairing = pairingCalls(agent)
    this.#connections = new Connections(agent.limits.localConnections)
  }

  get port(): number {
    return this.#listener.port
  }

  get addresses(): string[] {
    return this.#listener.addresses
  }

  listen(port: number): Promise<void> {
    return this.#listener.listen(port)
  }

  async close(): Promise<void> {
    this.#calls.close()
    const closed = this.#listener.close()
    this.#connections.endIdle()
    // Answers that were still under way leave their connections idle one by one.
    const tidying = setInterval(() => this.#connections.endIdle(), 50)
    await closed
    clearInterval(tidying)
  }

  #makeServer(): Server {
    const { limits, refusals } = this.#agent
    const server = createServer(strictHttp(limits.headerBytes), (request, response) => this.#receive(request, response))
    server.on('connection', (socket: Socket) => this.#connections.admit(socket))
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) =>
      refuseSyntax(error, socket, this.#connections.of(socket), refusals),
    )
    return server
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.of(request.socket)
    // What follows a request that was refused at the door may be its hidden half (attacks.md T48).
    if (!connection || connection.isClosing) return
    this.#requests += 1
    const requestId = `${this.#run}-${this.#requests.toString(36)}`
    const answer = new PosAnswer(request, response, requestId, this.#faultOf)
    connection.answer = answer
    let client: Client | undefined
    try {
      this.#checkDoor(request, connection)
      answer.origin = request.headers.origin
      if (answer.origin !== undefined && isPreflight(request.method, request.headers)) {
        response.writeHead(204, preflightHeaders(answer.origin, request.headers)).end()
        return
      }
      if (request.url === '/healthz') {
        answerHealth(request, response)
        return
      }
      if (this.#pairing.serves(request)) {
        const answered = this.#pairing.answer(request, response, requestId)
        answered.catch((thrown) => this.#refuse(thrown, request, answer, undefined))
        return
      }
      client = this.#identify(request, connection)
      if (answer.origin !== undefined && !client.origins.has(answer.origin)) {
        answer.origin = undefined
        throw new Fault('ORIGIN_REFUSED')
      }
      if (request.url?.startsWith('/via/')) this.#broker(request, response, answer, client)
      else this.#call(request, response, answer, client)
    } catch (thrown) {
      this.#refuse(thrown, request, answer, client)
    }
  }

  #checkDoor(request: IncomingMessage, connection: Connection): void {
    const refusal = refusalAtDoor(knockOf(request), this.#listener.authorities, this.#agent.clients.origins)
    // A client that offers h2c (Java's does) is served HTTP/1.1 all the same; a WebSocket cannot be.
    const isWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket'
    if (!refusal && !isWebSocket) return
    connection.isClosing = true
    connection.answer?.closeAfterwards()
    throw new Fault(refusal ?? 'UPGRADE_REFUSED')
  }

  #identify(request: IncomingMessage, connection: Connection): Client {
    const key = presentedKey(request.headers)
    if (key === undefined) throw new Fault('KEY_REQUIRED')
    const client = this.#agent.clients.identify(key)
    if (!client) throw new Fault('KEY_REFUSED')
    if (this.#connections.belongs(connection, client.id)) return client
    connection.answer?.closeAfterwards()
    const detail = `"${client.id}" holds too many connections open already.`
    throw new Fault('TOO_MANY_REQUESTS', detail, { retryAfterSeconds: 1 }, 'Use the connections that are open.')
  }

  #broker(request: IncomingMessage, response: ServerResponse, answer: PosAnswer, client: Client): void {
    const length = request.headers['content-length']
    const transfer = this.#agent.broker.send(
      {
        requestId: answer.requestId,
        client,
        method: request.method as string,
        target: request.url as string,
        headers: request.rawHeaders,
        body: hasBody(request) ? request : undefined,
        bodyBytes: length === undefined ? undefined : Number(length),
      },
      answer,
    )
    response.on('drain', () => transfer.resume())
    // A refusal of the rest of its body may have been answered while the request is still on its way.
    response.on('close', () => transfer.abort())
  }

  #call(request: IncomingMessage, response: ServerResponse, answer: PosAnswer, client: Client): void {
    this.#agent.clients.countCall(client)
    if (answer.origin !== undefined)
      for (const [name, value] of Object.entries(corsHeaders(answer.origin))) response.setHeader(name, value)
    this.#calls.answer(request, response, { client }, answer.requestId).catch((thrown) => {
      this.#refuse(thrown, request, answer, client)
    })
  }

  #refuse(thrown: unknown, request: IncomingMessage, answer: PosAnswer, client: Client | undefined): void {
    const { requestId } = answer
    const fault = this.#faultOf(thrown, requestId)
    const origin = readableOrigin(request.headers.origin)
    this.#agent.refusals.note({ code: fault.code, requestId, client: client?.id, origin })
    answer.fail(fault)
  }

  readonly #faultOf = (thrown: unknown, requestId: string): Fault => faultOf(thrown, this.#log, requestId)
}

/** For the audit trail, where only what has the form of an origin may stand. */
function readableOrigin(origin: string | undefined): string | undefined {
  return origin !== undefined && origin.length <= 100 && Origin.safeParse(origin).success ? origin : undefined
}

function answerHealth(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Fault('METHOD_NOT_ALLOWED')
  response.sendDate = false
  response.writeHead(204).end()
}

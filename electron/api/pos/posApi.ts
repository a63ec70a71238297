import type { IncomingMessage, ServerResponse } from 'node:http'
import { auditedOrigin } from '#api/http/auditedOrigin.ts'
import type { Connection } from '#api/http/connections.ts'
import { toFault } from '#api/http/errorMapping.ts'
import { hasBody } from '#api/http/loopbackResponse.ts'
import { denyAccess, LoopbackServer } from '#api/http/loopbackServer.ts'
import { requestFactsOf } from '#api/http/requestFacts.ts'
import type { ReservedPort } from '#api/http/reservedPort.ts'
import { isServing } from '#contract/status.ts'
import type { Agent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { Client } from '#core/clients/clients.ts'
import { checkAccess } from './accessRules.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { identifyClient } from './identifyClient.ts'
import { type PairingCalls, pairingCalls } from './pairingCalls.ts'
import { type PosCalls, posCalls } from './posCalls.ts'
import { PosResponse } from './posResponse.ts'
import { type ProofCalls, proofCalls } from './proofCalls.ts'
import { ReadAheadBody, ReadAheadMemory } from './readAhead.ts'
import { routeOf } from './routes.ts'

export interface PosApi {
  port: number
  /** As URLs: `http://127.0.0.1:47600`, and `http://[::1]:47600` where the machine has IPv6. */
  addresses: string[]
  close(): Promise<void>
}

interface Options {
  agent: Agent
  /** 0 takes a free one; one that was reserved is taken over, with the callers that wait. */
  port: number | ReservedPort
  log: Log
}

/**
 * Opens the POS API for programs on this machine, on 127.0.0.1 and, where the machine has it, [::1].
 *
 * @throws Node's own error with `code` EADDRINUSE when the port is taken on either address: an impostor on the other
 * address family could collect keys (attacks.md T22)
 */
export async function openPosApi({ agent, port, log }: Options): Promise<PosApi> {
  const api = new LoopbackPosApi(agent, log)
  await api.listen(port)
  return api
}

class LoopbackPosApi implements PosApi {
  readonly #agent: Agent
  readonly #log: Log
  readonly #calls: PosCalls
  readonly #pairing: PairingCalls
  readonly #proof: ProofCalls
  readonly #server: LoopbackServer
  readonly #readAhead: ReadAheadMemory
  /** Keeps request ids of different starts of the agent apart. */
  readonly #runId = Math.floor(Date.now() / 1000).toString(36)
  #requestCount = 0

  constructor(agent: Agent, log: Log) {
    const { headerBytes, headerFields, targetBytes, localConnections } = agent.limits
    this.#agent = agent
    this.#log = log
    this.#readAhead = new ReadAheadMemory(agent.limits.readAheadBytes)
    this.#calls = posCalls(agent)
    this.#pairing = pairingCalls(agent)
    this.#proof = proofCalls(agent)
    this.#server = new LoopbackServer({
      ...{ headerBytes, headerFields, targetBytes, maxConnections: localConnections },
      ...{ limits: agent.limits, refusals: agent.refusals, api: 'pos' },
      onRequest: (request, response, connection) => this.#receive(request, response, connection),
    })
  }

  get port(): number {
    return this.#server.port
  }

  get addresses(): string[] {
    return this.#server.addresses
  }

  listen(port: number | ReservedPort): Promise<void> {
    return this.#server.listen(port)
  }

  close(): Promise<void> {
    this.#calls.close()
    return this.#server.close()
  }

  #receive(request: IncomingMessage, response: ServerResponse, connection: Connection): void {
    this.#requestCount += 1
    const requestId = `${this.#runId}-${this.#requestCount.toString(36)}`
    const reply = new PosResponse(request, response, this.#agent.limits, requestId, this.#toFault, this.#agent.broker)
    connection.response = reply
    const received = { request, response, reply, connection }
    try {
      this.#answer(received)
    } catch (thrown) {
      this.#refuse(received, thrown)
    }
  }

  #answer(received: Received): void {
    const { request, response, reply, connection } = received
    const facts = requestFactsOf(request, connection.requestLines)
    const refusal = checkAccess(facts, this.#server.headRules, this.#agent.clients.origins)
    if (refusal) denyAccess(refusal, connection)
    reply.origin = facts.origin
    switch (routeOf(facts)) {
      case 'preflight':
        answerPreflight(request, response)
        break
      case 'health':
        answerProbe(request, response, 204)
        break
      case 'readiness':
        answerProbe(request, response, isServing(this.#agent.status().condition) ? 204 : 503)
        break
      case 'pairing':
        this.#pair(received)
        break
      case 'proof':
        this.#prove(received)
        break
      case 'broker':
        this.#broker(received, this.#admit(received))
        break
      case 'call':
        this.#call(received, this.#admit(received))
    }
  }

  /** @throws Fault as `identifyClient` · `TOO_MANY_REQUESTS` · `ORIGIN_REFUSED` when the page's origin is another client's */
  #admit({ request, reply, connection }: Received): Client {
    const client = identifyClient(this.#agent.clients, request.headers, connection.lastKey)
    if (!this.#server.connections.assign(connection, client.id)) {
      reply.closeConnectionAfterwards()
      throw tooManyConnections(client)
    }
    reply.client = client
    if (reply.origin === undefined || client.origins.has(reply.origin)) return client
    // Without the origin the page cannot read the refusal.
    reply.origin = undefined
    throw new Fault('ORIGIN_REFUSED')
  }

  #broker({ request, response, reply }: Received, client: Client): void {
    const length = request.headers['content-length']
    const { broker, outbox } = this.#agent
    const mayBeKept = client.usesOutbox || request.headers['till-agent-outbox'] !== undefined
    if (hasBody(request)) reply.body = new ReadAheadBody(request, this.#readAhead)
    const transfer = (mayBeKept ? outbox : broker).send(
      {
        requestId: reply.requestId,
        client,
        method: request.method as string,
        target: request.url as string,
        headers: request.rawHeaders,
        body: reply.body,
        bodyBytes: length === undefined ? undefined : Number(length),
        isLoop: broker.isOwnConnection(request.socket.remotePort, request.socket.localPort),
      },
      reply,
    )
    response.on('drain', () => transfer.resume())
    // A refusal of the rest of its body may have been answered while the request is still on its way.
    response.on('close', () => {
      transfer.abort()
      reply.body?.leave()
    })
  }

  #call(received: Received, client: Client): void {
    const { request, response, reply } = received
    this.#agent.clients.countCall(client)
    allowOrigin(received)
    this.#refuseWhenItFails(
      received,
      this.#calls.answer(request, response, { client, headers: request.rawHeaders }, reply.requestId),
    )
  }

  #pair(received: Received): void {
    const { request, response, reply, connection } = received
    const answered = this.#pairing.answer(request, response, connection.openedAtMs, reply.requestId)
    this.#refuseWhenItFails(received, answered)
  }

  #prove(received: Received): void {
    const { request, response, reply } = received
    allowOrigin(received)
    this.#refuseWhenItFails(received, this.#proof.answer(request, response, this.port, reply.requestId))
  }

  #refuseWhenItFails(received: Received, answered: Promise<void>): void {
    answered.catch((thrown) => this.#refuse(received, thrown)).catch((thrown) => this.#toFault(thrown, 'refusal'))
  }

  #refuse({ request, reply }: Received, thrown: unknown): void {
    const { requestId, client } = reply
    const fault = this.#toFault(thrown, requestId)
    // Answered first, whatever becomes of the count.
    reply.fail(fault)
    const origin = auditedOrigin(request.headers.origin)
    this.#agent.refusals.note({ code: fault.code, requestId, client: client?.id, origin })
  }

  readonly #toFault = (thrown: unknown, requestId: string): Fault => toFault(thrown, this.#log, requestId)
}

/** One request with everything that its answer needs. */
interface Received {
  request: IncomingMessage
  response: ServerResponse
  reply: PosResponse
  connection: Connection
}

/** Lets the page that asks read the answer. */
function allowOrigin({ response, reply }: Received): void {
  if (reply.origin === undefined) return
  for (const [name, value] of Object.entries(corsHeaders(reply.origin))) response.setHeader(name, value)
}

function answerPreflight({ headers }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, preflightHeaders(headers.origin as string, headers)).end()
}

/** Answers with a status and nothing else: no key is needed for it. */
function answerProbe(request: IncomingMessage, response: ServerResponse, status: 204 | 503): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Fault('METHOD_NOT_ALLOWED')
  response.sendDate = false
  response.writeHead(status, status === 204 ? {} : { 'content-length': 0 }).end()
}

function tooManyConnections({ id }: Client): Fault {
  const detail = `"${id}" holds too many connections open already.`
  return new Fault('TOO_MANY_REQUESTS', detail, { retryAfterSeconds: 1 }, 'Use the connections that are open.')
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
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
import { Admission, type Received } from './admission.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { type PairingCalls, pairingCalls } from './pairingCalls.ts'
import { type PosCalls, posCalls } from './posCalls.ts'
import { PosResponse } from './posResponse.ts'
import { type ProofCalls, proofCalls } from './proofCalls.ts'
import { ReadAheadBody, ReadAheadMemory } from './readAhead.ts'
import { routeOf } from './routes.ts'
import { signedBodyOf } from './signedBody.ts'

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
  /** Those of who serves while staff practise. */
  #trainingCalls: { agent: Agent; calls: PosCalls } | undefined
  readonly #unsubscribe: () => void
  readonly #pairing: PairingCalls
  readonly #proof: ProofCalls
  readonly #server: LoopbackServer
  readonly #readAhead: ReadAheadMemory
  readonly #admission: Admission
  /** Keeps request ids of different starts of the agent apart. */
  readonly #runId = Math.floor(Date.now() / 1000).toString(36)
  #requestCount = 0
  /** Requests to upstreams that are under way. */
  #brokered = 0
  readonly #hasOthers = () => this.#brokered > 1

  constructor(agent: Agent, log: Log) {
    const { headerBytes, headerFields, targetBytes, localConnections } = agent.limits
    this.#agent = agent
    this.#log = log
    this.#readAhead = new ReadAheadMemory(agent.limits.readAheadBytes)
    this.#calls = posCalls(agent)
    this.#pairing = pairingCalls(agent)
    this.#proof = proofCalls(agent)
    this.#unsubscribe = agent.changes.subscribe(() => this.#endTrainingCalls(agent.training.agent), 'status')
    this.#server = new LoopbackServer({
      ...{ headerBytes, headerFields, targetBytes, maxConnections: localConnections },
      ...{ limits: agent.limits, refusals: agent.refusals, api: 'pos' },
      onRequest: (request, response, connection) => this.#receive(request, response, connection),
    })
    this.#admission = new Admission(agent, this.#server.connections, this.#readAhead)
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
    this.#unsubscribe()
    this.#calls.close()
    this.#endTrainingCalls(undefined)
    return this.#server.close()
  }

  #receive(request: IncomingMessage, response: ServerResponse, connection: Connection): void {
    this.#requestCount += 1
    const requestId = `${this.#runId}-${this.#requestCount.toString(36)}`
    const modes = this.#agent.training.agent ? practice : this.#agent.broker
    const reply = new PosResponse(request, response, this.#agent.limits, requestId, this.#toFault, modes)
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
        this.#whenAdmitted(received, (client) => this.#broker(received, client))
        break
      case 'call':
        this.#whenAdmitted(received, (client) => this.#call(received, client))
    }
  }

  /** @throws Fault as `Admission.admit` */
  #whenAdmitted(received: Received, run: (client: Client) => void): void {
    const client = this.#admission.admit(received, this.port)
    const serve = (admitted: Client) => {
      // On each answer, whoever gives it; without a key every till answers alike.
      if (this.#agent.training.agent) received.response.setHeader('Till-Agent-Mode', 'training')
      run(admitted)
    }
    if (client instanceof Promise) this.#refuseWhenItFails(received, client.then(serve))
    else serve(client)
  }

  #broker({ request, response, reply }: Received, client: Client): void {
    const length = request.headers['content-length']
    const { broker, outbox } = this.#agent.training.agent ?? this.#agent
    const mayBeKept = client.usesOutbox || request.headers['till-agent-outbox'] !== undefined
    const signedBody = signedBodyOf(request)
    if (hasBody(request))
      reply.body = new ReadAheadBody(signedBody ? Readable.from([signedBody]) : request, this.#readAhead)
    const transfer = (mayBeKept ? outbox : broker).send(
      {
        requestId: reply.requestId,
        client,
        method: request.method as string,
        target: request.url as string,
        headers: request.rawHeaders,
        body: reply.body,
        bodyBytes: length === undefined ? signedBody?.length : Number(length),
        isLoop: broker.isOwnConnection(request.socket.remotePort, request.socket.localPort),
      },
      reply,
    )
    // One that is refused throws, and is under way no more.
    this.#brokered += 1
    reply.hasOthers = this.#hasOthers
    response.on('drain', () => transfer.resume())
    // A refusal of the rest of its body may have been answered while the request is still on its way.
    response.on('close', () => {
      this.#brokered -= 1
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
      this.#callsFor(request).answer(request, response, { client, headers: request.rawHeaders }, reply.requestId),
    )
  }

  /** While staff practise another agent answers, but for what is asked of this till itself. */
  #callsFor({ url = '' }: IncomingMessage): PosCalls {
    const { agent } = this.#agent.training
    if (!agent || ownCalls.has(url.split('?')[0] ?? '')) return this.#calls
    if (this.#trainingCalls?.agent !== agent) this.#trainingCalls = { agent, calls: posCalls(agent) }
    return this.#trainingCalls.calls
  }

  /** Ends the calls that wait for a training agent that has gone. */
  #endTrainingCalls(agent: Agent | undefined): void {
    if (this.#trainingCalls === undefined || this.#trainingCalls.agent === agent) return
    this.#trainingCalls.calls.close()
    this.#trainingCalls = undefined
  }

  #pair(received: Received): void {
    const { request, response, reply, connection } = received
    const barred = this.#agent.barred()
    if (barred) throw barred
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

/** What the agent says of itself, also while another one serves: its status tells of that. */
const ownCalls = new Set(['/metrics', '/v1/status'])

/** While staff practise, faults of every route say so. */
const practice = { modeOf: () => 'training' as const }

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

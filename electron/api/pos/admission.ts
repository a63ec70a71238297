import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connection, Connections } from '#api/http/connections.ts'
import type { Agent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'
import type { Client } from '#core/clients/clients.ts'
import { examinedBodyBytes } from '#core/settings/limits.ts'
import { identifyClient } from './identifyClient.ts'
import type { PosResponse } from './posResponse.ts'
import type { ReadAheadMemory } from './readAhead.ts'
import { readSignedBody } from './signedBody.ts'

/** One request with everything that its answer needs. */
export interface Received {
  request: IncomingMessage
  response: ServerResponse
  reply: PosResponse
  connection: Connection
}

/** A barred till still says so. */
const toldWhenBarred = new Set(['/v1/status'])

/** Says in whose name a request is made: by the key that it has, or by which it is signed. */
export class Admission {
  readonly #agent: Pick<Agent, 'clients' | 'barred'>
  readonly #connections: Pick<Connections, 'assign'>
  readonly #memory: ReadAheadMemory

  /** @param memory for bodies that are compared with a signature */
  constructor(
    agent: Pick<Agent, 'clients' | 'barred'>,
    connections: Pick<Connections, 'assign'>,
    memory: ReadAheadMemory,
  ) {
    this.#agent = agent
    this.#connections = connections
    this.#memory = memory
  }

  /**
   * At once, unless the request is signed: then its body is read first.
   *
   * @param port that the client called
   * @throws Fault as `identifyClient` · as `SignedRequests` · `TOO_MANY_REQUESTS` · `ORIGIN_REFUSED` when the page's origin is
   * another client's · as `readSignedBody`
   */
  admit(received: Received, port: number): Client | Promise<Client> {
    const { headers } = received.request
    const signature = headers['till-agent-signature']
    if (typeof signature === 'string') return this.#admitSigned(received, signature, port)
    const { clients } = this.#agent
    const client = identifyClient(clients, headers, received.connection.lastKey)
    clients.signedRequests.checkUnsigned(client)
    return this.#letIn(received, client)
  }

  async #admitSigned(received: Received, header: string, port: number): Promise<Client> {
    const { request } = received
    const { signedRequests } = this.#agent.clients
    const { method = '', url: target = '' } = request
    const { client, signature } = signedRequests.identify(header, { method, target, port })
    this.#letIn(received, client)
    signedRequests.checkBody(signature, await readSignedBody(request, this.#memory, examinedBodyBytes))
    return client
  }

  #letIn({ request, reply, connection }: Received, client: Client): Client {
    if (!this.#connections.assign(connection, client.id)) {
      reply.closeConnectionAfterwards()
      throw tooManyConnections(client)
    }
    reply.client = client
    if (reply.origin !== undefined && !client.origins.has(reply.origin)) {
      // Without the origin the page cannot read the refusal.
      reply.origin = undefined
      throw new Fault('ORIGIN_REFUSED')
    }
    const barred = this.#agent.barred()
    if (barred && !toldWhenBarred.has(request.url ?? '')) throw barred
    return client
  }
}

function tooManyConnections({ id }: Client): Fault {
  const detail = `"${id}" holds too many connections open already.`
  return new Fault('TOO_MANY_REQUESTS', detail, { retryAfterSeconds: 1 }, 'Use the connections that are open.')
}

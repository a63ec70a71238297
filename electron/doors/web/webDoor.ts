import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { RPCHandler } from '@orpc/server/node'
import { Origin } from '../../contract/values.ts'
import type { Agent } from '../../core/agent.ts'
import type { Clock } from '../../core/clock.ts'
import { Fault } from '../../core/fault.ts'
import type { Log } from '../../core/log.ts'
import type { Random } from '../../core/random.ts'
import { refusalOfSize } from '../control/callSize.ts'
import { controlRouter } from '../control/controlRouter.ts'
import { faultOf } from '../faultErrors.ts'
import { knockOf } from '../loopback/knock.ts'
import { LoopbackListener, strictHttp } from '../loopback/loopbackListener.ts'
import { type Connection, Connections } from '../pos/connections.ts'
import { refuseSyntax } from '../pos/syntax.ts'
import { WebAnswer } from './webAnswer.ts'
import { fileAt, type WebFiles } from './webFiles.ts'
import { isPrefetch, refusalAtWebDoor } from './webGate.ts'
import { plainHeaders } from './webHeaders.ts'
import { type WebSession, WebSessions } from './webSessions.ts'

interface Options {
  agent: Agent
  /** 0 takes a free one. */
  port: number
  log: Log
  files: WebFiles
  /** The door and the person, for the audit trail: `web/anna`. */
  actor: string
  clock: Clock
  random: Random
}

export interface WebDoor {
  port: number
  addresses: string[]
  /** A link that opens the window in one browser, once. */
  link(): { url: string; expiresAt: number }
  close(): Promise<void>
}

/** One person's browsers open a handful each. */
const mostConnections = 32
const headerBytes = 16 * 1024
/** Often enough that nothing on this machine takes a quiet stream for a dead one. */
const pingMs = 15_000

/**
 * Serves the window to a browser on this machine that was let in by a one-time link (design 4).
 *
 * @throws Node's own error with `code` EADDRINUSE when the port is taken
 */
export async function openWebDoor(options: Options): Promise<WebDoor> {
  const door = new Listener(options)
  await door.listen(options.port)
  return door
}

class Listener implements WebDoor {
  readonly #options: Options
  readonly #sessions: WebSessions
  readonly #calls = new WeakMap<WebSession, RPCHandler<Record<never, never>>>()
  readonly #listener = new LoopbackListener(() => this.#makeServer())
  readonly #connections = new Connections(mostConnections)
  #isClosing = false

  constructor(options: Options) {
    this.#options = options
    this.#sessions = new WebSessions(options)
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

  readonly link = (): { url: string; expiresAt: number } => {
    const { token, expiresAt } = this.#sessions.link()
    return { url: `http://127.0.0.1:${this.port}/start/${token}`, expiresAt }
  }

  async close(): Promise<void> {
    this.#isClosing = true
    this.#sessions.close()
    const closed = this.#listener.close()
    this.#connections.endIdle()
    await closed
  }

  #makeServer(): Server {
    const server = createServer(strictHttp(headerBytes), (request, response) => this.#receive(request, response))
    server.on('connection', (socket: Socket) => this.#connections.admit(socket))
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) =>
      refuseSyntax(error, socket, this.#connections.of(socket), this.#options.agent.refusals, 'web'),
    )
    return server
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.of(request.socket)
    // What follows a request that was refused at the door may be its hidden half (attacks.md T48).
    if (!connection || connection.isClosing) return
    const answer = new WebAnswer(request, response)
    connection.answer = answer
    // A stream that ends with the door leaves its connection behind.
    response.once('finish', () => this.#isClosing && request.socket.destroySoon())
    try {
      this.#checkDoor(request, connection)
      const [path = ''] = (request.url ?? '').split('?', 1)
      if (request.method === 'POST') this.#post(path, request, response, answer)
      else if (path.startsWith('/start/')) this.#start(path.slice('/start/'.length), request, answer)
      else this.#look(path, request, answer)
    } catch (thrown) {
      this.#refuse(thrown, request, answer)
    }
  }

  #checkDoor(request: IncomingMessage, connection: Connection): void {
    const refusal = refusalAtWebDoor(knockOf(request), this.#listener.authorities, request.headers)
    if (!refusal && request.headers.upgrade?.toLowerCase() !== 'websocket') return
    connection.isClosing = true
    connection.answer?.closeAfterwards()
    throw new Fault(refusal ?? 'UPGRADE_REFUSED')
  }

  /** A link is spent by a person's browser going there, and by nothing that only looks whether it works. */
  #start(token: string, request: IncomingMessage, answer: WebAnswer): void {
    if (request.method !== 'GET') throw new Fault('METHOD_NOT_ALLOWED')
    if (isPrefetch(request.headers)) throw new Fault('NOT_SUPPORTED', 'A link is not opened ahead of time.')
    const cookie = this.#sessions.open(token)
    if (cookie === undefined) throw new Fault('KEY_REFUSED')
    const { agent, actor } = this.#options
    agent.audit.record({ event: 'window-opened', actor, subject: '', outcome: 'done', detail: '' })
    answer.send(303, { ...plainHeaders, Location: '/', 'Set-Cookie': this.#cookie(cookie) })
  }

  #look(path: string, request: IncomingMessage, answer: WebAnswer): void {
    this.#sessionOf(request)
    const file = fileAt(path, this.#options.files, this.#options.random)
    if (!file) throw new Fault('NOT_FOUND')
    answer.send(200, file.headers, file.body)
  }

  #post(path: string, request: IncomingMessage, response: ServerResponse, answer: WebAnswer): void {
    const session = this.#sessionOf(request)
    if (path === '/end') {
      this.#sessions.end(session)
      answer.send(204, { ...plainHeaders, 'Set-Cookie': `${this.#cookie('')}; Max-Age=0` })
      return
    }
    const tooLong = refusalOfSize(request.headers)
    if (tooLong) throw tooLong
    // Nothing that a form could send.
    const type = request.headers['content-type'] ?? ''
    if (request.headers['content-length'] !== '0' && !/^application\/json(?:;|$)/i.test(type))
      throw new Fault('MALFORMED_REQUEST', 'Calls are JSON.')
    this.#call(session, request, response).catch((thrown: unknown) => this.#refuse(thrown, request, answer))
  }

  async #call(session: WebSession, request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(plainHeaders)) response.setHeader(name, value)
    const { matched } = await this.#callsOf(session).handle(request, response, { prefix: '/rpc' })
    if (!matched) throw new Fault('NOT_FOUND')
  }

  #callsOf(session: WebSession): RPCHandler<Record<never, never>> {
    const known = this.#calls.get(session)
    if (known) return known
    const { agent, log, actor } = this.#options
    const router = controlRouter(agent, log, { actor, access: session.access, webLink: this.link })
    const handler = new RPCHandler(router, {
      eventIteratorKeepAliveInterval: pingMs,
      rootInterceptors: [
        // What still runs when the session ends is given up as if the browser had gone away.
        ({ next, request, ...call }) => {
          const signal = AbortSignal.any([session.ended, ...(request.signal ? [request.signal] : [])])
          return next({ ...call, request: { ...request, signal } })
        },
      ],
    })
    this.#calls.set(session, handler)
    return handler
  }

  /** @throws Fault `SESSION_REQUIRED` */
  #sessionOf({ headers }: IncomingMessage): WebSession {
    const session = this.#sessions.find(cookiesNamed(this.#cookieName, headers.cookie))
    if (!session) throw new Fault('SESSION_REQUIRED')
    return session
  }

  /** Browsers keep cookies by host and not by port: the agents of two tills on one machine must not share a name. */
  get #cookieName(): string {
    return `till-agent-session-${this.port}`
  }

  #cookie(value: string): string {
    return `${this.#cookieName}=${value}; HttpOnly; SameSite=Strict; Path=/`
  }

  #refuse(thrown: unknown, { headers }: IncomingMessage, answer: WebAnswer): void {
    const fault = faultOf(thrown, this.#options.log, randomUUID())
    const origin = Origin.max(100).safeParse(headers.origin).data
    this.#options.agent.refusals.note({ code: fault.code, door: 'web', origin })
    answer.fail(fault)
  }
}

function cookiesNamed(name: string, header = ''): string[] {
  const pairs = header.split(';').map((pair) => pair.trim())
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1))
}

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { auditedOrigin } from '#api/http/auditedOrigin.ts'
import type { Connection } from '#api/http/connections.ts'
import type { ControlRouterFactory, DisplayControls } from '#api/http/controlCalls.ts'
import { toFault } from '#api/http/errorMapping.ts'
import { denyAccess, LoopbackServer } from '#api/http/loopbackServer.ts'
import { requestFactsOf } from '#api/http/requestFacts.ts'
import { fileAt, type PageFiles } from '#api/page/files.ts'
import { baseHeaders } from '#api/page/headers.ts'
import type { Agent } from '#core/agent.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { Random } from '#core/base/random.ts'
import { checkAccess } from './accessRules.ts'
import { BrowserUiResponse, htmlType, withoutWorkers } from './browserUiResponse.ts'
import { displayRouteOf } from './display/displayRoutes.ts'
import { type DisplayOptions, DisplayUi } from './display/displayUi.ts'
import { forwardingPage } from './forwardingPage.ts'
import type { NoSessionWordsFor } from './noSessionPage.ts'
import {
  type BrowserUiRoute,
  checkCall,
  checkLinkUse,
  comesFromElsewhere,
  linkPath,
  pagePath,
  pageTokenHeader,
  pathOf,
  routeOf,
} from './routes.ts'
import { type SessionCalls, sessionCalls } from './sessionCalls.ts'
import { SessionCookie } from './sessionCookie.ts'
import { type BrowserSession, BrowserSessions } from './sessions.ts'
import type { SessionStore } from './storedSessions.ts'

interface Options {
  agent: Agent
  controlRouter: ControlRouterFactory
  /** 0 takes a free one. */
  port: number
  log: Log
  files: PageFiles
  /** API and person, for the audit trail: `web/anna`. */
  actor: string
  clock: Clock
  random: Random
  /** Where sessions outlast the agent. */
  store: SessionStore
  /** Of the screens that face customers. */
  display: DisplayOptions
  /** For a browser without a session. */
  noSessionWords: NoSessionWordsFor
}

export interface BrowserUi {
  port: number
  /** As URLs: `http://127.0.0.1:47601`, and `http://[::1]:47601` where the machine has IPv6. */
  addresses: string[]
  /** Makes a link that opens the window in one browser, once. */
  link(): { url: string; expiresAt: number }
  /** The customer displays that a person has let in. */
  displays: DisplayControls
  close(): Promise<void>
}

/** The browsers of one person open a handful each. */
const maxConnections = 32
const headLimits = { headerBytes: 16 * 1024, headerFields: 100, targetBytes: 8 * 1024 }

/**
 * Serves the window to browsers on this machine that a one-time link let in.
 *
 * @throws Node's own error with `code` EADDRINUSE when the port is taken on either loopback address
 */
export async function openBrowserUi(options: Options): Promise<BrowserUi> {
  const ui = new LoopbackBrowserUi(options)
  await ui.listen(options.port)
  return ui
}

class LoopbackBrowserUi implements BrowserUi {
  readonly #options: Options
  readonly #sessions: BrowserSessions
  readonly #calls: SessionCalls
  readonly displays: DisplayUi
  readonly #server: LoopbackServer

  constructor(options: Options) {
    const { agent, actor, controlRouter } = options
    this.#options = options
    this.#sessions = new BrowserSessions(options)
    this.displays = new DisplayUi({
      ...{ ...options, ...options.display, displays: agent.displays },
      port: () => this.port,
    })
    this.#calls = sessionCalls('/rpc', (session) =>
      controlRouter({
        ...{ actor, pinSession: session.pinSession, webLink: this.link, displays: this.displays },
        browser: {
          session: () => ({ isRemembered: session.isRemembered, expiresAt: session.expiresAt }),
          setRemembered: (isRemembered) => this.#sessions.setRemembered(session, isRemembered),
        },
      }),
    )
    this.#server = new LoopbackServer({
      ...{ ...headLimits, maxConnections, refusals: agent.refusals, api: 'web' },
      limits: agent.limits,
      onRequest: (request, response, connection) => this.#receive(request, response, connection),
    })
  }

  get port(): number {
    return this.#server.port
  }

  get addresses(): string[] {
    return this.#server.addresses
  }

  listen(port: number): Promise<void> {
    return this.#server.listen(port)
  }

  readonly link = (): { url: string; expiresAt: number } => {
    const { token, expiresAt } = this.#sessions.createLink()
    return { url: `http://127.0.0.1:${this.port}${linkPath(token)}`, expiresAt }
  }

  close(): Promise<void> {
    this.#sessions.close()
    this.displays.close()
    return this.#server.close()
  }

  #receive(request: IncomingMessage, response: ServerResponse, connection: Connection): void {
    const { agent, noSessionWords } = this.#options
    const reply = new BrowserUiResponse(request, response, agent.limits, noSessionWords)
    connection.response = reply
    const received = { request, response, reply }
    try {
      const facts = requestFactsOf(request, connection.requestLines)
      const refusal = checkAccess(facts, this.#server.headRules)
      if (refusal) denyAccess(refusal, connection)
      const display = displayRouteOf(facts.method, pathOf(facts.target))
      if (display) this.displays.answer(received, display).catch((thrown: unknown) => this.#refuse(received, thrown))
      else this.#answer(received, routeOf(facts))
    } catch (thrown) {
      this.#refuse(received, thrown)
    }
  }

  #answer(received: Received, route: BrowserUiRoute): void {
    const { request, reply } = received
    switch (route.kind) {
      case 'open-link':
        this.#openLink(received, route.token)
        break
      case 'prove':
        this.#prove(received, route.challenge)
        break
      case 'file':
        this.#sessionOf(request)
        this.#sendFile(reply, route.path)
        break
      case 'sign-out':
        this.#sessions.end(this.#callerOf(request).session)
        reply.send(204, { ...baseHeaders, 'Set-Cookie': this.#cookie.clear() })
        break
      case 'call':
        this.#call(received, this.#callerOf(request))
    }
  }

  #openLink({ request, reply }: Received, token: string): void {
    const unused = checkLinkUse(request.method ?? '', request.headers)
    if (unused) throw unused
    const opened = this.#sessions.open(token, this.#cookie.valuesIn(request.headers.cookie))
    if (!opened) throw new Fault('KEY_REFUSED')
    const { cookie, pageKey, rememberedUntil } = opened
    const maxAge = rememberedUntil === undefined ? undefined : this.#secondsLeftOf({ expiresAt: rememberedUntil })
    const { agent, actor } = this.#options
    agent.audit.record({ event: 'window-opened', actor, subject: '', outcome: 'done', detail: '' })
    const headers = { ...baseHeaders, ...withoutWorkers, 'Set-Cookie': this.#cookie.set(cookie, maxAge) }
    const page = pagePath(pageKey, rememberedUntil !== undefined)
    if (comesFromElsewhere(request.headers)) reply.send(200, { ...headers, ...htmlType }, forwardingPage(page))
    else reply.send(303, { ...headers, Location: page })
  }

  #prove({ request, reply }: Received, challenge: string): void {
    const proof = this.#sessions.prove(this.#cookie.valuesIn(request.headers.cookie), challenge)
    if (!proof) throw new Fault('SESSION_REQUIRED')
    reply.send(200, { ...baseHeaders, 'Content-Type': 'application/json' }, JSON.stringify(proof))
  }

  #sendFile(reply: BrowserUiResponse, path: string): void {
    const file = fileAt(path, this.#options.files, this.#options.random)
    if (!file) throw new Fault('NOT_FOUND')
    reply.send(200, file.headers, file.body)
  }

  #call(received: Received, { session, cookie }: Caller): void {
    const { request, response } = received
    const refusal = checkCall(request.headers)
    if (refusal) throw refusal
    for (const [name, value] of Object.entries(baseHeaders)) response.setHeader(name, value)
    // The call that has a browser remembered is answered before; the next one carries the longer life to the browser.
    if (session.isRemembered) response.setHeader('Set-Cookie', this.#cookie.set(cookie, this.#secondsLeftOf(session)))
    this.#calls.answer(session, request, response).catch((thrown: unknown) => this.#refuse(received, thrown))
  }

  /** Who makes a call: a cookie alone may come from a program that another port got it for. @throws Fault `SESSION_REQUIRED` */
  #callerOf({ headers }: IncomingMessage): Caller {
    const caller = this.#sessions.findForCall(this.#cookie.valuesIn(headers.cookie), String(headers[pageTokenHeader]))
    if (!caller) throw new Fault('SESSION_REQUIRED')
    return caller
  }

  #secondsLeftOf({ expiresAt }: Pick<BrowserSession, 'expiresAt'>): number {
    return Math.max(0, Math.floor((expiresAt - this.#options.clock.now()) / 1_000))
  }

  /** Whose browser asks for a file of the page. @throws Fault `SESSION_REQUIRED` */
  #sessionOf({ headers }: IncomingMessage): BrowserSession {
    const session = this.#sessions.find(this.#cookie.valuesIn(headers.cookie))
    if (!session) throw new Fault('SESSION_REQUIRED')
    return session
  }

  get #cookie(): SessionCookie {
    return new SessionCookie(this.port)
  }

  #refuse({ request, reply }: Received, thrown: unknown): void {
    const fault = toFault(thrown, this.#options.log, randomUUID())
    const origin = auditedOrigin(request.headers.origin)
    this.#options.agent.refusals.note({ code: fault.code, api: 'web', origin })
    reply.fail(fault)
  }
}

interface Caller {
  session: BrowserSession
  /** The session's, as the browser sent it. */
  cookie: string
}

/** One request with everything that its answer needs. */
interface Received {
  request: IncomingMessage
  response: ServerResponse
  reply: BrowserUiResponse
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DisplayControls, DisplayRouter } from '#api/http/controlCalls.ts'
import { fileAt, type PageFiles, pageAt } from '#api/page/files.ts'
import { baseHeaders } from '#api/page/headers.ts'
import { type BrowserUiResponse, withoutWorkers } from '#api/web/browserUiResponse.ts'
import { preferredLanguages } from '#api/web/noSessionPage.ts'
import { checkCall, pageTokenHeader } from '#api/web/routes.ts'
import { type SessionCalls, sessionCalls } from '#api/web/sessionCalls.ts'
import { SessionCookie } from '#api/web/sessionCookie.ts'
import { type BrowserSession, BrowserSessions } from '#api/web/sessions.ts'
import type { SessionStore } from '#api/web/storedSessions.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Random } from '#core/base/random.ts'
import type { Displays } from '#core/displays/displays.ts'
import { type AskStep, askPage, askPageHeaders, type DisplayWordsFor } from './askPage.ts'
import { type DisplayRoute, displayPagePath } from './displayRoutes.ts'

export interface DisplayOptions {
  /** The calls of one display. */
  router(id: string): DisplayRouter
  /** Where the displays that were let in outlast the agent. */
  store: SessionStore
  words: DisplayWordsFor
}

interface Deps extends DisplayOptions {
  displays: Displays
  files: PageFiles
  clock: Clock
  random: Random
  /** Of the browser UI. */
  port(): number
}

/** A display stays let in until a manager removes it, and for a year at most. */
const lifetimeMs = 365 * 24 * 3_600_000
/** As long as the result of a question can be fetched. */
const askSeconds = 240

/**
 * Serves the customer display: a page with a session, a cookie and calls of its own. Its cookie is sent to `/display` alone, and opens
 * nothing of the staff's window; the calls of that window do not exist here.
 */
export class DisplayUi implements DisplayControls {
  readonly #deps: Deps
  readonly #sessions: BrowserSessions
  readonly #calls: SessionCalls

  constructor(deps: Deps) {
    this.#deps = deps
    this.#sessions = new BrowserSessions({ ...deps, lifetimeMs })
    this.#calls = sessionCalls('/display/rpc', (session) => deps.router(displayIdOf(session)))
  }

  list() {
    return this.#sessions.all().map((session) => {
      const id = displayIdOf(session)
      return { id, since: session.openedAt, isOpen: this.#deps.displays.isOpen(id) }
    })
  }

  remove(id: string): void {
    const session = this.#sessions.all().find((candidate) => displayIdOf(candidate) === id)
    if (session) this.#sessions.end(session)
    this.#deps.displays.forget(id)
  }

  close(): void {
    this.#sessions.close()
  }

  /** @throws Fault `SESSION_REQUIRED` · `NOT_FOUND` · `PAIRING_BUSY` · as `checkCall` */
  async answer(received: DisplayRequest, route: DisplayRoute): Promise<void> {
    switch (route.kind) {
      case 'page':
        return this.#page(received)
      case 'ask':
        return this.#ask(received)
      case 'prove':
        return this.#prove(received, route.challenge)
      case 'file':
        return this.#sendFile(received, route.path)
      case 'forget':
        return received.reply.send(204, { ...baseHeaders, 'Set-Cookie': this.#cookie.clear() })
      case 'call':
        return this.#call(received)
    }
  }

  async #page(received: DisplayRequest): Promise<void> {
    const { request, reply } = received
    const { displays, files, random } = this.#deps
    if (this.#sessions.find(this.#cookie.valuesIn(request.headers.cookie))) {
      const { headers, body } = pageAt('/display.html', files, random)
      // Its files lie below: without the last slash the browser would look for them beside.
      if (request.url?.split('?', 1)[0] === '/display') reply.send(303, { ...baseHeaders, Location: '/display/' })
      else reply.send(200, headers, body)
      return
    }
    const [secret = ''] = this.#askCookie.valuesIn(request.headers.cookie)
    const { state, comparisonCode } = displays.pairings.find(secret)
    if (comparisonCode !== undefined) return this.#sendAsk(received, { step: 'waiting', comparisonCode })
    // A page that is fetched ahead of time, or asked after, opens nothing.
    if (state === 'granted' && request.method === 'GET' && displays.pairings.take(secret)) {
      const { cookie, pageKey } = this.#sessions.begin()
      const [open] = this.#sessions.all().slice(-1)
      const maxAge = open && Math.floor((open.expiresAt - this.#deps.clock.now()) / 1_000)
      const cookies = [this.#cookie.set(cookie, maxAge), this.#askCookie.clear()]
      received.response.setHeader('Set-Cookie', cookies)
      reply.send(303, { ...baseHeaders, ...withoutWorkers, Location: displayPagePath(pageKey) })
      return
    }
    const problem = state === 'refused' || state === 'expired' ? state : undefined
    return this.#sendAsk(received, { step: 'start', problem })
  }

  async #ask(received: DisplayRequest): Promise<void> {
    const { request, reply } = received
    request.resume()
    try {
      const secret = this.#deps.displays.pairings.ask()
      const headers = { ...askPageHeaders, 'Set-Cookie': this.#askCookie.set(secret, askSeconds) }
      reply.send(303, { ...headers, Location: '/display/' })
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      await this.#sendAsk(received, { step: 'start', problem: 'busy' }, thrown.status)
    }
  }

  async #sendAsk({ request, reply }: DisplayRequest, shown: AskStep, status = 200): Promise<void> {
    const words = await this.#deps.words(preferredLanguages(request.headers['accept-language']))
    reply.send(status, askPageHeaders, askPage(words, shown))
  }

  #prove({ request, reply }: DisplayRequest, challenge: string): void {
    const proof = this.#sessions.prove(this.#cookie.valuesIn(request.headers.cookie), challenge)
    if (!proof) throw new Fault('SESSION_REQUIRED')
    reply.send(200, { ...baseHeaders, 'Content-Type': 'application/json' }, JSON.stringify(proof))
  }

  #sendFile({ request, reply }: DisplayRequest, path: string): void {
    if (!this.#sessions.find(this.#cookie.valuesIn(request.headers.cookie))) throw new Fault('SESSION_REQUIRED')
    const file = fileAt(path, this.#deps.files, this.#deps.random)
    if (!file || path === '/') throw new Fault('NOT_FOUND')
    reply.send(200, file.headers, file.body)
  }

  async #call({ request, response }: DisplayRequest): Promise<void> {
    const { headers } = request
    const caller = this.#sessions.findForCall(this.#cookie.valuesIn(headers.cookie), String(headers[pageTokenHeader]))
    if (!caller) throw new Fault('SESSION_REQUIRED')
    const refusal = checkCall(headers)
    if (refusal) throw refusal
    for (const [name, value] of Object.entries(baseHeaders)) response.setHeader(name, value)
    await this.#calls.answer(caller.session, request, response)
  }

  get #cookie(): SessionCookie {
    return new SessionCookie(this.#deps.port(), 'display', '/display')
  }

  get #askCookie(): SessionCookie {
    return new SessionCookie(this.#deps.port(), 'display-ask', '/display')
  }
}

/** One request with what its answer needs. */
export interface DisplayRequest {
  request: IncomingMessage
  response: ServerResponse
  reply: BrowserUiResponse
}

function displayIdOf({ id }: BrowserSession): string {
  return `dp_${id}`
}

import { once } from 'node:events'
import { createServer as createHttpServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'
import { onTestFinished } from 'vitest'

export interface IdentityProvider {
  issuer: string
  provider: Provider
  /** Every request, as `POST /token`, oldest first. */
  asked: string[]
  /** In place of its own answer, for as long as it returns one. */
  interfere(answer: Interference | undefined): void
  /** Answers everything with a 503 that asks for a second of patience. */
  goDown(isDown: boolean): void
  /** Its answers to `POST /token`: every secret that it gave out. */
  tokens: string[]
}

/** What the provider would answer at that path; what is returned is sent in its place. */
type Interference = (path: string, body: string) => Promise<string | undefined> | string | undefined

export const desk = {
  client_id: 'till-desk',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: ['http://127.0.0.1/callback'],
} as const

/** The certified provider on a free port of loopback; it closes with the test. */
export async function startIdentityProvider(
  options: Configuration = {},
  tls?: { key: string; cert: string },
): Promise<IdentityProvider> {
  const asked: string[] = []
  const tokens: string[] = []
  let isDown = false
  let interference: Interference | undefined
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const receive = (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').split('?')[0] as string
    asked.push(`${request.method} ${path}`)
    if (isDown) {
      response.writeHead(503, { 'retry-after': '1' }).end('down')
      return
    }
    if (path === '/token' || path.startsWith('/.well-known/')) rewriting(path, response)
    handle(request, response)
  }
  const rewriting = (path: string, response: ServerResponse) => {
    const end = response.end.bind(response)
    response.end = ((body: unknown) => {
      const said = String(body ?? '')
      if (path === '/token') tokens.push(said)
      Promise.resolve(interference?.(path, said)).then((other) => {
        if (other !== undefined) response.setHeader('content-length', Buffer.byteLength(other))
        end(other ?? (body as string))
      })
      return response
    }) as typeof response.end
  }
  const server = tls ? createHttpsServer(tls, receive) : createHttpServer(receive)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = quietly(
    () =>
      new Provider(issuer, {
        clients: [{ ...desk, redirect_uris: [...desk.redirect_uris], grant_types: [...desk.grant_types] }],
        scopes: ['openid', 'offline_access'],
        claims: { openid: ['sub'], profile: ['preferred_username'] },
        findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, preferred_username: `${sub}.staff` }) }),
        features: {
          devInteractions: { enabled: true },
          revocation: { enabled: true, allowedPolicy: () => true },
          rpInitiatedLogout: { enabled: true },
        },
        pkce: { required: () => true },
        rotateRefreshToken: true,
        issueRefreshToken: (_, client, code) =>
          client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
        ttl: { Grant: 3600, Session: 3600, Interaction: 600, IdToken: 3600, AccessToken: 3600, RefreshToken: 3600 },
        ...options,
      }),
  )
  handle = provider.callback()
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    issuer,
    provider,
    asked,
    tokens,
    goDown: (next) => {
      isDown = next
    },
    interfere: (answer) => {
      interference = answer
    },
  }
}

/** It prints advice for people who would run it in earnest. */
function quietly<Made>(make: () => Made): Made {
  const { info, warn } = console
  console.info = () => {}
  console.warn = () => {}
  try {
    return make()
  } finally {
    console.info = info
    console.warn = warn
  }
}

export interface Shown {
  status: number
  headers: IncomingMessage['headers']
  html: string
}

/** Follows an address as a browser does that is led there. `fetch` would say that a script asks. */
export async function navigate(url: string, headers: Record<string, string> = {}): Promise<Shown> {
  const [answer] = (await once(get(url, { agent: false, headers }), 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return { status: answer.statusCode ?? 0, headers: answer.headers, html: Buffer.concat(chunks).toString() }
}

interface Page {
  url: string
  html: string
}

/**
 * Signs in without a browser: follows redirects and fills in the provider's forms, until it is sent back to the till.
 *
 * @returns where the provider sends the browser
 */
export async function walkThrough(url: string, person = 'anna'): Promise<string> {
  const jar = new Map<string, string>()
  let at = await visit(url, jar)
  for (let step = 0; step < 12; step += 1) {
    if (typeof at === 'string') return at
    const action = /<form[^>]*action="([^"]+)"/.exec(at.html)?.[1]
    if (!action) throw new Error(`No form at ${at.url}: ${at.html.slice(0, 300)}`)
    const prompt = /name="prompt" value="([^"]+)"/.exec(at.html)?.[1] ?? 'login'
    const form = new URLSearchParams({ prompt, ...(prompt === 'login' && { login: person, password: 'any' }) })
    at = await visit(new URL(action, at.url).href, jar, form)
  }
  throw new Error('The provider asks and asks.')
}

/** @returns an address that is not the provider's, or the page */
async function visit(from: string, jar: Map<string, string>, form?: URLSearchParams): Promise<string | Page> {
  const { origin } = new URL(from)
  let url = from
  let body = form
  for (;;) {
    if (new URL(url).origin !== origin) return url
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(body && { method: 'POST', body }),
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    const location = answer.headers.get('location')
    if (!location) return { url, html: await answer.text() }
    url = new URL(location, url).href
    body = undefined
  }
}

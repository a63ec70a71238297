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
  requests: string[]
  /** Replaces the bodies of `/token` and `/.well-known/…` for which the function returns one. */
  overrideResponses(override: ResponseOverride | undefined): void
  /** Answers every request with 503 and `Retry-After: 1`. */
  setDown(isDown: boolean): void
  /** The bodies of its responses to `POST /token`, which hold every secret it issued. */
  tokenResponses: string[]
}

/** @param body the provider's own. @returns the body to send instead */
type ResponseOverride = (path: string, body: string) => Promise<string | undefined> | string | undefined

export const oidcClient = {
  client_id: 'till-desk',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: ['http://127.0.0.1/callback'],
} as const

/** Starts the certified OpenID provider on a free port of 127.0.0.1; it closes with the test. */
export async function startIdentityProvider(
  options: Configuration = {},
  tls?: { key: string; cert: string },
  prepare: (provider: Provider) => void = () => {},
): Promise<IdentityProvider> {
  const requests: string[] = []
  const tokenResponses: string[] = []
  let isDown = false
  let override: ResponseOverride | undefined
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const receive = (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').split('?')[0] as string
    requests.push(`${request.method} ${path}`)
    if (isDown) {
      response.writeHead(503, { 'retry-after': '1' }).end('down')
      return
    }
    if (path === '/token' || path.startsWith('/.well-known/')) {
      replaceBody(response, (body) => {
        if (path === '/token') tokenResponses.push(body)
        return override?.(path, body)
      })
    }
    handle(request, response)
  }
  const server = tls ? createHttpsServer(tls, receive) : createHttpServer(receive)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const issuer = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = withoutConsole(() => createProvider(issuer, options))
  prepare(provider)
  handle = provider.callback()
  return {
    issuer,
    provider,
    requests,
    tokenResponses,
    setDown: (next) => {
      isDown = next
    },
    overrideResponses: (next) => {
      override = next
    },
  }
}

function createProvider(issuer: string, options: Configuration): Provider {
  const { redirect_uris, grant_types, ...client } = oidcClient
  return new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [...redirect_uris], grant_types: [...grant_types] }],
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
  })
}

/** Lets `replace` exchange the body of a response before it is sent; it keeps its own body for `undefined`. */
function replaceBody(response: ServerResponse, replace: (body: string) => ReturnType<ResponseOverride>): void {
  const end = response.end.bind(response)
  response.end = ((body: unknown) => {
    Promise.resolve(replace(String(body ?? ''))).then((replacement) => {
      if (replacement !== undefined) response.setHeader('content-length', Buffer.byteLength(replacement))
      end(replacement ?? (body as string))
    })
    return response
  }) as typeof response.end
}

/** The provider prints hints for production use when it is created. */
function withoutConsole<Made>(make: () => Made): Made {
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

export interface ShownPage {
  status: number
  headers: IncomingMessage['headers']
  html: string
}

/** Sends a request as a browser's navigation does. `fetch` would add headers of a script's request. */
export async function navigate(url: string, headers: Record<string, string> = {}): Promise<ShownPage> {
  const [response] = (await once(get(url, { agent: false, headers }), 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode ?? 0, headers: response.headers, html: Buffer.concat(chunks).toString() }
}

interface Page {
  url: string
  html: string
}

/**
 * Signs in without a browser: follows redirects and submits the provider's forms.
 *
 * @returns the address to which the provider redirects in the end
 */
export async function completeSignIn(url: string, person = 'anna', cookies: Cookies = new Map()): Promise<string> {
  const page = await submitForms(url, person, cookies)
  if (typeof page === 'string') return page
  throw new Error(`No form at ${page.url}: ${page.html.slice(0, 300)}`)
}

/** Enters a code as on a phone: opens its address, confirms and signs in. @returns the text of the last page */
export async function enterCode(verificationUriComplete: string, person = 'anna'): Promise<string> {
  const page = await submitForms(verificationUriComplete, person, new Map())
  if (typeof page === 'string') throw new Error(`The provider led to ${page}.`)
  return page.html
}

/** What one browser keeps of one provider. */
export type Cookies = Map<string, string>

/** @returns an address outside the provider, or the provider's first page without a form */
async function submitForms(url: string, person: string, cookies: Cookies): Promise<string | Page> {
  let page = await followToPage(url, cookies)
  for (let step = 0; step < 12; step += 1) {
    if (typeof page === 'string') return page
    const action = /<form[^>]*action="([^"]+)"/.exec(page.html)?.[1]
    if (!action) return page
    const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    const form = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value]))
    if (form.get('prompt') === 'login') form.set('login', person)
    page = await followToPage(new URL(action, page.url).href, cookies, form)
  }
  throw new Error('The sign-in does not end after 12 forms.')
}

/** Follows redirects within the provider. @returns its page, or an address outside the provider */
async function followToPage(from: string, cookies: Cookies, form?: URLSearchParams): Promise<string | Page> {
  const { origin } = new URL(from)
  let url = from
  let body = form
  for (;;) {
    if (new URL(url).origin !== origin) return url
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(body && { method: 'POST', body }),
    })
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? []
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    const location = response.headers.get('location')
    if (!location) return { url, html: await response.text() }
    url = new URL(location, url).href
    body = undefined
  }
}

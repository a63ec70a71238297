import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { closeWithTest } from '#test/support/closeWithTest.ts'

/** How the cloud answers a request, as its header `X-Mode` asks. `echo` sends the credential back, as a debug page does. */
export const modes = ['whole', 'slow', 'reset', 'half', 'echo'] as const
export type Mode = (typeof modes)[number]

/** How the cloud fails to give tokens. */
export const tokenFailures = ['reset', 'busy', 'never'] as const
export type TokenFailure = (typeof tokenFailures)[number]

/** A request that arrived with a credential. */
export interface Arrival {
  id: string
  /**
   * The secret or token behind `Authorization`. Every one that is made in this test names what it was made for: its kind, its
   * cloud, whose it is, and which of the secrets it is or came by.
   */
  credential: string
}

/**
 * A cloud with tokens for tills (RFC 6749 §4.4, scheme `oauth2`) and for customers (scheme `scayle`). Each token names the
 * cloud and whom it was made for; a credential of another cloud is refused, and noted.
 */
export interface NamedCloud {
  name: string
  url: string
  arrivals: Arrival[]
  /** Every token that is out is refused from now on; customers can renew theirs. */
  expireTokens(): void
  /** So many requests for tokens fail from now on. */
  failTokens(how: TokenFailure, times: number): void
}

const slowMs = 25

export async function startNamedCloud(name: string): Promise<NamedCloud> {
  const arrivals: Arrival[] = []
  let tokens = 0
  let expiredUpTo = 0
  let failures: TokenFailure[] = []
  const newToken = (kind: string, whose: string, generation: string | undefined) => {
    tokens += 1
    return `${kind}.${name}.${whose}.${generation}.${tokens}`
  }
  const isExpired = (token: string) => Number(token.split('.').at(-1)) <= expiredUpTo

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://cloud')
    const body = await bodyOf(request)
    const credential = credentialIn(request.headers.authorization)
    const generation = credential.split('.')[3]
    const pairFor = (whose: string) => ({
      access_token: newToken('access', whose, generation),
      refresh_token: newToken('refresh', whose, generation),
      token_type: 'Bearer',
      expires_in: 3_600,
    })
    arrivals.push({ id: String(request.headers['x-id'] ?? pathname), credential })
    const failure = pathname.endsWith('/token') || pathname.endsWith('/login') ? failures.pop() : undefined
    if (failure) return fail(failure, request, response)
    if (pathname === '/till/token') {
      const { access_token, token_type, expires_in } = pairFor('till')
      return sendJson(response, 200, { access_token, token_type, expires_in })
    }
    if (pathname === '/customer/auth/login') return sendJson(response, 200, pairFor(JSON.parse(body).email))
    if (pathname === '/customer/oauth/token')
      return sendJson(response, 200, pairFor(String(JSON.parse(body).refresh_token).split('.')[2] ?? ''))
    if (isExpired(credential)) return sendJson(response, 401, { error: 'expired' })
    respond(
      request,
      response,
      { cloud: name, id: request.headers['x-id'], whose: credential.split('.')[2] },
      credential,
    )
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closeWithTest(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return {
    ...{ name, arrivals, url: `http://127.0.0.1:${port}` },
    expireTokens: () => {
      expiredUpTo = tokens
    },
    failTokens: (how, times) => {
      failures = Array(times).fill(how)
    },
  }
}

function fail(how: TokenFailure, request: IncomingMessage, response: ServerResponse): void {
  if (how === 'reset') request.socket.resetAndDestroy()
  if (how === 'busy') sendJson(response, 503, { error: 'busy' })
  if (how === 'never') setTimeout(() => request.socket.destroy(), slowMs)
}

function respond(request: IncomingMessage, response: ServerResponse, told: object, credential: string): void {
  const text = JSON.stringify(told)
  switch (request.headers['x-mode'] as Mode) {
    case 'slow':
      setTimeout(() => sendJson(response, 200, told), slowMs)
      break
    case 'reset':
      request.socket.resetAndDestroy()
      break
    case 'half':
      response.writeHead(200, { 'Content-Length': text.length })
      response.write(text.slice(0, 10), () => request.socket.destroy())
      break
    case 'echo':
      response.setHeader('X-Debug', credential)
      sendJson(response, 200, { ...told, debug: `Authorization was ${request.headers.authorization}, ${credential}` })
      break
    default:
      sendJson(response, 200, told)
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
    .end(text)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** The token, or the password of Basic. */
function credentialIn(authorization = ''): string {
  const [scheme = '', value = ''] = authorization.split(' ')
  if (scheme !== 'Basic') return value
  return Buffer.from(value, 'base64')
    .toString()
    .replace(/^[^:]*:/, '')
}

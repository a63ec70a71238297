import { hash, randomUUID } from 'node:crypto'
import { readBasic } from '#simulator/shared/basicClient.ts'
import { readBearer } from '#simulator/shared/bearer.ts'
import type { Cloud, RefusalKind, RequestHead } from '#simulator/shared/cloud.ts'
import { type CloudResponse, withRetryAfter } from '#simulator/shared/response.ts'
import type { SharedServices } from '#simulator/shared/services.ts'

/** Credentials that the plain cloud takes, one for each way of authenticating that is not a cloud's own. */
export const demoPlain = {
  tokenPath: '/plain-token',
  basePath: '/plain',
  clientId: 'till',
  clientSecret: 'plain-client-secret',
  username: 'till',
  password: 'plain-password',
  headerName: 'X-Api-Key',
  headerValue: 'plain-api-key',
} as const

export interface PlainOptions {
  /** JSON answers by method and path below `/plain`, such as `GET /customers`. Everything else is answered alike. */
  answers?: Readonly<Record<string, unknown>>
}

const tokenSeconds = 3_600

/**
 * A cloud of which nothing is known but how it authenticates: Basic, a header, or a bearer token by client credentials (RFC 6749
 * 4.4). It answers reads with `{}` and takes every write, whose body makes it one.
 */
export function createPlain({ answers = {} }: PlainOptions, services: SharedServices): Cloud {
  const tokens = new Map<string, number>()
  const isKnown = (head: RequestHead) => {
    const basic = readBasic(head.headers.authorization ?? '')
    if (basic?.user === demoPlain.username && basic.password === demoPlain.password) return true
    if (head.headers[demoPlain.headerName.toLowerCase()] === demoPlain.headerValue) return true
    return (tokens.get(readBearer(head.headers) ?? '') ?? 0) > services.now()
  }
  const issueToken = ({ headers }: RequestHead): CloudResponse => {
    const basic = readBasic(headers.authorization ?? '')
    const isClient = basic?.user === demoPlain.clientId && basic.password === demoPlain.clientSecret
    if (!isClient) return { status: 401, body: { error: 'invalid_client' } }
    const token = randomUUID()
    tokens.set(token, services.now() + tokenSeconds * 1_000)
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds } }
  }
  const serve = ({ method, path }: RequestHead, body: Buffer): CloudResponse => {
    const own = path.slice(demoPlain.basePath.length) || '/'
    const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method)
    if (!isRead) services.effects.add(`write ${method} ${own} ${hash('sha256', body).slice(0, 12)}`)
    const answer = answers[`${method} ${own}`] ?? (isRead ? {} : { id: randomUUID() })
    return { status: isRead ? 200 : 201, body: answer }
  }
  return {
    name: 'plain',
    traceHeader: null,
    owns: (path) => path === demoPlain.tokenPath || /^\/plain(\/|$)/.test(path),
    endpointOf: ({ method, path }) => `${method} ${path}`,
    hasSecretBody: (path) => path === demoPlain.tokenPath,
    receive(head) {
      const isToken = head.path === demoPlain.tokenPath
      const known = isToken || isKnown(head)
      return {
        note: isToken ? 'asks for a token' : known ? 'known' : 'unknown',
        till: undefined,
        async respond(body, delay) {
          await delay()
          if (isToken) return issueToken(head)
          return known ? serve(head, body) : { status: 401, body: { error: 'unauthorised' } }
        },
      }
    },
    refuse: (kind) => refusal(kind, services),
    refuseWith: (status) => ({ status, body: { error: 'as scripted' } }),
    expireTokens: () => tokens.clear(),
    reset: () => {},
  }
}

function refusal(kind: RefusalKind, { retryAfterSeconds }: SharedServices): CloudResponse {
  const status = { '401': 401, '403': 403, '413': 413, '429': 429, '498': 401, '503': 503, '521 once': 503 }[kind]
  const response = { status, body: { error: 'refused' } }
  return kind === '429' ? withRetryAfter(retryAfterSeconds, response) : response
}

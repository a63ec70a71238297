import { randomBytes } from 'node:crypto'

/** An API client registered in InTouch (capillary.md 3). */
export interface ApiClient {
  key: string
  secret: string
  /** Default 'Demo POS server'. */
  name?: string
  /** Default 300. */
  ttlSeconds?: number
  /** The till a call counts for when no attribution header is sent. Default: the first till. */
  defaultTill?: string
  /** Whether that till also stands in for an attribution header naming no till. Default false. */
  fallBackToDefaultTill?: boolean
}

export const demoClient: ApiClient = { key: 'demo-client-key', secret: 'demo-client-secret' }

export type TokenState =
  | { state: 'unknown' }
  | { state: 'live'; client: ApiClient }
  | { state: 'expired'; client: ApiClient; at: number }

export class Tokens {
  readonly #clients: readonly ApiClient[]
  readonly #tokens = new Map<string, { client: ApiClient; expiresAt: number }>()

  constructor(clients: readonly ApiClient[]) {
    this.#clients = clients
  }

  /** A new token each time, as Capillary gives; `undefined` for a bad key or secret. */
  issue(key: string, secret: string, now: number): { accessToken: string; ttlSeconds: number } | undefined {
    const client = this.#clients.find((one) => one.key === key && one.secret === secret)
    if (client === undefined) return undefined
    const ttlSeconds = client.ttlSeconds ?? 300
    const accessToken = jwtLike(client, this.#clients.indexOf(client), now, ttlSeconds)
    this.#tokens.set(accessToken, { client, expiresAt: now + ttlSeconds * 1000 })
    return { accessToken, ttlSeconds }
  }

  expireAll(now: number): void {
    for (const token of this.#tokens.values()) token.expiresAt = Math.min(token.expiresAt, now)
  }

  look(token: string, now: number): TokenState {
    const found = this.#tokens.get(token)
    if (found === undefined) return { state: 'unknown' }
    const { client, expiresAt } = found
    return expiresAt > now ? { state: 'live', client } : { state: 'expired', client, at: expiresAt }
  }
}

/** The header and claims of a decoded sample; the signature is noise. */
function jwtLike(client: ApiClient, index: number, now: number, ttlSeconds: number): string {
  const issuedAt = Math.floor(now / 1000)
  const claims = {
    iss: 'Capillary',
    exp: issuedAt + ttlSeconds,
    jti: randomBytes(16).toString('base64url'),
    iat: issuedAt,
    sub: client.name ?? 'Demo POS server',
    client_id: 21 + index,
    org_id: 1001,
    token_use: 'token_access',
  }
  const parts = [{ kid: 'k1', alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)))
  return [...parts, randomBytes(256)].map((part) => part.toString('base64url')).join('.')
}

import { randomBytes } from 'node:crypto'

/** An API client registered in InTouch (capillary.md 3). */
export interface ApiClient {
  key: string
  secret: string
  /** Default 'Demo POS server'. */
  name?: string
  /** Lifetime of its tokens. Default 300. */
  ttlSeconds?: number
  /** The till that a call without an attribution header counts for. Default: the first till. */
  defaultTill?: string
  /** Whether a call whose attribution header names an unknown till counts for that till, too. Default false. */
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

  /** Issues a new token on each call; `undefined` for a wrong key or secret. */
  issue(key: string, secret: string, now: number): { accessToken: string; ttlSeconds: number } | undefined {
    const client = this.#clients.find((candidate) => candidate.key === key && candidate.secret === secret)
    if (client === undefined) return undefined
    const ttlSeconds = client.ttlSeconds ?? 300
    const accessToken = createToken(client, this.#clients.indexOf(client), now, ttlSeconds)
    this.#tokens.set(accessToken, { client, expiresAt: now + ttlSeconds * 1000 })
    return { accessToken, ttlSeconds }
  }

  expireAll(now: number): void {
    for (const token of this.#tokens.values()) token.expiresAt = Math.min(token.expiresAt, now)
  }

  find(token: string, now: number): TokenState {
    const found = this.#tokens.get(token)
    if (found === undefined) return { state: 'unknown' }
    const { client, expiresAt } = found
    return expiresAt > now ? { state: 'live', client } : { state: 'expired', client, at: expiresAt }
  }
}

/** A token with the header and claims of the decoded sample; its signature is random. */
function createToken(client: ApiClient, index: number, now: number, ttlSeconds: number): string {
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

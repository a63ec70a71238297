import { randomBytes } from 'node:crypto'
import { jwt } from '#simulator/shared/jwt.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { Account } from './accounts.ts'
import type { ScayleAssumptions } from './assumptions.ts'
import type { ScayleClient } from './clients.ts'
import { sign } from './signing.ts'

/** A token pair, one row of `GET /oauth/tokens`. */
export interface Session {
  /** The `jti` of the access token. */
  id: string
  accessToken: string
  refreshToken: string
  customerId: number
  client: ScayleClient
  ip: string
  userAgent: string
  createdAt: number
  accessExpiresAt: number
  refreshExpiresAt: number
  /** The pair that replaced this one. */
  next: Session | undefined
  ended: boolean
}

/** The address and browser that a pair was issued to, as the list of tokens shows them. */
export type Origin = Pick<Session, 'ip' | 'userAgent'>

export class Sessions {
  readonly #assumptions: ScayleAssumptions
  #sessions: Session[] = []

  constructor(assumptions: ScayleAssumptions) {
    this.#assumptions = assumptions
  }

  start(account: Account, client: ScayleClient, from: Origin, now: number): Session {
    const seconds = client.refreshTokenSeconds ?? this.#assumptions.refreshTokenSeconds
    return this.#issue(account.id, client, from, now, now + seconds * 1000)
  }

  /**
   * Replaces a pair. The new refresh token keeps the expiry of the old one (scayle.md 4); `undefined` for an invalid
   * one.
   */
  refresh(refreshToken: string, client: ScayleClient, from: Origin, now: number): Session | undefined {
    const old = this.#sessions.find((session) => session.refreshToken === refreshToken && session.client === client)
    if (old === undefined) return undefined
    if (old.next !== undefined) {
      if (this.#assumptions.refreshTokenReuse === 'ends the session') endChain(old)
      return undefined
    }
    if (old.ended || old.refreshExpiresAt <= now) return undefined
    old.next = this.#issue(old.customerId, client, from, now, old.refreshExpiresAt)
    if (this.#assumptions.refreshEndsOldAccessToken) old.ended = true
    return old.next
  }

  /** The session of an access token; `undefined` unless the token is valid now. */
  find(accessToken: string | undefined, now: number): Session | undefined {
    const found = this.#sessions.find((session) => session.accessToken === accessToken)
    return found === undefined || found.ended || found.accessExpiresAt <= now ? undefined : found
  }

  /** Whether the token was ever issued, valid or not. */
  knows(accessToken: string): boolean {
    return this.#sessions.some((session) => session.accessToken === accessToken)
  }

  of(customerId: number, now: number): Session[] {
    return this.#sessions.filter(
      (session) => session.customerId === customerId && !session.ended && session.accessExpiresAt > now,
    )
  }

  endAll(customerId: number): void {
    for (const session of this.#sessions) if (session.customerId === customerId) session.ended = true
  }

  expire(refreshTokensToo: boolean, now: number): void {
    for (const session of this.#sessions) {
      session.accessExpiresAt = Math.min(session.accessExpiresAt, now)
      if (refreshTokensToo) session.refreshExpiresAt = Math.min(session.refreshExpiresAt, now)
    }
  }

  #issue(customerId: number, client: ScayleClient, from: Origin, now: number, refreshExpiresAt: number): Session {
    const id = randomBytes(40).toString('hex')
    const accessExpiresAt = now + (client.accessTokenSeconds ?? this.#assumptions.accessTokenSeconds) * 1000
    const session: Session = {
      id,
      accessToken: accessToken(id, customerId, client, now, accessExpiresAt),
      refreshToken: `def50200${randomBytes(320).toString('hex')}`,
      customerId,
      client,
      ...from,
      createdAt: now,
      accessExpiresAt,
      refreshExpiresAt,
      next: undefined,
      ended: false,
    }
    this.#sessions.push(session)
    return session
  }
}

/** Ends a session and all that replaced it. */
function endChain(first: Session): void {
  for (let session: Session | undefined = first; session !== undefined; session = session.next) session.ended = true
}

/** A JWT with the header and claims of the decoded sample, fractional seconds included (scayle.md 4). */
function accessToken(id: string, customerId: number, client: ScayleClient, now: number, expiresAt: number): string {
  const seconds = (at: number) => Math.floor(at) / 1000 + 0.000417
  const times = { iat: seconds(now), nbf: seconds(now), exp: seconds(expiresAt) }
  const claims = { aud: client.clientId, jti: id, ...times, sub: String(customerId), scopes: [], customerId }
  return jwt({ typ: 'JWT', alg: 'RS256' }, claims, sign)
}

/** A new token pair, as every kind of login returns it (scayle.md 4). */
export function tokenPairResponse(
  { accessToken, refreshToken, accessExpiresAt }: Session,
  now: number,
  status = 200,
): CloudResponse {
  return {
    status,
    body: {
      token_type: 'Bearer',
      expires_in: Math.round((accessExpiresAt - now) / 1000),
      access_token: accessToken,
      refresh_token: refreshToken,
    },
  }
}

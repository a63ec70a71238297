import { randomBytes } from 'node:crypto'
import { jwt } from '../jwt.ts'
import type { Account } from './accounts.ts'
import type { ScayleAssumptions } from './assumptions.ts'
import type { ScayleClient } from './clients.ts'
import { sign } from './signing.ts'

/** One token pair, which is one row of `GET /oauth/tokens`. */
export interface Session {
  /** The access token's `jti`, which is its id. */
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
  /** The pair that replaced it. */
  next: Session | undefined
  ended: boolean
}

/** From where a pair was asked for, as the list of tokens shows it. */
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

  /** The other token of a pair dies with the refresh; the refresh token's own end stays as it was (scayle.md 4). */
  refresh(refreshToken: string, client: ScayleClient, from: Origin, now: number): Session | undefined {
    const old = this.#sessions.find((one) => one.refreshToken === refreshToken && one.client === client)
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

  /** `undefined` unless it is good now. */
  find(accessToken: string | undefined, now: number): Session | undefined {
    const found = this.#sessions.find((one) => one.accessToken === accessToken)
    return found === undefined || found.ended || found.accessExpiresAt <= now ? undefined : found
  }

  /** Whether it was ever issued, good or not. */
  knows(accessToken: string): boolean {
    return this.#sessions.some((one) => one.accessToken === accessToken)
  }

  of(customerId: number, now: number): Session[] {
    return this.#sessions.filter((one) => one.customerId === customerId && !one.ended && one.accessExpiresAt > now)
  }

  endAll(customerId: number): void {
    for (const one of this.#sessions) if (one.customerId === customerId) one.ended = true
  }

  expire(refreshTokensToo: boolean, now: number): void {
    for (const one of this.#sessions) {
      one.accessExpiresAt = Math.min(one.accessExpiresAt, now)
      if (refreshTokensToo) one.refreshExpiresAt = Math.min(one.refreshExpiresAt, now)
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

function endChain(session: Session): void {
  for (let one: Session | undefined = session; one !== undefined; one = one.next) one.ended = true
}

/** Header and claims of the decoded sample, fractional seconds included (scayle.md 4). */
function accessToken(id: string, customerId: number, client: ScayleClient, now: number, expiresAt: number): string {
  const seconds = (at: number) => Math.floor(at) / 1000 + 0.000417
  const times = { iat: seconds(now), nbf: seconds(now), exp: seconds(expiresAt) }
  const claims = { aud: client.clientId, jti: id, ...times, sub: String(customerId), scopes: [], customerId }
  return jwt({ typ: 'JWT', alg: 'RS256' }, claims, sign)
}

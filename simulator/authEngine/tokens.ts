import { createHmac, randomBytes } from 'node:crypto'
import { jwt } from '#simulator/shared/jwt.ts'
import { type AuthRequest, type Channel, type Identity, nameOf } from './request.ts'

/** VIEW before the login, USER after it. AUTH is a key, which renews tokens and does nothing else. */
export type Role = 'VIEW' | 'USER' | 'AUTH'

/** A token or a key. */
export interface Token {
  text: string
  role: Role
  channel: Channel
  identity: Identity
  brand: string
  deviceId: string | undefined
  /** Milliseconds since the epoch; infinite for a key without expiry. */
  expiresAt: number
}

/** The customer a token is issued to, and the till its requests count for. */
export interface Holder {
  uid: number | undefined
  organisationId: number
  till: string
}

export class Tokens {
  readonly #key = randomBytes(32)
  readonly #tokens = new Map<string, Token>()

  /**
   * Issues a token with the claims of the decoded samples in capillary.md 4.3; a key has no `exp`. `null` seconds
   * never expire.
   */
  issue(role: Role, request: AuthRequest, holder: Holder, now: number, seconds: number | null): string {
    const { channel, identity, brand, deviceId } = request
    const issuedAt = Math.floor(now / 1000)
    const header = { idv: [nameOf(identity)], dev: deviceId ?? null, org: brand.toUpperCase(), alg: 'HS256' }
    const claims = {
      ...(role === 'VIEW' || holder.uid === undefined ? {} : { uid: String(holder.uid) }),
      iss: 'CAPILLARY TECHNOLOGIES',
      isc: 'false',
      ogc: [`${holder.organisationId}|${holder.till}`],
      ...(seconds === null || role === 'AUTH' ? {} : { exp: issuedAt + seconds }),
      iat: issuedAt,
      rol: role,
      // Not in the samples: it makes two tokens of the same second differ.
      jti: randomBytes(6).toString('base64url'),
    }
    const text = jwt(header, claims, (part) => createHmac('sha256', this.#key).update(part).digest())
    const expiresAt = seconds === null ? Number.POSITIVE_INFINITY : now + seconds * 1000
    this.#tokens.set(text, { text, role, channel, identity, brand, deviceId, expiresAt })
    return text
  }

  find(text: string | undefined): Token | undefined {
    return text === undefined ? undefined : this.#tokens.get(text)
  }

  revoke({ text }: Token): void {
    this.#tokens.delete(text)
  }

  expire(roles: readonly Role[], now: number): void {
    for (const token of this.#tokens.values()) {
      if (roles.includes(token.role)) token.expiresAt = Math.min(token.expiresAt, now)
    }
  }
}

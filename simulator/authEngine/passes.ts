import { createHmac, randomBytes } from 'node:crypto'
import { jwt } from '../jwt.ts'
import { type Ask, type Channel, type Identity, nameOf } from './ask.ts'

/** VIEW before the login, USER after it; AUTH is a key, which only renews. */
export type Role = 'VIEW' | 'USER' | 'AUTH'

/** A token or a key. */
export interface Pass {
  text: string
  role: Role
  channel: Channel
  identity: Identity
  brand: string
  deviceId: string | undefined
  /** Milliseconds since the epoch; infinite for a key without expiry. */
  expiresAt: number
}

/** Whom a pass is made out to, and which organisation's till it counts for. */
export interface Holder {
  uid: number | undefined
  organisationId: number
  till: string
}

export class Passes {
  readonly #key = randomBytes(32)
  readonly #passes = new Map<string, Pass>()

  /** Claims as in the decoded samples of capillary.md 4.3; a key has no `exp`. */
  issue(role: Role, ask: Ask, holder: Holder, now: number, seconds: number | null): string {
    const { channel, identity, brand, deviceId } = ask
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
      // Ours: keeps two passes of one second apart.
      jti: randomBytes(6).toString('base64url'),
    }
    const text = jwt(header, claims, (part) => createHmac('sha256', this.#key).update(part).digest())
    const expiresAt = seconds === null ? Number.POSITIVE_INFINITY : now + seconds * 1000
    this.#passes.set(text, { text, role, channel, identity, brand, deviceId, expiresAt })
    return text
  }

  look(text: string | undefined): Pass | undefined {
    return text === undefined ? undefined : this.#passes.get(text)
  }

  forget({ text }: Pass): void {
    this.#passes.delete(text)
  }

  expire(roles: readonly Role[], now: number): void {
    for (const pass of this.#passes.values()) {
      if (roles.includes(pass.role)) pass.expiresAt = Math.min(pass.expiresAt, now)
    }
  }
}

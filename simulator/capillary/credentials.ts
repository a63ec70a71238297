import type { IncomingHttpHeaders } from 'node:http'
import { readBasic } from '#simulator/shared/basicClient.ts'
import { SlidingWindow } from '#simulator/shared/slidingWindow.ts'
import type { CapillaryAssumptions } from './assumptions.ts'
import type { ApiClient, Tokens } from './oauth.ts'
import { md5hex, type Till } from './tills.ts'

/** The result of checking a request's credential. */
export type Authentication =
  | { outcome: 'accepted'; till: Till; note: string }
  | { outcome: 'refused'; note: string }
  | { outcome: 'token refused'; code: 401 | 498; at: number; note: string }
  | { outcome: 'no such till'; note: string }

/** Authenticates a till by Basic (capillary.md 2.1) or an API client by token (capillary.md 3). */
export class Authenticator {
  readonly #tills: readonly Till[]
  readonly #tokens: Tokens
  readonly #assumptions: CapillaryAssumptions
  readonly #failures = new SlidingWindow()

  constructor(tills: readonly Till[], tokens: Tokens, assumptions: CapillaryAssumptions) {
    this.#tills = tills
    this.#tokens = tokens
    this.#assumptions = assumptions
  }

  /** Counts a wrong password towards the lock-out. The note names the mistake and never holds the secret. */
  authenticate(headers: IncomingHttpHeaders, now: number): Authentication {
    const token = headers['x-cap-api-oauth-token']
    if (typeof token === 'string') return this.#authenticateToken(token, headers, now)
    if (headers.authorization === undefined) return { outcome: 'refused', note: 'none' }
    return this.#authenticateBasic(headers.authorization, now)
  }

  unlockAll(): void {
    this.#failures.clear()
  }

  #authenticateBasic(authorization: string, now: number): Authentication {
    const basic = readBasic(authorization)
    if (basic === undefined) return { outcome: 'refused', note: 'not user:password' }
    const till = this.#tills.find(({ name }) => name === basic.user)
    if (till === undefined) return { outcome: 'refused', note: 'unknown till' }
    const { lockout } = this.#assumptions
    if (lockout !== null && this.#failures.count(till.name, lockout.minutes, now) >= lockout.failures) {
      return { outcome: 'refused', note: 'till locked' }
    }
    if (basic.password === till.passwordMd5) {
      this.#failures.reset(till.name)
      return { outcome: 'accepted', till, note: 'md5 ok' }
    }
    this.#failures.add(till.name, now)
    return { outcome: 'refused', note: mistakeIn(basic.password, till.passwordMd5) }
  }

  #authenticateToken(token: string, headers: IncomingHttpHeaders, now: number): Authentication {
    const found = this.#tokens.find(token, now)
    if (found.state === 'unknown') return { outcome: 'token refused', code: 401, at: now, note: 'token unknown' }
    if (found.state === 'expired') return { outcome: 'token refused', code: 498, at: found.at, note: 'token expired' }
    const till = this.#attributedTill(found.client, headers)
    return till === undefined
      ? { outcome: 'no such till', note: 'token ok, attribution wrong' }
      : { outcome: 'accepted', till, note: 'token ok' }
  }

  /** The till that the attribution headers name. They count with OAuth only, not with Basic (capillary.md 2.3). */
  #attributedTill(client: ApiClient, headers: IncomingHttpHeaders): Till | undefined {
    const defaultTill = this.#tills.find((till) => till.name === client.defaultTill) ?? this.#tills[0]
    const code = headers['x-cap-api-attribution-entity-code'] ?? headers['x-cap-api-attribution-till-code']
    if (typeof code !== 'string') return defaultTill
    const type = headers['x-cap-api-attribution-entity-type'] ?? 'TILL'
    const named = this.#tills.find((till) => attributionCode(till, String(type)) === code)
    return named ?? (client.fallBackToDefaultTill ? defaultTill : undefined)
  }
}

function attributionCode(till: Till, type: string): string | undefined {
  switch (type) {
    case 'TILL':
    case 'TILL_CODE':
      return till.name
    case 'STORE_CODE':
      return till.store.code
    case 'STORE_NAME':
      return till.store.name
    case 'STORE_EXTERNAL_ID':
      return till.store.externalId
    default:
      return undefined
  }
}

function mistakeIn(password: string, md5: string): string {
  if (md5hex(password) === md5) return 'plain password'
  if (password.toLowerCase() === md5) return 'upper-case md5'
  return password.trim() === md5 ? 'blank before md5' : 'md5 wrong'
}

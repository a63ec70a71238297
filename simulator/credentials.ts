import type { IncomingHttpHeaders } from 'node:http'
import type { Assumptions } from './assumptions.ts'
import type { ApiClient, Tokens } from './oauth.ts'
import { Tally } from './tally.ts'
import { md5hex, type Till } from './tills.ts'

export type Verdict =
  | { outcome: 'accepted'; till: Till; note: string }
  | { outcome: 'refused'; note: string }
  | { outcome: 'token refused'; code: 401 | 498; at: number; note: string }
  | { outcome: 'no such till'; note: string }

/** Who may enter: a till by Basic (capillary.md 2.1) or an API client by token (capillary.md 3). */
export class Gate {
  readonly #tills: readonly Till[]
  readonly #tokens: Tokens
  readonly #assumptions: Assumptions
  readonly #failures = new Tally()

  constructor(tills: readonly Till[], tokens: Tokens, assumptions: Assumptions) {
    this.#tills = tills
    this.#tokens = tokens
    this.#assumptions = assumptions
  }

  /** Counts a wrong password towards the lock-out. The note says what was wrong and never holds the secret. */
  judge(headers: IncomingHttpHeaders, now: number): Verdict {
    const token = headers['x-cap-api-oauth-token']
    if (typeof token === 'string') return this.#judgeToken(token, headers, now)
    if (headers.authorization === undefined) return { outcome: 'refused', note: 'none' }
    return this.#judgeBasic(headers.authorization, now)
  }

  unlockAll(): void {
    this.#failures.clear()
  }

  #judgeBasic(authorization: string, now: number): Verdict {
    const basic = readBasic(authorization)
    if (basic === undefined) return { outcome: 'refused', note: 'not user:password' }
    const till = this.#tills.find((one) => one.name === basic.user)
    if (till === undefined) return { outcome: 'refused', note: 'unknown till' }
    const { lockout } = this.#assumptions
    if (lockout !== null && this.#failures.count(till.name, lockout.minutes, now) >= lockout.failures) {
      return { outcome: 'refused', note: 'till locked' }
    }
    if (basic.password === till.passwordMd5) {
      this.#failures.forget(till.name)
      return { outcome: 'accepted', till, note: 'md5 ok' }
    }
    this.#failures.add(till.name, now)
    return { outcome: 'refused', note: whatIsWrong(basic.password, till.passwordMd5) }
  }

  #judgeToken(token: string, headers: IncomingHttpHeaders, now: number): Verdict {
    const found = this.#tokens.look(token, now)
    if (found.state === 'unknown') return { outcome: 'token refused', code: 401, at: now, note: 'token unknown' }
    if (found.state === 'expired') return { outcome: 'token refused', code: 498, at: found.at, note: 'token expired' }
    const till = this.#attributedTill(found.client, headers)
    return till === undefined
      ? { outcome: 'no such till', note: 'token ok, attribution wrong' }
      : { outcome: 'accepted', till, note: 'token ok' }
  }

  /** capillary.md 2.3: these headers count with OAuth only, so Basic never comes here. */
  #attributedTill(client: ApiClient, headers: IncomingHttpHeaders): Till | undefined {
    const byDefault = this.#tills.find((till) => till.name === client.defaultTill) ?? this.#tills[0]
    const code = headers['x-cap-api-attribution-entity-code'] ?? headers['x-cap-api-attribution-till-code']
    if (typeof code !== 'string') return byDefault
    const type = headers['x-cap-api-attribution-entity-type'] ?? 'TILL'
    const named = this.#tills.find((till) => attributionCode(till, String(type)) === code)
    return named ?? (client.fallBackToDefaultTill ? byDefault : undefined)
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

function whatIsWrong(password: string, md5: string): string {
  if (md5hex(password) === md5) return 'plain password'
  if (password.toLowerCase() === md5) return 'upper-case md5'
  return password.trim() === md5 ? 'blank before md5' : 'md5 wrong'
}

export function readBasic(authorization: string): { user: string; password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}

import { z } from 'zod'
import type { Http, HttpOutcome } from '../core/http.ts'
import { Secret } from '../core/secret.ts'
import { jsonOf, oddity, type Reply, retryAfterMs, silence, type Trouble } from './answers.ts'
import { basicCredential } from './basicCredential.ts'
import { millis, TokenText } from './tokenAnswer.ts'

/** A customer's tokens (scayle.md 4). */
export interface TokenPair {
  access: Secret
  /** Good once: renewing gives another. Absent where SCAYLE gave none. */
  refresh: Secret | undefined
  lifetimeMs: number | undefined
}

export type Refreshed =
  | { outcome: 'granted'; pair: TokenPair }
  /** The customer must sign in again. */
  | { outcome: 'over' }
  /** The API client itself is not known. */
  | ({ outcome: 'refused' } & Trouble)
  | ({ outcome: 'unavailable'; retryAfterMs?: number | undefined } & Trouble)

export const scayleCloud = 'SCAYLE'

export const scayleRefused: Trouble = {
  detail: 'SCAYLE refused the client id and secret.',
  remedy:
    'Check both in the SCAYLE Panel under Shops, Storefront, API keys. A lost secret needs new credentials: it is shown once only.',
}

const Pair = z.looseObject({
  access_token: TokenText,
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().nonnegative().optional(),
})

const Refusal = z.object({ error: z.string().max(64) })

export function pairIn(said: unknown): TokenPair | undefined {
  const { data } = Pair.safeParse(said)
  if (!data) return undefined
  return {
    access: new Secret(data.access_token),
    refresh: data.refresh_token === undefined ? undefined : new Secret(data.refresh_token),
    lifetimeMs: millis(data.expires_in),
  }
}

/** The machine key of a refusal, in small letters: SCAYLE mixes both (scayle.md 5). */
export function refusalIn(text: string): string | undefined {
  return Refusal.safeParse(jsonOf(text)).data?.error.toLowerCase()
}

export function isUnknownClient(text: string): boolean {
  return refusalIn(text) === 'invalid_client'
}

/** The calls that the agent makes itself, word for word as SCAYLE's SDK makes them (scayle.md 2, 3). */
export class ScayleApi {
  readonly #http: Http
  readonly #basic: Secret
  readonly #shopId: string

  constructor(http: Http, clientId: string, secret: Secret, shopId: string) {
    this.#http = http
    // Not form-encoded first, whatever RFC 6749 §2.3.1 says (scayle.md 2).
    this.#basic = new Secret(basicCredential(clientId, secret.reveal()))
    this.#shopId = shopId
  }

  asTill(): readonly string[] {
    return ['Authorization', this.#basic.reveal()]
  }

  asCustomer(access: Secret): readonly string[] {
    return ['Authorization', `Bearer ${access.reveal()}`, 'X-Shop-Id', this.#shopId]
  }

  async refresh(token: Secret): Promise<Refreshed> {
    const outcome = await this.askToRefresh(token.reveal())
    if (outcome.kind === 'silence') return { outcome: 'unavailable', ...silence(outcome, scayleCloud) }
    const pair = outcome.status === 200 || outcome.status === 201 ? pairIn(jsonOf(outcome.body)) : undefined
    if (pair) return { outcome: 'granted', pair }
    if (isUnknownClient(outcome.body)) return { outcome: 'refused', ...scayleRefused }
    if (isSpent(outcome)) return { outcome: 'over' }
    return { outcome: 'unavailable', retryAfterMs: retryAfterMs(outcome), ...oddity(outcome, scayleCloud) }
  }

  askToRefresh(token: string): Promise<HttpOutcome> {
    return this.#http.request({
      method: 'POST',
      path: '/oauth/token',
      headers: { Authorization: this.#basic.reveal(), ...json },
      body: JSON.stringify({ grant_type: 'refresh_token', refresh_token: token }),
    })
  }

  logOut(access: Secret): Promise<HttpOutcome> {
    return this.#http.request({
      method: 'POST',
      path: '/auth/logout',
      headers: { Authorization: `Bearer ${access.reveal()}`, 'X-Shop-Id': this.#shopId, ...json },
    })
  }
}

const json = { Accept: 'application/json', 'Content-Type': 'application/json' }

/** Whether a refresh token will never be taken any more; of any other failure nothing is known (scayle.md 4). */
export function isSpent({ status, body }: Reply): boolean {
  return status === 401 || (status === 400 && refusalIn(body) === 'invalid_grant')
}

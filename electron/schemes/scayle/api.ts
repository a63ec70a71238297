import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { Http, HttpOutcome } from '#core/network/controlHttp.ts'
import { basicCredential } from '#schemes/shared/basicCredential.ts'
import {
  describeSilence,
  describeUnexpected,
  type Problem,
  type Reply,
  retryAfterMs,
} from '#schemes/shared/probeResults.ts'
import { LifetimeSeconds, secondsToMs, TokenText } from '#schemes/shared/tokenResponse.ts'

/** A customer's tokens (scayle.md 4). */
export interface TokenPair {
  access: Secret
  /** Valid once: renewing returns another. Absent where SCAYLE gave none. */
  refresh: Secret | undefined
  lifetimeMs: number | undefined
}

export type GrantResult =
  | { outcome: 'granted'; pair: TokenPair }
  /** The refresh token or the code is spent or expired: the customer must sign in again. */
  | { outcome: 'spent' }
  /** SCAYLE does not know the API client. */
  | ({ outcome: 'refused' } & Problem)
  | ({ outcome: 'unavailable'; retryAfterMs?: number | undefined } & Problem)

export const scayleCloud = 'SCAYLE'

export const scayleRefused: Problem = {
  detail: 'SCAYLE refused the client id and secret.',
  remedy:
    'Check both in the SCAYLE Panel under Shops, Storefront, API keys. A lost secret needs new credentials: it is shown once only.',
}

const Pair = z.looseObject({
  access_token: TokenText,
  refresh_token: z.string().min(1).nullish(),
  expires_in: LifetimeSeconds,
})

const Refusal = z.object({ error: z.string().max(64) })

export function tokenPairIn(body: unknown): TokenPair | undefined {
  const { data } = Pair.safeParse(body)
  if (!data) return undefined
  return {
    access: new Secret(data.access_token),
    refresh: data.refresh_token == null ? undefined : new Secret(data.refresh_token),
    lifetimeMs: secondsToMs(data.expires_in),
  }
}

/** The error code of a refusal in lower case: SCAYLE mixes both (scayle.md 5). @param text a JSON body */
export function errorCodeIn(text: string): string | undefined {
  return Refusal.safeParse(parseJson(text)).data?.error.toLowerCase()
}

export function isUnknownClient(text: string): boolean {
  return errorCodeIn(text) === 'invalid_client'
}

/** The agent's own calls, exactly as SCAYLE's SDK makes them (scayle.md 2, 3). */
export class ScayleApi {
  readonly #http: Http
  readonly #basic: Secret
  readonly #shopId: string
  readonly #version: string

  /** @param version before every path, where the base URL leaves it out */
  constructor(http: Http, clientId: string, secret: Secret, shopId: string, version = '') {
    this.#http = http
    this.#version = version
    // SCAYLE expects no form encoding, against RFC 6749 §2.3.1 (scayle.md 2).
    this.#basic = new Secret(basicCredential(clientId, secret.reveal()))
    this.#shopId = shopId
  }

  tillHeaders(): readonly string[] {
    return ['Authorization', this.#basic.reveal()]
  }

  customerHeaders(access: Secret): readonly string[] {
    return ['Authorization', `Bearer ${access.reveal()}`, 'X-Shop-Id', this.#shopId]
  }

  async refresh(token: Secret): Promise<GrantResult> {
    return resultOf(await this.requestRefresh(token.reveal()))
  }

  /** @param code as an identity provider's return brings it (scayle.md 3.7) */
  async exchange(code: string): Promise<GrantResult> {
    return resultOf(await this.#requestToken({ grant_type: 'authorization_code', code }))
  }

  requestRefresh(token: string): Promise<HttpOutcome> {
    return this.#requestToken({ grant_type: 'refresh_token', refresh_token: token })
  }

  #requestToken(grant: object): Promise<HttpOutcome> {
    return this.#http.request({
      method: 'POST',
      path: `${this.#version}/oauth/token`,
      headers: { Authorization: this.#basic.reveal(), ...json },
      body: JSON.stringify(grant),
    })
  }

  logOut(access: Secret): Promise<HttpOutcome> {
    return this.#http.request({
      method: 'POST',
      path: `${this.#version}/auth/logout`,
      headers: { Authorization: `Bearer ${access.reveal()}`, 'X-Shop-Id': this.#shopId, ...json },
    })
  }
}

const json = { Accept: 'application/json', 'Content-Type': 'application/json' }

function resultOf(outcome: HttpOutcome): GrantResult {
  if (outcome.kind === 'silence') return { outcome: 'unavailable', ...describeSilence(outcome, scayleCloud) }
  const pair = outcome.status === 200 || outcome.status === 201 ? tokenPairIn(parseJson(outcome.body)) : undefined
  if (pair) return { outcome: 'granted', pair }
  if (isUnknownClient(outcome.body)) return { outcome: 'refused', ...scayleRefused }
  if (isSpentGrant(outcome)) return { outcome: 'spent' }
  return { outcome: 'unavailable', retryAfterMs: retryAfterMs(outcome), ...describeUnexpected(outcome, scayleCloud) }
}

/** Whether SCAYLE will never accept the refresh token or code again. No other failure tells anything about it (scayle.md 4). */
export function isSpentGrant({ status, body }: Reply): boolean {
  return status === 401 || (status === 400 && errorCodeIn(body) === 'invalid_grant')
}

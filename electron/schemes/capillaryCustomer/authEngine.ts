import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { Http, HttpOutcome } from '#core/network/controlHttp.ts'
import { retryAfterSeconds } from '#core/pacing/retryAfter.ts'
import { mayBeDone, unusableWriteReply } from '#schemes/shared/authenticatedCall.ts'
import { describeSilence, describeUnexpected, retryAfterMs } from '#schemes/shared/probeResults.ts'
import { TokenText } from '#schemes/shared/tokenResponse.ts'

/** The customer and the device: the same in every call of a session and in the headers afterwards (capillary.md 4.1). */
export interface Subject {
  identifierType: string
  identifierValue: string
  brand: string
  /** Absent in the web family. */
  deviceId?: string | undefined
}

/** `mobile`: the till is a device and gets a key. `web`: neither, and an expired token renews itself (capillary.md 4.1). */
export type Family = 'mobile' | 'web'

export const authEngineName = "Capillary's Auth Engine"

/** Errors have the same form, whatever the HTTP status (capillary.md 4.3). */
const EngineResponse = z.object({
  status: z.object({ code: z.coerce.number().int() }),
  auth: z.object({ token: TokenText, key: TokenText.nullish() }).nullish().catch(undefined),
  user: z
    .object({ sessionId: z.string().nullish(), userRegisteredForPassword: z.boolean().nullish() })
    .nullish()
    .catch(undefined),
})
export type EngineResponse = z.infer<typeof EngineResponse>

export type Operation =
  | 'token/generate'
  | 'token/regenerate'
  | 'otp/generate'
  | 'otp/validate'
  | 'password/validate'
  | 'password/change'
  | 'password/forget'

/** Called with each response of the engine. */
export type ResponseObserver = (operation: Operation, subject: Subject, response: EngineResponse) => void

/** The calls of one family (capillary.md 4.2). */
export class AuthEngine {
  readonly family: Family
  readonly #http: Http
  readonly #observe: ResponseObserver

  constructor(http: Http, family: Family, observe: ResponseObserver = () => {}) {
    this.#http = http
    this.family = family
    this.#observe = observe
  }

  send(operation: Operation, { identifierType, identifierValue, brand, deviceId }: Subject, more: object = {}) {
    return this.#http.request({
      method: 'POST',
      path: `/auth/v1/${this.family === 'web' ? 'web/' : ''}${operation}`,
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ identifierType, identifierValue, brand, deviceId, ...more }),
    })
  }

  /**
   * @throws Fault `UPSTREAM_NOT_READY` when no usable response came · `OUTCOME_UNKNOWN` when a code may have gone out or an
   * attempt may have been counted
   */
  async call(operation: Operation, subject: Subject, more: object = {}): Promise<EngineResponse> {
    const outcome = await this.send(operation, subject, more)
    const response = readEngineResponse(outcome)
    if (response) {
      this.#observe(operation, subject, response)
      return response
    }
    if (!/^token\//.test(operation)) checkNotDone(outcome)
    const { detail, remedy } =
      outcome.kind === 'silence'
        ? describeSilence(outcome, authEngineName)
        : describeUnexpected(outcome, authEngineName)
    const waitMs = outcome.kind === 'silence' ? undefined : retryAfterMs(outcome)
    throw new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds: retryAfterSeconds(waitMs ?? 5_000) }, remedy)
  }
}

/** @throws Fault `OUTCOME_UNKNOWN` */
function checkNotDone(outcome: HttpOutcome): void {
  if (outcome.kind === 'reply' && mayBeDone(outcome)) throw unusableWriteReply(outcome, authEngineName)
  if (outcome.kind === 'silence' && outcome.mayBeDone)
    throw new Fault('OUTCOME_UNKNOWN', undefined, { reason: outcome.reason })
}

/** `undefined` for anything but a response of the engine: other codes below 1500 than 200 are those of the HTTP layer. */
export function readEngineResponse(outcome: HttpOutcome): EngineResponse | undefined {
  if (outcome.kind === 'silence') return undefined
  const response = EngineResponse.safeParse(parseJson(outcome.body)).data
  return response && (response.status.code === 200 || response.status.code >= 1_500) ? response : undefined
}

const Claims = z.object({ iat: z.number(), exp: z.number() })

/** The lifetime of a token by its own claims: the documents contradict each other (capillary.md 4.4). */
export function lifetimeMsOf(token: string): number | undefined {
  const claims = Claims.safeParse(parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).data
  return claims && Math.max(0, (claims.exp - claims.iat) * 1_000)
}

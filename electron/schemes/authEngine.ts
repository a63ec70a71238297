import { z } from 'zod'
import { Fault } from '../core/fault.ts'
import type { Http, HttpOutcome } from '../core/http.ts'
import { jsonOf, oddity, retryAfterMs, silence } from './answers.ts'
import { TokenText } from './tokenAnswer.ts'

/** Said alike in every call of a session, and in the headers afterwards (capillary.md 4.1). */
export interface Subject {
  identifierType: string
  identifierValue: string
  brand: string
  deviceId: string
}

export const authEngineName = "Capillary's Auth Engine"

/** Errors come in the same form, whatever the HTTP status (capillary.md 4.3). */
const Answer = z.object({
  status: z.object({ code: z.coerce.number().int() }),
  auth: z.object({ token: TokenText, key: TokenText.nullish() }).nullish().catch(undefined),
  user: z
    .object({ sessionId: z.string().nullish(), userRegisteredForPassword: z.boolean().nullish() })
    .nullish()
    .catch(undefined),
})
export type EngineAnswer = z.infer<typeof Answer>

type Operation = 'token/generate' | 'otp/generate' | 'otp/validate' | 'password/validate' | 'token/regenerate'

/** The calls of the mobile family: the till is a device, and gets a key (capillary.md 4.1, 4.2). */
export class AuthEngine {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  send(operation: Operation, { identifierType, identifierValue, brand, deviceId }: Subject, more: object = {}) {
    return this.#http.request({
      method: 'POST',
      path: `/auth/v1/${operation}`,
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ identifierType, identifierValue, brand, deviceId, ...more }),
    })
  }

  /**
   * @throws Fault `UPSTREAM_NOT_READY` when no answer of use came · `OUTCOME_UNKNOWN` when a code may have gone out, or a
   * try may have been counted
   */
  async ask(operation: Operation, subject: Subject, more: object = {}): Promise<EngineAnswer> {
    const outcome = await this.send(operation, subject, more)
    const answer = answerIn(outcome)
    if (answer) return answer
    if (outcome.kind === 'silence' && outcome.mayBeDone && !/^token\//.test(operation))
      throw new Fault('OUTCOME_UNKNOWN', undefined, { reason: outcome.reason })
    const { detail, remedy } =
      outcome.kind === 'silence' ? silence(outcome, authEngineName) : oddity(outcome, authEngineName)
    const waitMs = outcome.kind === 'silence' ? undefined : retryAfterMs(outcome)
    const retryAfterSeconds = Math.max(1, Math.ceil((waitMs ?? 5_000) / 1_000))
    throw new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds }, remedy)
  }
}

/** Codes below 1500 but 200 are those of the HTTP layer, whatever stands around them. */
export function answerIn(outcome: HttpOutcome): EngineAnswer | undefined {
  if (outcome.kind === 'silence') return undefined
  const answer = Answer.safeParse(jsonOf(outcome.body)).data
  return answer && (answer.status.code === 200 || answer.status.code >= 1_500) ? answer : undefined
}

const Claims = z.object({ iat: z.number(), exp: z.number() })

/** How long a token is good, by its own claims: the documents contradict each other (capillary.md 4.4). */
export function lifetimeMsOf(token: string): number | undefined {
  const claims = Claims.safeParse(jsonOf(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).data
  return claims && Math.max(0, (claims.exp - claims.iat) * 1_000)
}

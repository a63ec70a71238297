import { z } from 'zod'
import type { HttpOutcome } from '../core/http.ts'
import { Secret } from '../core/secret.ts'
import { jsonOf, oddity, type Reply, retryAfterMs, silence, type Trouble } from './answers.ts'
import type { TokenAnswer } from './tokenSession.ts'

/** What may stand in a header; a token's size is nobody's to assume (RFC 6749 §5.1). */
export const TokenText = z.string().regex(/^[\x21-\x7e]+$/)

/** RFC 6749 §5.1. */
const Granted = z.object({
  access_token: TokenText,
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .optional(),
  expires_in: z.coerce.number().nonnegative().optional(),
})

const Refusal = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) })

/** Errors by which a service says that it does not know us, or not for this (RFC 6749 §5.2). */
const wrongCredential = new Set(['invalid_client', 'unauthorized_client', 'invalid_grant'])

/** An answer of a token endpoint. @param refused what a refusal of the credential means here */
export function tokenAnswer(outcome: HttpOutcome, service: string, refused: Trouble): TokenAnswer {
  if (outcome.kind === 'silence') return { outcome: 'unavailable', ...silence(outcome, service) }
  const granted = outcome.status === 200 ? Granted.safeParse(jsonOf(outcome.body)) : undefined
  if (!granted?.success) return notGranted(outcome, service, refused)
  const { access_token, expires_in } = granted.data
  return { outcome: 'granted', reply: outcome, token: new Secret(access_token), lifetimeMs: millis(expires_in) }
}

export function notGranted(reply: Reply, service: string, refused: Trouble): TokenAnswer {
  const error = errorOf(reply)
  const { dateMs } = reply
  if (reply.status === 401 || (error && wrongCredential.has(error))) return { outcome: 'refused', dateMs, ...refused }
  const trouble = error
    ? { detail: `${service} refused the request as ${error}.`, remedy: 'Check the settings of the upstream.' }
    : oddity(reply, service)
  return { outcome: 'unavailable', dateMs, retryAfterMs: retryAfterMs(reply), ...trouble }
}

/** The error that a token endpoint names, if it has the form of one. */
export function errorOf({ body }: Reply): string | undefined {
  return Refusal.safeParse(jsonOf(body)).data?.error
}

export function millis(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000
}

import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { HttpOutcome } from '#core/network/controlHttp.ts'
import type { TokenOutcome } from '#core/scheme/tokenCache.ts'
import { describeSilence, describeUnexpected, type Problem, type Reply, retryAfterMs } from './probeResults.ts'

/** What a token service answered, with a remedy where it gave no token. */
export type TokenResponse =
  | (Extract<TokenOutcome, { outcome: 'granted' }> & { reply: Reply })
  | (Exclude<TokenOutcome, { outcome: 'granted' }> & Problem & { dateMs?: number | undefined })

/** A token that fits in a header, of any length: RFC 6749 §5.1 leaves the size open. */
export const TokenText = z.string().regex(/^[\x21-\x7e]+$/)

const isBearer = /^bearer$/i

/**
 * Seconds that a token lives (RFC 6749 §5.1), as a number or as the text of one. Anything else tells nothing, as `null` or a
 * lifetime of none does: the token is not refused for it.
 */
export const LifetimeSeconds = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,12}(?:\.\d+)?$/)
      .transform(Number),
  ])
  .pipe(z.number().positive())
  .optional()
  .catch(undefined)

/** RFC 6749 §5.1. Services that give the type no name give bearer tokens. */
const Granted = z.object({
  access_token: TokenText,
  token_type: z.string().regex(isBearer).nullish(),
  expires_in: LifetimeSeconds,
})

const Refusal = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) })

/** Errors that refuse the credential itself (RFC 6749 §5.2). */
const credentialErrors = new Set(['invalid_client', 'unauthorized_client', 'invalid_grant'])

/**
 * Reads the response of a token endpoint (RFC 6749 §5).
 *
 * @param refused what a refusal of the credential means at this service
 */
export function readTokenResponse(outcome: HttpOutcome, service: string, refused: Problem): TokenResponse {
  if (outcome.kind === 'silence') return { outcome: 'unavailable', ...describeSilence(outcome, service) }
  const granted = outcome.status === 200 ? Granted.safeParse(parseJson(outcome.body)) : undefined
  if (!granted?.success) return readTokenRefusal(outcome, service, refused)
  const { access_token, expires_in } = granted.data
  return { outcome: 'granted', reply: outcome, token: new Secret(access_token), lifetimeMs: secondsToMs(expires_in) }
}

/** Reads a reply that is known to hold no token. */
export function readTokenRefusal(reply: Reply, service: string, refused: Problem): TokenResponse {
  const error = errorCodeOf(reply)
  const { dateMs } = reply
  if (reply.status === 401 || (error && credentialErrors.has(error))) return { outcome: 'refused', dateMs, ...refused }
  const problem = error
    ? { detail: `${service} refused the request as ${error}.`, remedy: 'Check the settings of the upstream.' }
    : (describeUnusableToken(reply, service) ?? describeUnexpected(reply, service))
  return { outcome: 'unavailable', dateMs, retryAfterMs: retryAfterMs(reply), ...problem }
}

const Answer = z.looseObject({})
const typeName = /^[A-Za-z0-9+._-]{1,40}$/

/** What is missing in a reply that looks like a token's and is none; `undefined` for any other reply, such as a page. */
function describeUnusableToken({ status, body, headers }: Reply, service: string): Problem | undefined {
  const isPage = /^text\/html\b/i.test(headers['content-type'] ?? '')
  const { data } = status === 200 && !isPage ? Answer.safeParse(parseJson(body)) : {}
  if (!data) return undefined
  const { access_token: token, token_type: type } = data
  const addressIsWrong = 'Check that the address is that of the token endpoint, and not of another page of the service.'
  if (typeof token !== 'string')
    return { detail: `${service} granted nothing: its answer has no access_token.`, remedy: addressIsWrong }
  const remedy = 'Show this to whoever runs the service: RFC 6749 §5.1 says what the answer holds.'
  if (!TokenText.safeParse(token).success)
    return { detail: `${service} granted a token that fits in no header.`, remedy }
  if (typeof type !== 'string')
    return { detail: `${service} granted a token and did not say its type: there is no token_type.`, remedy }
  if (isBearer.test(type)) return undefined
  const shown = typeName.test(type) ? `of the type ${type}` : 'of a type without a plain name'
  return { detail: `${service} granted a token ${shown}, where the till agent sends bearer tokens.`, remedy }
}

const Unread = z.record(z.string(), z.unknown())

/**
 * The body of a token endpoint's reply as protocol libraries take it: without a byte order mark, without members that are
 * `null`, as if they were absent, and with a lifetime only where it can be read.
 */
export function plainTokenBody(body: string): string {
  const { data } = Unread.safeParse(parseJson(body))
  if (!data) return body
  const { expires_in, ...rest } = data
  const lifetime = LifetimeSeconds.parse(expires_in)
  const named = Object.entries(rest).filter(([, value]) => value !== null)
  return JSON.stringify(Object.fromEntries([...named, ...(lifetime === undefined ? [] : [['expires_in', lifetime]])]))
}

/** The error code of a token endpoint's reply (RFC 6749 §5.2); `undefined` when it names none. */
export function errorCodeOf({ body }: Reply): string | undefined {
  return Refusal.safeParse(parseJson(body)).data?.error
}

export function secondsToMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000
}

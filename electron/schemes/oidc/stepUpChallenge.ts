import { Fault } from '#core/base/fault.ts'
import type { SignInRequirement } from '#core/scheme/browserSignIn.ts'

const insufficient = /\berror="?insufficient_user_authentication\b/i
const acrParameter = /\bacr_values="([\x20\x21\x23-\x5b\x5d-\x7e]{1,500})"/i
const maxAgeParameter = /\bmax_age="?(\d{1,8})\b/i
const maxChallengeLetters = 4_096

/**
 * The refusal of a token because its person was not authenticated strongly or lately enough (RFC 9470 §3); `undefined` for
 * any other response.
 *
 * @param headers flat: name, value, …
 */
export function stepUpIn(status: number, headers: readonly string[]): Fault<'STEP_UP_REQUIRED'> | undefined {
  if (status !== 401) return undefined
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() !== 'www-authenticate') continue
    const challenge = (headers[at + 1] as string).slice(0, maxChallengeLetters)
    if (insufficient.test(challenge)) return new Fault('STEP_UP_REQUIRED', undefined, requirementIn(challenge))
  }
  return undefined
}

function requirementIn(challenge: string): SignInRequirement {
  const acrValues = acrParameter.exec(challenge)?.[1]?.split(' ').filter(Boolean)
  const maxAge = maxAgeParameter.exec(challenge)?.[1]
  return { ...(acrValues && { acrValues }), ...(maxAge !== undefined && { maxAgeSeconds: Number(maxAge) }) }
}

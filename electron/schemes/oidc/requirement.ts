import type { IDToken } from 'openid-client'
import { Fault } from '#core/base/fault.ts'
import type { SignInRequirement } from '#core/scheme/browserSignIn.ts'

/** What a sign-in was begun with. */
export interface Expectation extends SignInRequirement {
  /** Who must sign in again; anybody may when left out. */
  subject?: string | undefined
  /** Monotonic. */
  begunAtMs: number
}

/** By how much the provider's own clocks may differ. */
const toleranceSeconds = 30

/** The parameters by which a provider is told what is required (OpenID Connect Core 3.1.2.1; RFC 9470 §4). */
export function requirementParameters({ acrValues = [], maxAgeSeconds }: SignInRequirement): Record<string, string> {
  return {
    ...(acrValues.length > 0 && { acr_values: acrValues.join(' ') }),
    ...(maxAgeSeconds !== undefined && { max_age: String(maxAgeSeconds) }),
  }
}

/**
 * A provider is free to ignore what was required, so its ID token must say that it did not.
 *
 * @param nowMs monotonic
 * @throws Fault `SIGN_IN_FAILED`
 */
export function checkRequirement(claims: IDToken, expected: Expectation, nowMs: number): void {
  const { acrValues = [], maxAgeSeconds, subject, begunAtMs } = expected
  const fail = (detail: string) => {
    throw new Fault('SIGN_IN_FAILED', detail)
  }
  if (subject !== undefined && claims.sub !== subject) fail('Another person signed in.')
  if (acrValues.length > 0 && !acrValues.includes(String(claims.acr)))
    fail('The identity provider did not authenticate the person as strongly as was asked for.')
  if (maxAgeSeconds === undefined) return
  const begunAtSeconds = claims.iat - (nowMs - begunAtMs) / 1_000
  const oldest = begunAtSeconds - maxAgeSeconds - toleranceSeconds
  if (claims.auth_time === undefined || claims.auth_time < oldest)
    fail('The identity provider did not authenticate the person anew.')
}

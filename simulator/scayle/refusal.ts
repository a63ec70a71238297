import type { CloudResponse } from '#simulator/shared/response.ts'
import type { ScayleAssumptions } from './assumptions.ts'

/** A refusal in SCAYLE's format (scayle.md 5). */
export function refusal(status: number, error: string, message: string, context: object | null = null): CloudResponse {
  return { status, body: { error, message, context } }
}

export function badClient(): CloudResponse {
  return refusal(401, 'INVALID_CLIENT', 'Client authentication failed.')
}

/** A 400 for an invalid property. `value` is repeated in the response, so callers leave it out for a secret. */
export function invalid(property: string, expected: string, value?: unknown): CloudResponse {
  const context = { ...(value === undefined ? {} : { [property]: value }), context: {} }
  return refusal(400, 'validation_error', `The property ${property} must be ${expected}.`, context)
}

/** A 401 with the header that SCAYLE's own SDK looks for (scayle.md 4). */
export function badToken({ errorKeys }: ScayleAssumptions): CloudResponse {
  const response = refusal(401, errorKeys.unauthorized, 'The access token is invalid, expired or revoked.')
  return { ...response, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } }
}

/** The response without its body where the assumption says so: reset, validate and revoke (scayle.md 5). */
export function bodiless({ bodilessFailures }: ScayleAssumptions, response: CloudResponse): CloudResponse {
  return bodilessFailures ? { ...response, body: undefined } : response
}

/** A refusal in the OAuth format (scayle.md 5); the texts are the simulator's own. */
export function badGrant(status: number, error: string, description: string, hint: string): CloudResponse {
  return { status, body: { error, error_description: description, hint, message: description } }
}

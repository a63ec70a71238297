import type { Answer } from '../answer.ts'
import type { ScayleAssumptions } from './assumptions.ts'

/** scayle.md 5. */
export function refusal(status: number, error: string, message: string, context: object | null = null): Answer {
  return { status, body: { error, message, context } }
}

export function badClient(): Answer {
  return refusal(401, 'INVALID_CLIENT', 'Client authentication failed.')
}

/** How a property is called wrong. A secret is not said back. */
export function invalid(property: string, must: string, value?: unknown): Answer {
  const context = { ...(value === undefined ? {} : { [property]: value }), context: {} }
  return refusal(400, 'validation_error', `The property ${property} must be ${must}.`, context)
}

/** The header is what SCAYLE's own SDK decides on (scayle.md 4). */
export function badToken({ errorKeys }: ScayleAssumptions): Answer {
  const answer = refusal(401, errorKeys.unauthorized, 'The access token is invalid, expired or revoked.')
  return { ...answer, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } }
}

/** scayle.md 5: reset, validate and revoke may fail without a body. */
export function bare({ bodilessFailures }: ScayleAssumptions, answer: Answer): Answer {
  return bodilessFailures ? { ...answer, body: undefined } : answer
}

/** The OAuth shape (scayle.md 5); the texts are ours. */
export function badGrant(status: number, error: string, description: string, hint: string): Answer {
  return { status, body: { error, error_description: description, hint, message: description } }
}

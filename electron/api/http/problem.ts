import { remedyText } from '#api/presenters/remedies.ts'
import type { Problem } from '#contract/problem.ts'
import type { Fault } from '#core/base/fault.ts'

/** A fault as a problem (RFC 9457; standards.md 3). The fault's own data stands beside the standard members and never replaces them. */
export function problemOf(fault: Fault, requestId: string): Problem {
  return {
    ...fault.extras,
    ...(fault.code === 'OUTCOME_UNKNOWN' && { outcome: `/v1/requests/${requestId}` }),
    type: `urn:till-agent:fault:${fault.code}`,
    title: fault.title,
    status: fault.status,
    detail: fault.detail,
    code: fault.code,
    requestId,
    remedy: remedyText(fault.remedy),
  }
}

/** The header fields of a problem. `Till-Agent-Fault` marks a response as the agent's own: an upstream's never has it. */
export function problemHeaders(fault: Fault, requestId: string): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {
    'Content-Type': 'application/problem+json',
    'Till-Agent-Fault': fault.code,
    'Till-Agent-Request-Id': requestId,
    'Cache-Control': 'no-store',
    Vary: 'Origin',
  }
  const { retryAfterSeconds } = fault.extras
  if (retryAfterSeconds !== undefined) headers['Retry-After'] = String(retryAfterSeconds)
  // Many HTTP libraries send Basic only once a response asks for it. The realm does not reveal the agent (attacks.md T16).
  if (fault.status === 401) headers['WWW-Authenticate'] = ['Basic realm="till", charset="UTF-8"', 'Bearer realm="till"']
  return headers
}

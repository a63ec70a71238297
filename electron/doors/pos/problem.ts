import type { Problem } from '../../contract/faults.ts'
import type { Fault } from '../../core/fault.ts'

/** RFC 9457 (standards.md 3). Typed data stands beside the members, which it can never replace. */
export function problemOf(fault: Fault, requestId: string): Problem {
  return {
    ...fault.extras,
    type: `urn:till-agent:fault:${fault.code}`,
    title: fault.title,
    status: fault.status,
    detail: fault.detail,
    code: fault.code,
    requestId,
    remedy: fault.remedy,
  }
}

/** The header fields of a problem: `Till-Agent-Fault` tells the agent's own answers from an upstream's (design 4.1). */
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
  // Many HTTP libraries send Basic only after they were asked to. The realm says nothing of who we are (attacks.md T16).
  if (fault.status === 401) headers['WWW-Authenticate'] = ['Basic realm="till", charset="UTF-8"', 'Bearer realm="till"']
  return headers
}

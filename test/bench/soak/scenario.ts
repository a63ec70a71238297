import type { FaultCode } from '#contract/faults/faults.ts'
import { type Behaviour, bodyOf, digestOf } from './routes.ts'

/** A request and its expected outcome. */
export interface Scenario {
  id: string
  method: 'GET' | 'POST'
  /** `undefined` for a request that must not reach the upstream. */
  behaviour: Behaviour | undefined
  /** The outcome while the link is healthy. */
  expected: ExpectedOutcome
}

export type ExpectedOutcome =
  | { status: number; digest: string }
  | { fault: readonly FaultCode[] }
  | 'truncated'
  | 'anything'

/** Faults that are acceptable during an outage, besides the expected outcome. */
export const faultsDuringOutage: Record<Scenario['method'], readonly FaultCode[]> = {
  GET: ['UPSTREAM_UNREACHABLE', 'UPSTREAM_SILENT', 'UPSTREAM_BUSY'],
  POST: ['UPSTREAM_UNREACHABLE', 'OUTCOME_UNKNOWN', 'UPSTREAM_BUSY'],
}

/** Faults that promise that nothing of the request reached the upstream. */
export const notSentFaults: ReadonlySet<string> = new Set([
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_BUSY',
  'KEY_REQUIRED',
  'KEY_REFUSED',
  'NOT_GRANTED',
  'AMBIGUOUS_PATH',
  'TOO_MANY_REQUESTS',
])

/** The outcome of a behaviour while the link is healthy. @param sent the body of a POST */
export function expectedOutcome(
  behaviour: Behaviour,
  method: Scenario['method'],
  id: string,
  bytes: number,
  sent: Buffer,
): ExpectedOutcome {
  const digest = digestOf(method === 'GET' ? bodyOf(id, bytes) : Buffer.from(digestOf(sent)))
  const afterSending = method === 'GET' ? 'UPSTREAM_SILENT' : 'OUTCOME_UNKNOWN'
  switch (behaviour) {
    case 'whole':
      return { status: 200, digest }
    case 'busy':
      return { status: 503, digest }
    case 'half':
      return 'truncated'
    case 'slow':
      // On a busy machine the short timeout can end before the request has a connection.
      return { fault: [afterSending, 'UPSTREAM_BUSY', 'UPSTREAM_UNREACHABLE'] }
    case 'reset':
      return { fault: [afterSending] }
    case 'garbage':
      return { fault: ['UPSTREAM_ANSWER_INVALID'] }
  }
}

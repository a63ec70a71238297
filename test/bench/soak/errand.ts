import type { FaultCode } from '../../../electron/contract/faults.ts'
import { type Behaviour, bodyOf, digestOf } from './routes.ts'

/** What one request must lead to. */
export interface Errand {
  id: string
  method: 'GET' | 'POST'
  /** `undefined` where it must not get as far as the upstream. */
  behaviour: Behaviour | undefined
  /** The right outcome while the line is well. */
  right: Right
}

export type Right = { status: number; digest: string } | { fault: readonly FaultCode[] } | 'cut-off' | 'anything'

/** Besides the right outcome, what an honest agent may say while the line is in trouble. */
export const troubleFaults: Record<Errand['method'], readonly FaultCode[]> = {
  GET: ['UPSTREAM_UNREACHABLE', 'UPSTREAM_SILENT', 'UPSTREAM_BUSY'],
  POST: ['UPSTREAM_UNREACHABLE', 'OUTCOME_UNKNOWN', 'UPSTREAM_BUSY'],
}

/** Faults that say: nothing of it reached the upstream. */
export const nothingSent: ReadonlySet<string> = new Set([
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_BUSY',
  'KEY_REQUIRED',
  'KEY_REFUSED',
  'NOT_GRANTED',
  'AMBIGUOUS_PATH',
  'TOO_MANY_REQUESTS',
])

/** What the caller of each behaviour must get while the line is well. */
export function rightFor(
  behaviour: Behaviour,
  method: Errand['method'],
  id: string,
  bytes: number,
  sent: Buffer,
): Right {
  const digest = digestOf(method === 'GET' ? bodyOf(id, bytes) : Buffer.from(digestOf(sent)))
  const afterSending = method === 'GET' ? 'UPSTREAM_SILENT' : 'OUTCOME_UNKNOWN'
  switch (behaviour) {
    case 'whole':
      return { status: 200, digest }
    case 'busy':
      return { status: 503, digest }
    case 'half':
      return 'cut-off'
    case 'slow':
      // Whoever has so little patience may run out of it before there is a connection: on a busy machine.
      return { fault: [afterSending, 'UPSTREAM_BUSY', 'UPSTREAM_UNREACHABLE'] }
    case 'reset':
      return { fault: [afterSending] }
    case 'garbage':
      return { fault: [method === 'GET' ? 'UPSTREAM_ANSWER_INVALID' : 'OUTCOME_UNKNOWN'] }
  }
}

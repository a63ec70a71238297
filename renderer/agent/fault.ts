import { ORPCError } from '@orpc/client'
import type { FaultCode } from '../../electron/contract/faults.ts'

/** A refusal as the window knows it. `AGENT_SILENT`: the agent itself did not answer. */
export interface ShownFault {
  code: FaultCode | 'AGENT_SILENT'
  /** The agent's own sentences, in English: where the catalogue has none for the code. */
  detail: string
  remedy: string
  retryAfterSeconds?: number | undefined
  issues: { path: string; message: string }[]
}

/** @param thrown from a call */
export function faultOf(thrown: unknown): ShownFault {
  if (!(thrown instanceof ORPCError)) return { code: 'AGENT_SILENT', detail: '', remedy: '', issues: [] }
  const {
    detail = thrown.message,
    remedy = '',
    retryAfterSeconds,
    issues = [],
  } = (thrown.data ?? {}) as Partial<ShownFault>
  return { code: thrown.code as FaultCode, detail, remedy, retryAfterSeconds, issues }
}

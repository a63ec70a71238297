import { ORPCError } from '@orpc/client'
import type { FaultCode } from '#contract/faults/faults.ts'
import type { InputIssue } from '#contract/faults/inputIssue.ts'

/** A failed call as the window shows it. `AGENT_SILENT` is the window's own code: the agent did not answer. */
export interface ShownFault {
  code: FaultCode | 'AGENT_SILENT'
  /** The agent's own English sentence. The window shows it in place of its own where its catalogue has none for `code`. */
  detail: string
  /** What to do about it, in the agent's own English sentence. */
  remedy: string
  retryAfterSeconds?: number | undefined
  issues: InputIssue[]
  /** What the agent knows of the cause, where the code does not say it. */
  cause?: string | undefined
  /** Address of the proxy that wants a user name and a password. */
  proxy?: string | undefined
  /** The counter's call that failed. */
  during?: string | undefined
}

/** @param thrown what a call of `agent` threw */
export function faultOf(thrown: unknown): ShownFault {
  if (!(thrown instanceof ORPCError)) return { code: 'AGENT_SILENT', detail: '', remedy: '', issues: [] }
  const {
    detail = thrown.message,
    remedy = '',
    retryAfterSeconds,
    issues = [],
    cause,
    proxy,
  } = (thrown.data ?? {}) as Partial<ShownFault>
  return { code: thrown.code as FaultCode, detail, remedy, retryAfterSeconds, issues, cause, proxy }
}

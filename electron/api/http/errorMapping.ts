import { ORPCError } from '@orpc/server'
import type { z } from 'zod'
import { remedyText } from '#api/presenters/remedies.ts'
import { type FaultCode, faults } from '#contract/faults/faults.ts'
import type { FaultBody } from '#contract/refusals.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import type { Log } from '#core/base/log.ts'

/** A fault in the contract library's form, as every API sends it. */
export function toOrpcError(fault: Fault): ORPCError<FaultCode, z.infer<typeof FaultBody>> {
  const { code, status, title, detail, remedy, extras } = fault
  return new ORPCError(code, { status, message: title, data: { ...extras, detail, remedy: remedyText(remedy) } })
}

/**
 * The fault to answer with. Never throws. Anything that is no known refusal is a bug: the log gets it, the caller only `INTERNAL`.
 *
 * @param reference stands in the log and in the answer, so that support can match the two
 */
export function toFault(thrown: unknown, log: Log, reference: string): Fault {
  if (thrown instanceof Fault) return thrown
  const refusal = thrown instanceof ORPCError ? knownFault(thrown) : undefined
  if (refusal) return refusal
  logBug(log, thrown, reference)
  return new Fault('INTERNAL', `Something went wrong inside the till agent (reference ${reference}).`, { reference })
}

/** A bug that cannot be logged must not keep the caller from being answered. */
function logBug(log: Log, thrown: unknown, reference: string): void {
  try {
    log.error('bug', thrown instanceof ORPCError ? withoutValues(thrown) : thrown, { reference })
  } catch {
    // Whoever keeps the log has its own way to say that it cannot be written.
  }
}

/** The contract library's own refusals, and faults that are already in its form. */
function knownFault(error: ORPCError<string, unknown>): Fault | undefined {
  if (error.code in faults) return faultFrom(error as ORPCError<FaultCode, z.infer<typeof FaultBody>>)
  switch (error.code) {
    case 'BAD_REQUEST': {
      const issues = issuesIn(error.data)
      return issues ? invalid(issues) : new Fault('MALFORMED_REQUEST')
    }
    case 'METHOD_NOT_SUPPORTED':
      return new Fault('METHOD_NOT_ALLOWED')
    default:
      return undefined
  }
}

function faultFrom({ code, data: { detail, remedy, ...data } }: ORPCError<FaultCode, z.infer<typeof FaultBody>>) {
  return new Fault<FaultCode>(code, detail, data as never, remedy)
}

function issuesIn(data: unknown) {
  const { issues } = (data ?? {}) as { issues?: unknown }
  return Array.isArray(issues) ? issuesOf({ issues } as z.ZodError) : undefined
}

/** The error's text alone: the library attaches the value that failed its schema, which may hold a key or a password. */
function withoutValues(error: ORPCError<string, unknown>): Error {
  const issues = issuesIn(error.cause) ?? []
  return new Error([error.message, ...issues.map(({ path, message }) => `${path}: ${message}`)].join('; '))
}

import { ORPCError } from '@orpc/server'
import type { z } from 'zod'
import { type FaultCode, faults } from '../contract/faults.ts'
import type { FaultBody } from '../contract/refusals.ts'
import { Fault } from '../core/fault.ts'
import { invalid, issuesOf } from '../core/issues.ts'
import type { Log } from '../core/log.ts'

/** A fault in the contract library's form, as every door sends it. */
export function toOrpcError(fault: Fault): ORPCError<FaultCode, z.infer<typeof FaultBody>> {
  const { code, status, title, detail, remedy, extras } = fault
  return new ORPCError(code, { status, message: title, data: { ...extras, detail, remedy } })
}

/**
 * The fault to answer with. What is no refusal is a bug: it is logged under the reference and masked.
 *
 * @param reference what the caller is shown and the log holds, so that the two can be brought together
 */
export function faultOf(thrown: unknown, log: Log, reference: string): Fault {
  if (thrown instanceof Fault) return thrown
  const refusal = thrown instanceof ORPCError ? refusalOf(thrown) : undefined
  if (refusal) return refusal
  log.error('bug', thrown instanceof ORPCError ? withoutValues(thrown) : thrown, { reference })
  return new Fault('INTERNAL', `Something went wrong inside the till agent (reference ${reference}).`, { reference })
}

/** The contract library's own refusals, and faults that are already in its form. */
function refusalOf(error: ORPCError<string, unknown>): Fault | undefined {
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

/** The library attaches the value that failed its schema, which may hold a key or a password. */
function withoutValues(error: ORPCError<string, unknown>): Error {
  const issues = issuesIn(error.cause) ?? []
  return new Error([error.message, ...issues.map(({ path, message }) => `${path}: ${message}`)].join('; '))
}

import { z } from 'zod'
import { type FaultCode, faults } from './faults/faults.ts'

/** The facts of a fault that every API sends beside code, status and message. */
export const FaultBody = z.looseObject({ detail: z.string(), remedy: z.string() })

/** The faults a route can answer with, as the contract library declares errors. */
export function refusals<const Code extends FaultCode>(...codes: Code[]) {
  const entries = codes.map((code) => [
    code,
    { status: faults[code].status, message: faults[code].message, data: FaultBody },
  ])
  return Object.fromEntries(entries) as Record<Code, { status: number; message: string; data: typeof FaultBody }>
}

/** The faults of every call for which the agent itself calls an upstream. */
export const upstreamRefusals = refusals(
  'UNKNOWN_UPSTREAM',
  'NOT_SUPPORTED',
  'UPSTREAM_NOT_READY',
  'UPSTREAM_LOCKED',
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_UNTRUSTED',
  'UPSTREAM_SILENT',
  'UPSTREAM_BUSY',
  'UPSTREAM_ANSWER_INVALID',
  'OUTCOME_UNKNOWN',
)

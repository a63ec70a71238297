import { z } from 'zod'
import { type FaultCode, faults } from './faults.ts'

/** What a fault carries besides code, status and message, over every door. */
export const FaultBody = z.looseObject({ detail: z.string(), remedy: z.string() })

/** The faults a route can answer with, in the contract library's form. */
export function refusals<const Code extends FaultCode>(...codes: Code[]) {
  const entries = codes.map((code) => [
    code,
    { status: faults[code].status, message: faults[code].message, data: FaultBody },
  ])
  return Object.fromEntries(entries) as Record<Code, { status: number; message: string; data: typeof FaultBody }>
}

/** What may come of it when the agent asks an upstream for something itself. */
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

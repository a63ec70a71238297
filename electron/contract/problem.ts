import { z } from 'zod'
import { type FaultCode, faults } from './faults/faults.ts'

/** A fault as it travels over HTTP: `application/problem+json` (RFC 9457; standards.md 3), with its typed data beside the members. */
export const Problem = z.looseObject({
  type: z.string().meta({ examples: ['urn:till-agent:fault:NOT_GRANTED'] }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(faults) as [FaultCode, ...FaultCode[]]),
  requestId: z.string(),
  remedy: z.string(),
})
export type Problem = z.infer<typeof Problem>

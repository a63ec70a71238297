import type { z } from 'zod'
import { customerFaults } from './customerFaults.ts'
import { dropFaults } from './dropFaults.ts'
import { outboxFaults } from './outboxFaults.ts'
import { requestFaults } from './requestFaults.ts'
import { tillFaults } from './tillFaults.ts'
import { upstreamFaults } from './upstreamFaults.ts'

/** Every refusal a caller can meet, declared once. The keys travel on the wire, so a key is never renamed. */
export const faults = {
  ...requestFaults,
  ...customerFaults,
  ...upstreamFaults,
  ...outboxFaults,
  ...dropFaults,
  ...tillFaults,
}

export type FaultCode = keyof typeof faults

/** The typed extra of a fault; `undefined` where it has none. */
export type FaultData<Code extends FaultCode> = (typeof faults)[Code] extends { data: infer Data extends z.ZodType }
  ? z.infer<Data>
  : undefined

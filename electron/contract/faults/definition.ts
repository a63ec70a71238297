import { z } from 'zod'

export interface FaultDefinition {
  /** HTTP status of the answer, where the API speaks HTTP. */
  status: number
  /** What happened, in one sentence for the person who reads it. */
  message: string
  /** Facts for programs, beside the sentence. */
  data?: z.ZodType
}

/** Whether the request may have taken effect: true for one that changes something, such as a sale. */
export const mayHaveHappened = z.boolean().optional()

export const retryAfter = z.object({ retryAfterSeconds: z.int().positive() })

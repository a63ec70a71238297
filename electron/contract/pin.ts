import { z } from 'zod'

/** The manager's: guards setting the till up, not selling. */
export const Pin = z.string().regex(/^\d{4,12}$/, 'must be 4 to 12 digits')

export const PinStatus = z.object({
  isSet: z.boolean(),
  /** Whether this window may set the till up just now. */
  isUnlocked: z.boolean(),
  /** How long to wait before the next try; 0: none. */
  waitSeconds: z.int().nonnegative(),
})
export type PinStatus = z.infer<typeof PinStatus>

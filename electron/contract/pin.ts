import { z } from 'zod'
import { withAsciiDigits } from '#contract/text/characters.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'

/** The manager's PIN. Setup needs it, selling does not. */
export const Pin = z
  .string()
  .overwrite((text) => withAsciiDigits(withoutOddEdges(text)))
  .regex(/^\d{4,12}$/, 'must be 4 to 12 digits')

export const PinStatus = z.object({
  isSet: z.boolean(),
  /** Whether this caller may change the setup now. */
  isUnlocked: z.boolean(),
  /** How long until the next try; 0 when it may be made now. */
  waitSeconds: z.int().nonnegative(),
})
export type PinStatus = z.infer<typeof PinStatus>

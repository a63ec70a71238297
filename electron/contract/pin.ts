import { z } from 'zod'
import { withAsciiDigits } from '#contract/text/characters.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'

/** The PIN of a manager or a shift lead. Setup needs the manager's, selling needs none. */
export const Pin = z
  .string()
  .overwrite((text) => withAsciiDigits(withoutOddEdges(text)))
  .regex(/^\d{4,12}$/, 'must be 4 to 12 digits')

/** What a person may do at the till, each more than the one before. A cashier needs no PIN. */
export const Level = z.enum(['cashier', 'shift-lead', 'manager'])
export type Level = z.infer<typeof Level>

/** The levels that have a PIN. */
export const PinLevel = Level.exclude(['cashier'])
export type PinLevel = z.infer<typeof PinLevel>

export const PinStatus = z.object({
  isSet: z.boolean(),
  /** Whether this caller may change the setup now. */
  isUnlocked: z.boolean(),
  /** What this caller may do now: everything where no PIN is set. */
  level: Level,
  /** Whether shift leads have a PIN of their own. */
  hasShiftLead: z.boolean(),
  /** How long until the next try; 0 when it may be made now. */
  waitSeconds: z.int().nonnegative(),
})
export type PinStatus = z.infer<typeof PinStatus>

const ranks: Record<Level, number> = { cashier: 0, 'shift-lead': 1, manager: 2 }

/** Whether who is at this level may do what the other one may. */
export function includesLevel(level: Level, needed: Level): boolean {
  return ranks[level] >= ranks[needed]
}

import { z } from 'zod'
import { Instant } from './values.ts'

/** Longer than any shift. */
const maxMinutes = 12 * 60

export const TrainingMinutes = z.int().min(1).max(maxMinutes)

/** How staff practise. */
export const TrainingSettings = z
  .strictObject({
    /** After so long it ends by itself. */
    minutes: TrainingMinutes,
  })
  .partial()
export type TrainingSettings = z.infer<typeof TrainingSettings>

/** Training that is under way. */
export const TrainingStatus = z.object({
  endsAt: Instant,
  /** What a simulated customer was sent last, which no phone receives. */
  code: z.string().optional(),
})
export type TrainingStatus = z.infer<typeof TrainingStatus>

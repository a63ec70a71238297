import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from '#contract/refusals.ts'
import { TrainingMinutes, TrainingStatus } from '#contract/training.ts'

/** Staff practise with simulated customers. Nothing of it leaves the machine. */
export const training = {
  training: {
    /** Begins, or goes on from now, for so long; without `minutes` as the setting says. */
    start: oc
      .errors(refusals('NOT_SUPPORTED'))
      .input(z.object({ minutes: TrainingMinutes.optional() }))
      .output(TrainingStatus),
    stop: oc,
  },
}

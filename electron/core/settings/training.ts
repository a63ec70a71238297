import type { TrainingSettings } from '#contract/training.ts'

/** The rules in force. */
export type TrainingRules = { [Key in keyof TrainingSettings]-?: Exclude<TrainingSettings[Key], undefined> }

/** An hour: long enough to practise, and a till that was forgotten in it sells again before the day is over. */
export const defaultTraining: TrainingRules = { minutes: 60 }

export function trainingRulesOf({ training }: { training?: TrainingSettings | undefined }): TrainingRules {
  return Object.assign({}, defaultTraining, training)
}

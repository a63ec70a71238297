/** How far the person's answer to a pairing is. */
export type AnswerStep =
  | { step: 'asking'; error?: unknown }
  | { step: 'answering' }
  | { step: 'pin' }
  | { step: 'granted' }
  | { step: 'refused' }

/** What the dialog shows. `withdrawn`: answered elsewhere, or the client stopped waiting. */
export type PairingStep = AnswerStep | { step: 'expired' } | { step: 'withdrawn' }

/**
 * The step to show. An outcome stays; before it, time runs out first, and a pairing that the agent no longer lists is
 * withdrawn, except while this window's own answer is on its way.
 */
export function pairingStep(
  answer: AnswerStep,
  { secondsLeft, isPending }: { secondsLeft: number; isPending: boolean },
): PairingStep {
  if (answer.step === 'granted' || answer.step === 'refused') return answer
  if (secondsLeft === 0) return { step: 'expired' }
  if (!isPending && answer.step !== 'answering') return { step: 'withdrawn' }
  return answer
}

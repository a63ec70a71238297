import { expect, test } from 'vitest'
import { type AnswerStep, type PairingStep, pairingStep } from '#renderer/screens/clients/pairingStep.ts'

const open = { secondsLeft: 60, isPending: true }
const error = new Error('refused')

test.each<[string, AnswerStep, typeof open, PairingStep['step']]>([
  ['a pending pairing asks', { step: 'asking' }, open, 'asking'],
  ['a fault of the answer leaves it open', { step: 'asking', error }, open, 'asking'],
  ['the PIN is asked for while it is pending', { step: 'pin' }, open, 'pin'],
  ['a pairing that is no longer listed was withdrawn', { step: 'asking' }, { ...open, isPending: false }, 'withdrawn'],
  ['so it was while the PIN is entered', { step: 'pin' }, { ...open, isPending: false }, 'withdrawn'],
  ['the own answer takes it off the list first', { step: 'answering' }, { ...open, isPending: false }, 'answering'],
  ['time ends a question', { step: 'asking' }, { ...open, secondsLeft: 0 }, 'expired'],
  ['time ends an answer without a response', { step: 'answering' }, { ...open, secondsLeft: 0 }, 'expired'],
  ['time comes before withdrawal', { step: 'pin' }, { secondsLeft: 0, isPending: false }, 'expired'],
  ['a granted pairing stays granted', { step: 'granted' }, { secondsLeft: 0, isPending: false }, 'granted'],
  ['a refused pairing stays refused', { step: 'refused' }, { secondsLeft: 0, isPending: false }, 'refused'],
])('%s', (_, answer, facts, step) => {
  expect(pairingStep(answer, facts).step).toBe(step)
})

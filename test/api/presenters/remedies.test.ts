import { expect, test } from 'vitest'
import { remedyText } from '#api/presenters/remedies.ts'
import { type FaultCode, faults } from '#contract/faults/faults.ts'
import { Fault } from '#core/base/fault.ts'

test.for(Object.keys(faults) as FaultCode[])('the usual remedy of %s is a sentence', (code) => {
  expect(remedyText(new Fault(code).remedy)).toMatch(/^[A-Z].*\.$/)
})

test('a remedy of the fault itself comes before the usual one', () => {
  expect(remedyText(new Fault('NOT_FOUND', undefined, undefined, 'Look elsewhere.').remedy)).toBe('Look elsewhere.')
})

test.for([
  ['sign-in-upstream', 'Run "till-agent upstream sign-in loyalty".'],
  ['rotate-upstream', 'Give it one with "till-agent upstream rotate loyalty".'],
] as const)('%s is worded as a command', ([action, sentence]) => {
  expect(remedyText({ action, target: 'loyalty' })).toBe(sentence)
})

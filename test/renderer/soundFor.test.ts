import { expect, test } from 'vitest'
import type { CustomerCard } from '#contract/lookUp.ts'
import type { CashierVerification } from '#contract/verification.ts'
import type { ShownFault } from '#renderer/agent/fault.ts'
import { type CashierSession, initial } from '#renderer/screens/customer/cashierSession.ts'
import { soundFor } from '#renderer/screens/customer/sound/soundFor.ts'

const common = { typed: '', dismissedIds: [] }
const verification = (facts: Partial<CashierVerification> = {}) =>
  ({ id: 'vf_1', state: 'code-sent', ...facts }) as CashierVerification
const verifying = (wrongCodes = 0, facts = {}): CashierSession => ({
  ...{ ...common, step: 'verifying', verification: verification(facts), seenAt: 0, wrongCodes },
})
const ended = (state: CashierVerification['state']): CashierSession => ({
  ...{ ...common, step: 'ended', verification: verification({ state }), isRefusedByCloud: false },
})
const found = (...marks: CustomerCard['marks']): CashierSession => ({
  ...{ ...common, step: 'found', customer: { lookUpId: 'lu', upstream: 'loyalty', channels: [], marks } },
})
const unverified = (reason: 'not-found' | 'no-look-up'): CashierSession => ({
  ...{ ...common, step: 'unverified', reason, canVerify: true, canEnrol: false },
})
const fault: ShownFault = { code: 'UPSTREAM_BUSY', detail: '', remedy: '', issues: [] }

test.each<[string, CashierSession, CashierSession, string | undefined]>([
  ['a right code', verifying(), ended('confirmed'), 'right'],
  ['the last wrong code', verifying(4), ended('refused'), 'wrong'],
  ['the time being up', verifying(), ended('expired'), 'wrong'],
  ['a wrong code', verifying(), verifying(1), 'wrong'],
  ['a report of the same step', verifying(1), verifying(1), undefined],
  ['a green screen that stays', ended('confirmed'), ended('confirmed'), undefined],
  ['a code that the cashier sent', found(), verifying(), undefined],
  ['a checkout that asks', initial, verifying(0, { client: 'pos' }), 'attention'],
  ['a customer who is found', initial, found(), undefined],
  ['a fraud warning', initial, found('fraud'), 'attention'],
  ['nobody found', initial, unverified('not-found'), 'wrong'],
  ['a cloud that looks nobody up', initial, unverified('no-look-up'), undefined],
  ['a fault', verifying(), { ...verifying(), fault }, 'wrong'],
  ['a fault that stays', { ...verifying(), fault }, { ...verifying(), fault }, undefined],
  ['the next customer', ended('confirmed'), initial, undefined],
])('the sound of %s', (_, before, after, sound) => {
  expect(soundFor(before, after)).toBe(sound)
})

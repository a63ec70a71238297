import { describe, expect, test } from 'vitest'
import { type Approval, type Delivery, type Ruling, ruleOn } from '#core/outbox/approval/approval.ts'

const now = 1_000_000
const keep: Ruling = { outcome: 'keep' }
const askOutage: Ruling = { outcome: 'ask', reason: 'outage' }
const askAmount: Ruling = { outcome: 'ask', reason: 'amount' }
const byOutage = { approval: 'outage' } as const
const byAmount = { approval: 'none', approvalAbove: 100 } as const
const byBoth = { approval: 'outage', approvalAbove: 100 } as const

const sale = { upstream: 'loyalty', key: 'bill-1', amount: 99.5 }
const large = { ...sale, amount: 100.01 }

const common = { upstream: 'loyalty', client: 'pos', since: 1, endsAtMs: now + 1, state: 'approved' } as const
const outage: Approval = { ...common, id: 'ap_outage', reason: 'outage' }
const one: Approval = { ...common, id: 'ap_one', reason: 'amount', key: 'bill-1', amount: 100.01 }
const asked = (approval: Approval): Approval => ({ ...approval, state: 'asked' })
const useOne: Ruling = { outcome: 'keep-approved', approval: 'ap_one' }

describe('a write that could not be sent', () => {
  test.each([
    ['is kept where no rule is set', sale, { approval: 'none' } as const, [], keep],
    ['asks for the outage', sale, byOutage, [], askOutage],
    ['without an amount asks for the outage', { ...sale, amount: undefined }, byOutage, [], askOutage],
    ['asks while a manager has only been asked', sale, byOutage, [asked(outage)], askOutage],
    ['is kept once the outage is approved', sale, byOutage, [outage], keep],
    ['asks when the approval is of another upstream', sale, byOutage, [{ ...outage, upstream: 'orders' }], askOutage],
    ['asks when the time of the approval is over', sale, byOutage, [{ ...outage, endsAtMs: now }], askOutage],
    ['is kept at the amount itself', { ...sale, amount: 100 }, byAmount, [], keep],
    ['asks above the amount', large, byAmount, [], askAmount],
    ['asks for a return above the amount', { ...large, amount: -100.01 }, byAmount, [], askAmount],
    ['is kept without an amount', { ...sale, amount: undefined }, byAmount, [], keep],
    ['asks above an amount of nothing', sale, { approval: 'none', approvalAbove: 0 } as const, [], askAmount],
    ['above the amount is not covered by the outage', large, byBoth, [outage], askAmount],
    ['above the amount is kept when it is approved itself', large, byBoth, [one], useOne],
    ['asks while it has only been asked for itself', large, byBoth, [asked(one)], askAmount],
    ['asks when another write was approved', { ...large, key: 'bill-2' }, byAmount, [one], askAmount],
    ['asks when it was approved with a smaller amount', { ...large, amount: 101 }, byAmount, [one], askAmount],
    ['is kept when it was approved with a larger amount', { ...sale, amount: -100.005 }, byAmount, [one], useOne],
    ['asks when its approval is over', large, byAmount, [{ ...one, endsAtMs: now }], askAmount],
    ['below the amount asks for the outage, whatever single write is approved', sale, byBoth, [one], askOutage],
  ])('%s', (_, write, rules, approvals, expected) => {
    expect(ruleOn(write, 'not-sent', rules, approvals, now)).toEqual(expected)
  })
})

test.each<[string, Delivery]>([
  ['may have taken effect', 'perhaps-sent'],
  ['waits for its turn at an upstream that is there', 'on-its-way'],
])('a write that %s is kept, whatever the rules say', (_, delivery) => {
  expect(ruleOn(large, delivery, byBoth, [], now)).toEqual(keep)
})

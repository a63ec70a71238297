import { expect, test } from 'vitest'
import { SaleFacts } from '#contract/sale.ts'
import { askedFacts, isStaffMissing, toldFacts } from '#renderer/screens/customer/sale/saleSession.ts'
import { saleText } from '#renderer/screens/customer/sale/saleText.ts'

test('the fields have one order, whatever the setting’s is', () => {
  expect(askedFacts('receipt, cashier')).toEqual(['cashier', 'receipt'])
  expect(askedFacts(undefined)).toEqual([])
})

test('blanks tell nothing', () => {
  expect(toldFacts({ cashier: ' Anna ', shift: '  ', receipt: '' })).toEqual({ cashier: 'Anna' })
})

test.each([
  [['cashier', 'shift'] as const, { cashier: 'Anna' }, true],
  [['cashier', 'receipt'] as const, { cashier: 'Anna' }, false],
  [['receipt'] as const, {}, false],
  [[], {}, false],
])('of %j, told %j: who serves is missing is %s', (asked, told, missing) => {
  expect(isStaffMissing(asked, told)).toBe(missing)
})

test.each(['Anna, override', 'a:b<c>\n', 'x'.repeat(90), '\u202Eanna', '١٢', 'Zoë'])(
  'what is left of %j is what the agent takes',
  (typed) => {
    expect(SaleFacts.safeParse({ cashier: saleText(typed) }).success).toBe(true)
  },
)

import { expect, test } from 'vitest'
import { CounterSettings, SaleFacts } from '#contract/sale.ts'
import { counterRulesOf, missingFacts } from '#core/settings/counter.ts'

test.each([
  [undefined, {}, []],
  ['cashier', {}, ['cashier']],
  ['cashier, shift,receipt', { shift: '2' }, ['cashier', 'receipt']],
  ['cashier,cashier', {}, ['cashier']],
  ['receipt', { receipt: '10042' }, []],
])('a window that asks for %s, told %j, still asks for %j', (asks, told, missing) => {
  expect(missingFacts(asks === undefined ? {} : { asks }, told)).toEqual(missing)
})

test.each(['', 'cashier;shift', 'till', 'cashier, shift, receipt, cashier', ' cashier'])(
  '"%s" asks for nothing that is known',
  (asks) => {
    expect(CounterSettings.safeParse({ asks }).success).toBe(false)
  },
)

test('without the settings nothing is asked', () => {
  expect(counterRulesOf({})).toEqual({
    ...{ enrol: 'off', staffMinutes: 30, volume: 40, unlockMinutes: 10 },
    ...{ displaySeconds: 180, displayEndSeconds: 8, displayNumbers: 5 },
  })
})

test.each(['Anna', 'Zoë O’Neil-Smith', 'रमेश', '07/A_2', ' 12 ', 'محمد'])('"%s" names a cashier', (cashier) => {
  expect(SaleFacts.parse({ cashier })).toEqual({ cashier: cashier.trim() })
})

// The audit trail lists facts one after the other: a name must not look like another fact.
test.each(['', 'a'.repeat(41), 'Anna, override', 'Anna: done', 'a\nb', '<b>', 'an\u202Ena'])(
  '%j is none',
  (cashier) => {
    expect(SaleFacts.safeParse({ cashier }).success).toBe(false)
  },
)

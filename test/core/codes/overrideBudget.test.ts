import { expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { Fault } from '#core/base/fault.ts'
import { OverrideBudget } from '#core/codes/overrideBudget.ts'
import { SendLog } from '#core/codes/sendLog.ts'
import { createTestClock } from '#test/support/clock.ts'

const hourMs = 3_600_000

/** A second one on the same store is the agent after a restart. */
function open(overridesPerDay: number, store = createMemoryVerifications(), clock = createTestClock()) {
  const sends = new SendLog({ store, clock })
  return { store, clock, budget: new OverrideBudget({ sends, rules: () => ({ overridesPerDay }) }) }
}

const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown.code
    throw thrown
  }
  return 'done'
}

test('a setting of 0 is none at all', () => {
  const { budget } = open(0)
  expect(budget.left(['asha'])).toBeUndefined()
  expect(codeOf(() => budget.take(['asha']))).toBe('OVERRIDE_REFUSED')
})

test('one person is confirmed once in a day, under whichever of their names', () => {
  const { budget, clock } = open(5)
  budget.take(['asha', 'asha@mail'])
  expect(budget.left(['asha@mail', 'card'])).toBe(0)
  expect(codeOf(() => budget.take(['asha@mail', 'card']))).toBe('OVERRIDES_USED_UP')
  expect(budget.left(['bruno'])).toBe(4)
  void clock.advance(24 * hourMs)
  expect(codeOf(() => budget.take(['asha@mail', 'card']))).toBe('done')
})

test('what was counted stays counted over a restart, and what was given back does not', () => {
  const { budget, store, clock } = open(2)
  budget.take(['asha'])()
  budget.take(['bruno'])
  const again = open(2, store, clock).budget
  expect(again.left(['chen'])).toBe(1)
  again.take(['chen'])
  expect(codeOf(() => again.take(['dora']))).toBe('OVERRIDES_USED_UP')
})

test('a confirmed customer counts as no code', () => {
  const { budget, store } = open(2)
  budget.take(['asha'])
  expect(store.sends().map(({ key }) => key)).toEqual(['override', 'override:asha'])
})

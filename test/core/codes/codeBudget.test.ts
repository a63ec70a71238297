import { describe, expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { Fault } from '#core/base/fault.ts'
import { CodeBudget } from '#core/codes/codeBudget.ts'
import { type CodeSubject, countingKeys } from '#core/codes/codeLids.ts'
import { SendLog } from '#core/codes/sendLog.ts'
import type { SendStore } from '#core/codes/sendStore.ts'
import { type CodeRules, defaultCodeRules } from '#core/settings/codes.ts'
import { createTestClock } from '#test/support/clock.ts'

const noon = 1_700_000_000_000
const asha: CodeSubject = {
  ...{ sentTo: 'asha', channel: 'mobile', person: ['asha'], client: 'pos', upstream: 'loyalty', abroad: undefined },
}
const mark = { budgetMs: noon, wallMs: noon }

function open({ store = createMemoryVerifications(), ...rules }: Partial<CodeRules> & { store?: SendStore } = {}) {
  const clock = createTestClock(noon)
  const budget = new CodeBudget({
    ...{ sends: new SendLog({ store, clock }), rules: () => ({ ...defaultCodeRules, ...rules }) },
  })
  return { store, clock, budget }
}

function thrownBy(act: () => void): unknown {
  try {
    act()
    return undefined
  } catch (thrown) {
    return thrown
  }
}

describe('what earlier runs counted counts from the first use on', () => {
  const store = createMemoryVerifications()
  for (let n = 0; n < 10; n += 1) store.countSend(countingKeys(asha), noon - 60_000, mark)

  test.each<[string, (budget: CodeBudget) => void]>([
    ['a verification', (budget) => budget.take(asha)],
    ['a brokered code', (budget) => budget.takeBrokered(asha, true)],
  ])('for %s', (_, take) => {
    expect(thrownBy(() => take(open({ store }).budget))).toMatchObject({ code: 'CODES_USED_UP' })
  })

  test('for what is left', () => {
    expect(open({ store }).budget.left(asha)).toMatchObject({ today: 0, now: 0 })
  })
})

test('a code that was not sent gives back one of each', () => {
  const { store, budget } = open()
  const refund = budget.take(asha)
  expect(store.sends()).toHaveLength(countingKeys(asha).length)
  refund()
  expect(store.sends()).toEqual([])
  expect(budget.left(asha)).toMatchObject({ today: 10, now: 10, waitMs: 0 })
})

describe('a lid that is shut names itself, and the setting that holds it', () => {
  test.each<[keyof CodeRules, string]>([
    ['perClientPerHour', '"pos" may have no more codes sent for now.'],
    ['perClientPerDay', '"pos" may have no more codes sent for now.'],
    ['perTillPerHour', 'No more codes may be sent through "loyalty" for now.'],
    ['perTillPerDay', 'No more codes may be sent through "loyalty" for now.'],
    ['perStorePerHour', 'This till agent may send no more codes for now.'],
    ['perStorePerDay', 'This till agent may send no more codes for now.'],
    ['perForeignCountryPerDay', 'No more codes may be sent to numbers of GB for now.'],
  ])('%s', (setting, detail) => {
    const { budget } = open({ [setting]: 1 })
    const abroad = { ...asha, abroad: 'GB' }
    budget.take(abroad)
    const thrown = thrownBy(() => budget.take({ ...abroad, sentTo: 'bruno', person: ['bruno'] }))
    const retryAfterSeconds = setting.endsWith('PerHour') ? 3_600 : 86_400
    expect(thrown).toMatchObject({ code: 'CODES_USED_UP', detail, data: { retryAfterSeconds } })
    expect((thrown as Fault).remedy).toContain(`codes.${setting}`)
  })

  test('but the customer’s, which is no shop’s to raise', () => {
    const { budget, clock } = open({ perCustomerPerDay: 1 })
    budget.take(asha)
    void clock.advance(30_000)
    expect(thrownBy(() => budget.take(asha))).toMatchObject({
      detail: 'This customer may be sent no more codes for now.',
    })
  })
})

test('a brokered code keeps no gap, is counted where it is not limited, and then shuts the lid for verifications', () => {
  const { budget, store } = open({ perCustomerPerDay: 2 })
  for (let n = 0; n < 3; n += 1) budget.takeBrokered(asha, false)
  expect(store.sends().filter(({ key }) => key === 'asha')).toHaveLength(3)
  expect(thrownBy(() => budget.take(asha))).toMatchObject({ code: 'CODES_USED_UP' })
})

test('a store that cannot be read stops verifications, and lets brokered codes through to the limit', () => {
  const sends = () => {
    throw new Fault('VERIFICATIONS_UNAVAILABLE')
  }
  const { budget } = open({ store: { ...createMemoryVerifications(), sends }, perCustomerPerDay: 2 })
  expect(thrownBy(() => budget.take(asha))).toMatchObject({ code: 'VERIFICATIONS_UNAVAILABLE' })
  for (let n = 0; n < 2; n += 1) budget.takeBrokered(asha, true)
  expect(thrownBy(() => budget.takeBrokered(asha, true))).toMatchObject({ code: 'CODES_USED_UP' })
})

test('a bug in the store is no reason to let a code through', () => {
  const sends = () => {
    throw new TypeError('a bug')
  }
  const { budget } = open({ store: { ...createMemoryVerifications(), sends } })
  expect(thrownBy(() => budget.takeBrokered(asha, true))).toBeInstanceOf(TypeError)
})

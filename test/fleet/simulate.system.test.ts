import { beforeAll, describe, expect, test } from 'vitest'
import { has } from '#test/support/skips.ts'
import { type Figures, simulate } from './simulate/simulate.ts'

const tills = 200
const minuteOfHour = 1 / 60
/** From one look to the next, with all that they are spread over. */
const lookHours = 4 + 43 * minuteOfHour

/** Three days of a small fleet, which `npm run fleet:simulate` has for ten thousand tills. */
describe.runIf(has('nginx', 'prometheus'))(`${tills} tills, a real host and a real Prometheus`, () => {
  let figures: Figures
  beforeAll(async () => {
    figures = await simulate(3, { tills, seed: 1, log: () => {} })
  }, 600_000)

  test('settings reach the pilots first, and then everybody at the next look', () => {
    const { pilots, pilotsFirst, othersFirst, hours } = figures.changes
    expect(pilots).toBe(10)
    expect([pilotsFirst, othersFirst]).toEqual([pilots, 0])
    expect(hours.settings).toBeLessThan(lookHours + 5 * minuteOfHour)
  })

  test('a barred till holds no secret and serves nobody after its next look, and stays so', () => {
    const { barred, barredUnsafe, hours } = figures.changes
    expect(barred).toBe(4)
    expect(barredUnsafe).toBe(0)
    expect(hours.bar).toBeLessThan(lookHours + 5 * minuteOfHour)
  })

  test('an ordinary release waits for the night, and an urgent one for the next look', () => {
    // Signed at ten; the night begins at ten.
    expect(figures.changes.hours.release).toBeGreaterThanOrEqual(12)
    expect(figures.changes.hours.release).toBeLessThan(12.5)
    expect(figures.trouble?.hours.urgent).toBeLessThan(lookHours + 5 * minuteOfHour)
  })

  test('tills that start within the same minute do not look within the same minute', () => {
    const { nightPeak } = figures.changes
    // All of them took a release at ten in the evening, and each looks for two files.
    expect(nightPeak).toBeLessThan((2 * tills) / 4)
  })

  test('the guard pulls a bad release before one till in fifty has run it, and each of those goes back', () => {
    const { decisions = [], tried = 0, wentBack, stuck } = figures.bad ?? {}
    expect(tried).toBeGreaterThan(0)
    expect(tried / tills).toBeLessThan(0.02)
    expect([wentBack, stuck]).toEqual([tried, 0])
    expect(decisions.filter((said) => said.startsWith('pull'))).toHaveLength(1)
    expect(decisions.filter((said) => said.startsWith('raise'))).toEqual([])
  })

  test('settings with which a till is not well are taken back by each till that took them', () => {
    expect(figures.bad?.tookBack).toBeGreaterThan(5)
    expect(figures.bad?.notServing).toBe(0)
  })

  test('a host that is down, slow or a day behind does no harm, and everybody has the rest after it', () => {
    const { downNotServing, downPeak, behindSeen, behindLost, behindNotServing, hours } = figures.trouble ?? {}
    expect([downNotServing, behindLost, behindNotServing]).toEqual([0, 0, 0])
    expect(behindSeen).toBeGreaterThan(0)
    // They try each quarter of an hour and more.
    expect(hours?.down).toBeLessThan(1 + 5 * minuteOfHour)
    expect(downPeak).toBeLessThan((2 * tills) / 4)
    for (const reached of [hours?.slow, hours?.behind]) expect(reached).toBeLessThan(lookHours + 1)
  })

  test('a clock that is wrong by a day is seen at head office, and keeps no till from anything', () => {
    expect(figures.clocks).toEqual({ wrong: 2, reported: 2, mistaken: 0, leftBehind: 0 })
  })
})

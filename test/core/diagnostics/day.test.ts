import { expect, test } from 'vitest'
import type { AuditRow } from '#contract/audit.ts'
import { countsOf, DayReport, offlineOf } from '#core/diagnostics/day.ts'
import { createTestClock } from '#test/support/clock.ts'

const noon = new Date(2026, 10, 30, 12).getTime()
const midnight = new Date(2026, 10, 30).getTime()
const minuteMs = 60_000
const hourMs = 60 * minuteMs

const row = (event: string, outcome = 'done') => ({ event, outcome })

test('each ending is counted by itself, and what was refused is no ending', () => {
  const rows = [
    ...[row('verification-confirmed'), row('verification-confirmed'), row('verification-expired')],
    ...[row('verification-overridden'), row('verification-overridden', 'PIN_WRONG')],
    ...[row('customer-looked-up'), row('customer-looked-up', 'UPSTREAM_BUSY'), row('customer-enrolled')],
  ]
  expect(countsOf(rows)).toEqual({
    verifications: { confirmed: 2, overridden: 1, refused: 0, expired: 1, cancelled: 0 },
    ...{ refusedOverrides: 1, lookedUp: 1, enrolled: 1 },
  })
})

test('of an outage that began yesterday only today counts, and one that lasts is said to', () => {
  const outages = [
    { upstream: 'loyalty', since: midnight - hourMs, until: midnight + 2 * minuteMs },
    { upstream: 'loyalty', since: noon - 90_000 },
    { upstream: 'shop', since: midnight - hourMs, until: midnight - minuteMs },
    { upstream: 'gini', since: noon - 1, until: noon },
  ]
  expect(offlineOf(outages, midnight, noon)).toEqual([
    { upstream: 'loyalty', minutes: 4, isOffline: true },
    { upstream: 'gini', minutes: 1, isOffline: false },
  ])
})

/** A trail with a row a minute until noon, the newest with the highest number. */
function trailOf(count: number) {
  const all = Array.from({ length: count }, (_, at) => ({
    ...{ sequence: at + 1, at: noon - (count - 1 - at) * minuteMs },
    ...row('verification-confirmed'),
  })) as AuditRow[]
  const asked: (number | undefined)[] = []
  const list = (max: number, before = Number.MAX_SAFE_INTEGER) => {
    asked.push(before)
    return all
      .filter(({ sequence }) => sequence < before)
      .toReversed()
      .slice(0, max)
  }
  return { list, asked }
}

test('the day begins at midnight of the machine, and no page of yesterday is read', () => {
  const { list, asked } = trailOf(5_000)
  const day = new DayReport({
    ...{ audit: { list }, clock: createTestClock(noon), startedAt: noon - hourMs, outages: () => [] },
    ...{ outbox: () => ({ open: 0, needPerson: 0, amount: 0, bytes: 0 }), codesSentWithin: (ms) => ms / hourMs },
  }).today()
  expect(day).toMatchObject({
    ...{ since: midnight, codesSent: 12, offlineKnownSince: noon - hourMs, isPartial: false },
    verifications: { confirmed: 12 * 60 + 1 },
  })
  expect(asked).toHaveLength(1)
})

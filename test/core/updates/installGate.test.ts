import { describe, expect, test } from 'vitest'
import type { Release } from '#core/releases/release.ts'
import { type Activity, installBlockedBy, isSaleUnderWay, notEligibleBecause } from '#core/updates/installGate.ts'

const minuteMs = 60_000
const now = 1_700_000_000_000
const [noon, night] = [12 * 60, 23 * 60]
const quietHours = '22:00-06:00'
const idle: Activity = { requestsUnderWay: 0, lastRequestAt: undefined, verificationsOpen: 0, pairingsOpen: 0 }

describe('a release', () => {
  const release = { version: '1.1.0', floor: '1.0.0', rings: { '*': 100 } } as unknown as Release
  const till = { version: '1.0.0', installation: 'till-7', settings: {}, record: { failed: [] as string[] }, now }
  const dayMs = 24 * 60 * minuteMs
  /** A till on which 1.1.0 failed. */
  const failed = (at: number, more: { isUnproven?: boolean } = {}) => ({
    record: { failed: ['1.1.0'], failures: [{ version: '1.1.0', at, ...more }] },
  })
  const [raisedFloor, noRing] = [{ floor: '1.1.0' }, { rings: { '*': 0 } }]

  test.each<[string, object, object, string | undefined]>([
    ['is taken', {}, {}, undefined],
    ['is not taken outside the share of the ring', noRing, {}, 'not-in-ring'],
    ['is not taken by a ring of its own', { rings: { pilot: 100 } }, { settings: { ring: 'shop' } }, 'not-in-ring'],
    ['is taken by every ring below the floor', { ...noRing, ...raisedFloor }, {}, undefined],
    ['is not taken when updates are paused', {}, { settings: { mode: 'paused' } }, 'paused'],
    [
      'is not taken when updates are paused, even below the floor',
      raisedFloor,
      { settings: { mode: 'paused' } },
      'paused',
    ],
    ['is not taken beyond the pin', {}, { settings: { pin: '1.0.5' } }, 'pinned'],
    ['is not taken beyond the pin, even below the floor', raisedFloor, { settings: { pin: '1.0.5' } }, 'pinned'],
    ['is taken up to the pin', {}, { settings: { pin: '1.1.0' } }, undefined],
    ['is not taken after it failed here', {}, failed(now - 2 * dayMs), 'failed-before'],
    ['is taken after another one failed here', {}, { record: { failed: ['1.0.9'] } }, undefined],
    ['is not taken again at once below the floor', raisedFloor, failed(now - dayMs + 1), 'failed-before'],
    ['is taken again a day after it failed below the floor', raisedFloor, failed(now - dayMs), undefined],
    // An earlier version noted no time.
    ['is taken again below the floor', raisedFloor, { record: { failed: ['1.1.0'] } }, undefined],
    // The clock was put back by years meanwhile.
    ['is taken again below the floor by a wrong clock', raisedFloor, failed(now + 900 * dayMs), undefined],
    [
      'is not taken again at once where the one before is no better',
      {},
      failed(now, { isUnproven: true }),
      'failed-before',
    ],
    ['is taken again where the one before is no better', {}, failed(now - dayMs, { isUnproven: true }), undefined],
  ])('%s', (_, releaseChanges, tillChanges, reason) => {
    const eligibility = { ...till, ...tillChanges, release: { ...release, ...releaseChanges } as Release }
    expect(notEligibleBecause(eligibility)).toBe(reason)
  })
})

const time = { now, minuteOfDay: night, quietHours, isUrgent: false, waitingSince: now }

describe('installing', () => {
  test.each([
    ['waits for a request', { requestsUnderWay: 1 }, 'request-under-way'],
    ['waits for a verification', { verificationsOpen: 1 }, 'verification-open'],
    ['waits for a pairing', { pairingsOpen: 1 }, 'pairing-open'],
    ['waits a moment after a request, which may be the same sale', { lastRequestAt: now - minuteMs }, 'sale-just-now'],
    ['waits no longer than three minutes after a request', { lastRequestAt: now - 3 * minuteMs }, undefined],
    // A clock that was put back by a year must not block updates for a year.
    ['does not wait for a request of the future', { lastRequestAt: now + 60 * minuteMs }, undefined],
    ['does not wait when nothing happens', {}, undefined],
  ])('%s', (_, activity, reason) => {
    // Not even an urgent release or a person overrules a sale.
    for (const changes of [{}, { isUrgent: true }, { quietHours: undefined }])
      expect(installBlockedBy({ ...idle, ...activity }, { ...time, ...changes })).toBe(reason)
  })

  test.each([
    ['waits for quiet hours', { minuteOfDay: noon }, 'outside-quiet-hours'],
    ['happens in quiet hours', {}, undefined],
    ['happens at noon when a person asks', { minuteOfDay: noon, quietHours: undefined }, undefined],
    ['happens at noon when it is urgent', { minuteOfDay: noon, isUrgent: true }, undefined],
  ])('%s', (_, changes, reason) => {
    expect(installBlockedBy(idle, { ...time, ...changes })).toBe(reason)
  })

  // A program that calls every minute, or leaves a verification open, must not keep a security update away for good.
  const dayMs = 24 * 60 * minuteMs
  const calling = { ...idle, lastRequestAt: now, verificationsOpen: 1, pairingsOpen: 1 }
  test.each([
    ['an urgent one waits for callers for a day', true, dayMs - 1, calling, 'verification-open'],
    ['an urgent one waits for callers no longer than a day', true, dayMs, calling, undefined],
    ['another waits for callers for a week', false, 7 * dayMs - 1, calling, 'verification-open'],
    ['another waits for callers no longer than a week', false, 7 * dayMs, calling, undefined],
    [
      'a request under way is waited for twice as long',
      true,
      2 * dayMs - 1,
      { ...idle, requestsUnderWay: 1 },
      'request-under-way',
    ],
    ['a request under way is not waited for any longer', true, 2 * dayMs, { ...idle, requestsUnderWay: 1 }, undefined],
    ['so it is for another', false, 14 * dayMs, { ...idle, requestsUnderWay: 1 }, undefined],
  ])('%s', (_, isUrgent, waitedMs, activity, reason) => {
    expect(installBlockedBy(activity, { ...time, isUrgent, waitingSince: now - waitedMs })).toBe(reason)
  })

  test('quiet hours hold however long a release has waited', () => {
    const noonTime = { ...time, minuteOfDay: noon, waitingSince: now - 30 * dayMs }
    expect(installBlockedBy(calling, noonTime)).toBe('outside-quiet-hours')
  })

  test('a release that has not begun to wait waits for callers', () => {
    expect(installBlockedBy(calling, { ...time, waitingSince: undefined })).toBe('verification-open')
  })
})

test.each([
  [{ requestsUnderWay: 1 }, true],
  [{ verificationsOpen: 1 }, true],
  [{ pairingsOpen: 1 }, false],
  [{ lastRequestAt: now }, false],
  [{}, false],
])('with %j a sale is under way: %s', (activity, isUnderWay) => {
  expect(isSaleUnderWay({ ...idle, ...activity })).toBe(isUnderWay)
})

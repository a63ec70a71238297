import { describe, expect, test } from 'vitest'
import type { CodeLid } from '#core/codes/codeLids.ts'
import { codeLimits, codesLeft, countedSince, sendRefusal } from '#core/codes/codeLimits.ts'

const now = 1_700_000_000_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const { gapMs } = codeLimits
const perDay = 10

const lid = (more: Partial<CodeLid> = {}): CodeLid => ({
  ...{ scope: 'customer', setting: 'perCustomerPerDay', keys: ['asha'], max: perDay, windowMs: dayMs },
  ...more,
})
const ofStore = lid({ scope: 'store', setting: 'perStorePerHour', keys: ['store'], max: 3, windowMs: hourMs })

/** Send times, oldest first, so many milliseconds ago. */
const ago = (...waits: number[]) => waits.map((waitMs) => now - waitMs)
/** As many as a customer gets in a day, the last one `lastAgo` ago and the first one `firstAgo` ago. */
const fullDay = (firstAgo: number, lastAgo: number) =>
  ago(firstAgo, ...Array.from({ length: perDay - 2 }, () => (firstAgo + lastAgo) / 2), lastAgo)
const sent =
  (times: Record<string, readonly number[]>) =>
  (key: string): readonly number[] =>
    times[key] ?? []

describe('codes left', () => {
  test.each([
    ['none was sent', [], { today: perDay, now: perDay, waitMs: 0 }],
    ['one was sent just now', ago(0), { today: perDay - 1, now: perDay - 1, waitMs: gapMs }],
    ['one was sent a moment less than the gap ago', ago(gapMs - 1), { today: perDay - 1, now: perDay - 1, waitMs: 1 }],
    ['one was sent the gap ago', ago(gapMs), { today: perDay - 1, now: perDay - 1, waitMs: 0 }],
    [
      'the last of several counts for the gap',
      ago(dayMs / 2, 10_000),
      { today: perDay - 2, now: perDay - 2, waitMs: gapMs - 10_000 },
    ],
    ['the day is used up', fullDay(dayMs / 2, gapMs), { today: 0, now: 0, waitMs: 0 }],
    ['more were sent than allowed', [...fullDay(dayMs / 2, gapMs), now], { today: 0, now: 0, waitMs: gapMs }],
    ['one is a day old', ago(dayMs, dayMs - 1), { today: perDay - 1, now: perDay - 1, waitMs: 0 }],
  ])('when %s', (_, asha, left) => {
    expect(codesLeft('asha', [lid()], sent({ asha }), now)).toEqual(left)
  })

  test('are those of the lid that is nearest, whoever used it up', () => {
    const sends = sent({ store: ago(hourMs - 1, 60_000) })
    expect(codesLeft('asha', [lid(), ofStore], sends, now)).toEqual({ today: perDay, now: 1, waitMs: 0 })
  })

  test('count what was sent to all identifiers of one person, and the gap only to this one', () => {
    const person = lid({ keys: ['asha', 'asha@'] })
    const sends = sent({ 'asha@': ago(0, 1, 2), asha: ago(hourMs) })
    expect(codesLeft('asha', [person], sends, now)).toEqual({ today: perDay - 4, now: perDay - 4, waitMs: 0 })
  })
})

describe('another code', () => {
  test.each([
    ['is sent when none was', [], undefined],
    ['is sent after the gap', ago(gapMs), undefined],
    ['is refused within the gap', ago(1_000), { code: 'RESEND_TOO_EARLY', waitMs: gapMs - 1_000 }],
    [
      'is refused until the oldest of a used-up day no longer counts',
      fullDay(dayMs / 2, gapMs),
      { code: 'CODES_USED_UP', waitMs: dayMs / 2, lid: lid() },
    ],
    // The gap would tell the customer to come back in half a minute, in vain.
    [
      'is refused for the day, not for the gap, when both hold',
      fullDay(dayMs / 2, 0),
      { code: 'CODES_USED_UP', waitMs: dayMs / 2, lid: lid() },
    ],
    // After a setting was lowered.
    [
      'is refused until enough of too many no longer count',
      [...ago(dayMs - 1), ...fullDay(dayMs / 2, gapMs)],
      { code: 'CODES_USED_UP', waitMs: dayMs / 2, lid: lid() },
    ],
  ])('%s', (_, asha, refusal) => {
    expect(sendRefusal('asha', [lid()], sent({ asha }), now)).toEqual(refusal)
  })

  test('that a client sends by itself needs no gap, and counts for the day all the same', () => {
    const refusalAfter = (asha: number[]) => sendRefusal('asha', [lid()], sent({ asha }), now, { ignoreGap: true })
    expect(refusalAfter(ago(0))).toBeUndefined()
    expect(refusalAfter(fullDay(dayMs - 1, 0))).toMatchObject({ code: 'CODES_USED_UP', waitMs: 1 })
  })

  test('is refused by the lid that is shut the longest: the wait is enough for all', () => {
    const sends = sent({ store: ago(hourMs / 2, 1, 0), asha: fullDay(dayMs / 2, gapMs) })
    const refusal = sendRefusal('asha', [ofStore, lid()], sends, now)
    expect(refusal).toEqual({ code: 'CODES_USED_UP', waitMs: dayMs / 2, lid: lid() })
  })
})

describe('of a lid over an hour', () => {
  const refusalAfter = (store: number[]) => sendRefusal('asha', [ofStore], sent({ store }), now)

  test('only what was sent within it counts', () => {
    expect(refusalAfter(ago(2 * hourMs, hourMs, 1, 0))).toBeUndefined()
    expect(refusalAfter(ago(2 * hourMs, hourMs - 1, 1, 0))).toMatchObject({ code: 'CODES_USED_UP', waitMs: 1 })
  })

  test('two keys are taken together, whichever was sent to last', () => {
    const both = lid({ keys: ['asha', 'asha@'], max: 3, windowMs: hourMs })
    const sends = sent({ asha: ago(0), 'asha@': ago(hourMs / 2, hourMs / 4) })
    expect(sendRefusal('bo', [both], sends, now)).toEqual({ code: 'CODES_USED_UP', waitMs: hourMs / 2, lid: both })
  })

  test('that lets nothing through is never open', () => {
    expect(sendRefusal('asha', [lid({ max: 1 })], sent({ asha: ago(0) }), now)).toMatchObject({ waitMs: dayMs })
  })
})

test('a verification stays open for ten minutes', () => expect(codeLimits.lifeMs).toBe(600_000))

test('a code counts for 24 hours', () => {
  expect(countedSince(now)).toBe(now - dayMs + 1)
})

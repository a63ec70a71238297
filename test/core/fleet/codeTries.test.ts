import { expect, test } from 'vitest'
import { triesLeft, withoutTries, withTry } from '#core/fleet/codeTries.ts'
import { defaultLimits } from '#core/settings/limits.ts'

const now = 1_000
const { packTries, packsTried } = defaultLimits
const limits = { packTries, packsTried }
const pack = { digest: 'a', expiresAt: 2_000 }
const tried = (count: number) => [{ ...pack, count }]

test.each([
  ['none yet', undefined, 10],
  ['one', tried(1), 9],
  ['nine', tried(9), 1],
  ['ten', tried(10), 0],
  ['more than there are', tried(11), 0],
  ['ten of another pack', [{ digest: 'b', expiresAt: 2_000, count: 10 }], 10],
])('after %s, so many codes may be tried', (_, tries, left) => {
  expect(triesLeft(tries, pack, limits, now)).toBe(left)
})

test('each try counts, and only packs that have expired are forgotten', () => {
  const before = [
    ...tried(3),
    { digest: 'old', expiresAt: now, count: 10 },
    { digest: 'dead', expiresAt: 2_000, count: 10 },
  ]
  expect(withTry(before, pack, now)).toEqual([
    { digest: 'dead', expiresAt: 2_000, count: 10 },
    { ...pack, count: 4 },
  ])
  expect(withTry(undefined, pack, now)).toEqual(tried(1))
  expect(withoutTries([...before], 'a')).toEqual(before.slice(1))
})

test('tries of many other packs do not make a dead one usable', () => {
  const others = Array.from({ length: 99 }, (_, at) => ({ digest: `other ${at}`, expiresAt: 2_000, count: 1 }))
  const full = [...others, { ...pack, count: 10 }]
  expect(triesLeft(full, { digest: 'new' }, limits, now)).toBe(0)
  expect(triesLeft(full, { digest: 'other 4' }, limits, now)).toBe(9)
  expect(triesLeft(full, pack, limits, now)).toBe(0)
  // Once they have expired, there is room again.
  expect(triesLeft(full, { digest: 'new' }, limits, 2_000)).toBe(10)
})

test('the limits of a till say how many codes may be tried, and with how many packs', () => {
  expect(triesLeft(tried(2), pack, { packTries: 3, packsTried }, now)).toBe(1)
  const others = Array.from({ length: 10 }, (_, at) => ({ digest: `other ${at}`, expiresAt: 2_000, count: 1 }))
  expect(triesLeft(others, pack, { packTries, packsTried: 10 }, now)).toBe(0)
  expect(triesLeft(others, pack, { packTries, packsTried: 11 }, now)).toBe(10)
})

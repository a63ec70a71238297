import { expect, test } from 'vitest'
import { TokenBucket } from '#core/pacing/tokenBucket.ts'

function taken(bucket: TokenBucket, times: number, nowMs: number): number {
  return Array.from({ length: times }, () => bucket.take(nowMs)).filter(Boolean).length
}

test('a burst passes, then the steady rate, and a long rest saves no more than a burst', () => {
  const bucket = new TokenBucket(50, 100, 0)
  expect(taken(bucket, 150, 0)).toBe(100)
  expect(taken(bucket, 150, 1_000)).toBe(50)
  expect(taken(bucket, 150, 1_010)).toBe(0)
  expect(taken(bucket, 150, 1_020)).toBe(1)
  expect(taken(bucket, 150, 3_600_000)).toBe(100)
})

test('a second fills exactly what a second allows', () => {
  const bucket = new TokenBucket(1, 1, 0)
  expect([0, 999, 1_000, 1_001].map((nowMs) => bucket.take(nowMs))).toEqual([true, false, true, false])
})

import { expect, test } from 'vitest'
import { boundBrokenBy, maxAheadMs, maxCounterStep, maxLifetimeMs } from '#core/signing/bounds.ts'

const now = 1_700_000_000_000
const reference = { counter: 7, now }
const release = { counter: 8, releasedAt: now, expiresAt: now + 1 }

test.each([
  ['an ordinary release', {}, undefined],
  ['the same release once more', { counter: 7 }, undefined],
  ['a clock that is a day behind', { releasedAt: now + maxAheadMs, expiresAt: now + maxAheadMs + 1 }, undefined],
  ['more than a day ahead', { releasedAt: now + maxAheadMs + 1, expiresAt: now + 2 * maxAheadMs }, 'dated-ahead'],
  ['the longest life', { expiresAt: now + maxLifetimeMs }, undefined],
  ['a longer life', { expiresAt: now + maxLifetimeMs + 1 }, 'lifetime'],
  ['no life at all', { expiresAt: now }, 'lifetime'],
  ['the farthest step', { counter: 7 + maxCounterStep }, undefined],
  ['a farther step', { counter: 8 + maxCounterStep }, 'counter-step'],
  ['the last number there is', { counter: Number.MAX_SAFE_INTEGER }, 'counter-step'],
])('of the bounds of a release, %s breaks: %s', (_, changes, bound) => {
  expect(boundBrokenBy({ ...release, ...changes }, reference)).toBe(bound)
})

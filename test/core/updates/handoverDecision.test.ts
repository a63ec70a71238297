import { describe, expect, test } from 'vitest'
import {
  healthyChecksNeeded,
  resumeStepOf,
  saleExtensionMs,
  trialMs,
  trialVerdict,
} from '#core/updates/handoverDecision.ts'
import { unhealthyBecause } from '#core/updates/health.ts'
import type { Attempt } from '#core/updates/journalStore.ts'

describe('an update from 1.0.0 to 1.1.0', () => {
  test.each([
    ['installing', '1.0.0', 'install-again'],
    ['installing', '1.1.0', 'confirm-healthy'],
    ['proving', '1.1.0', 'confirm-healthy'],
    // The watchdog put 1.0.0 back, or 1.1.0 did so itself before it lost power.
    ['proving', '1.0.0', 'record-rolled-back'],
    ['rolling-back', '1.0.0', 'record-rolled-back'],
    ['rolling-back', '1.1.0', 'roll-back'],
    // A person installed another version meanwhile.
    ['installing', '1.2.0', 'discard'],
    ['proving', '1.2.0', 'discard'],
    ['rolling-back', '0.9.0', 'discard'],
  ] as const)('whose last step was %s continues in %s with: %s', (step, version, next) => {
    const attempt: Attempt = { step, from: '1.0.0', to: '1.1.0', readyBefore: [], tries: 1 }
    expect(resumeStepOf(attempt, version)).toBe(next)
  })
})

describe('a version on trial', () => {
  test.each([
    ['is checked again while it has time', 0, 0, false, 'check-again'],
    ['is checked again until its time is over', 0, trialMs - 1, false, 'check-again'],
    ['is rolled back when its time is over', 0, trialMs, false, 'roll-back'],
    ['gets more time for a sale under way', 0, trialMs, true, 'check-again'],
    ['is rolled back during a sale that lasts too long', 0, trialMs + saleExtensionMs, true, 'roll-back'],
    ['is not healthy before enough checks in a row', healthyChecksNeeded - 1, 0, false, 'check-again'],
    ['is healthy after enough checks in a row', healthyChecksNeeded, 0, false, 'healthy'],
    ['is healthy with the last check in its time', healthyChecksNeeded, trialMs, false, 'healthy'],
  ] as const)('%s', (_, healthyChecks, elapsedMs, isUnderWay, verdict) => {
    expect(trialVerdict({ healthyChecks, elapsedMs, isSaleUnderWay: isUnderWay })).toBe(verdict)
  })
})

test.each([
  [undefined, ['a'], 'the agent did not open'],
  [{ isListening: false, loadedUpstreams: ['a'] }, ['a'], 'the POS API does not listen'],
  [{ isListening: true, loadedUpstreams: ['a'] }, ['a', 'b', 'c'], 'no longer loaded: b, c'],
  [{ isListening: true, loadedUpstreams: ['a', 'b'] }, ['a'], undefined],
  [{ isListening: true, loadedUpstreams: [] }, [], undefined],
])('health %j, with %j loaded before the update, lacks: %s', (health, readyBefore, reason) => {
  expect(unhealthyBecause(health, readyBefore)).toBe(reason)
})

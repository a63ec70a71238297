import { describe, expect, test } from 'vitest'
import {
  type GuardedRelease,
  guardDecision,
  type RingFacts,
  type Side,
  worseBecause,
} from '#cli/fleet/guard/decision.ts'
import { GuardRules } from '#cli/fleet/guard/rules.ts'

const rules = GuardRules.parse({})
const well: Side = {
  ...{ tills: 10, soaked: 10, silent: 0, notReady: 0, unwell: 0 },
  ...{ requests: 1_000, failed: 5, latencySeconds: 0.01 },
}
const facts = (fresh: Partial<Side>, old: Partial<Side> = {}): RingFacts => ({
  fresh: { ...well, ...(fresh.tills !== undefined && { soaked: fresh.tills }), ...fresh },
  old: { ...well, tills: 190, ...old },
})
const soaked: GuardedRelease = { rings: { pilot: 5, '*': 0 }, ageMs: 5 * 60 * 60_000 }
/** A whole night has passed, and the looks of a morning. */
const overnight = { ageMs: 31 * 60 * 60_000 }

describe('what a guard does', () => {
  test.each<[string, string, Partial<GuardedRelease>, RingFacts, object | undefined]>([
    ['while all is well', 'raise', {}, facts({}), { pilot: 20, '*': 0 }],
    ['before the share has shown itself', 'wait', { ageMs: 60_000 }, facts({}), undefined],
    [
      'when the open rings have all of it',
      'raise',
      { rings: { pilot: 100, '*': 0 } },
      facts({ tills: 200 }, { tills: 0 }),
      { pilot: 100, '*': 1 },
    ],
    ['when every ring has all of it', 'wait', { rings: { '*': 100 } }, facts({ tills: 200 }, { tills: 0 }), undefined],
    [
      'when too few have it to know',
      'wait',
      { rings: { pilot: 1, '*': 0 } },
      facts({ tills: 2, failed: 1_000 }),
      undefined,
    ],
    ['when some requests more fail', 'freeze', {}, facts({ failed: 20 }), undefined],
    ['when many fail', 'pull', {}, facts({ failed: 300 }), { pilot: 0, '*': 0 }],
    ['when many fail, and it is new', 'pull', { ageMs: 0 }, facts({ failed: 300 }), { pilot: 0, '*': 0 }],
    ['when a till falls silent', 'freeze', {}, facts({ silent: 1 }), undefined],
    ['when three do', 'pull', {}, facts({ silent: 3 }), { pilot: 0, '*': 0 }],
    ['when as many of the old version do', 'raise', {}, facts({ silent: 1 }, { silent: 19 }), { pilot: 20, '*': 0 }],
    ['when tills cannot serve', 'pull', {}, facts({ notReady: 3 }), { pilot: 0, '*': 0 }],
    ['when tills went back', 'pull', {}, facts({}, { unwell: 5 }), { pilot: 0, '*': 0 }],
    ['when all that tried it went back', 'pull', {}, facts({ tills: 0 }, { unwell: 3 }), { pilot: 0, '*': 0 }],
    ['when it is slower', 'freeze', {}, facts({ latencySeconds: 0.02 }), undefined],
    ['when it is much slower', 'pull', {}, facts({ latencySeconds: 0.05 }), { pilot: 0, '*': 0 }],
    [
      'when nothing was asked of the old one',
      'raise',
      {},
      facts({}, { requests: 0, failed: 0, latencySeconds: undefined }),
      { pilot: 20, '*': 0 },
    ],
    [
      'when far fewer report it after a night than should',
      'freeze',
      { ...overnight, rings: { pilot: 50, '*': 0 } },
      facts({ tills: 4 }),
      undefined,
    ],
    ['when none does', 'freeze', { ...overnight, rings: { pilot: 50, '*': 0 } }, facts({ tills: 0 }), undefined],
    [
      'when none can have it before the night',
      'wait',
      { rings: { pilot: 50, '*': 0 } },
      facts({ tills: 0 }),
      undefined,
    ],
    ['when tills have just got it', 'wait', {}, facts({ soaked: 0 }), undefined],
    ['after it was frozen', 'wait', { frozen: 'pilot: silent' }, facts({}), undefined],
    [
      'after it was frozen, when it gets worse',
      'pull',
      { frozen: 'pilot: silent' },
      facts({ failed: 300 }),
      { pilot: 0, '*': 0 },
    ],
    ['after it was pulled', 'wait', { rings: { pilot: 0, '*': 0 } }, facts({ failed: 300 }), undefined],
  ])('%s: %s', (_, action, release, ring, rings) => {
    const decision = guardDecision({ ...soaked, ...release }, { pilot: ring }, rules)
    expect([decision.action, 'rings' in decision ? decision.rings : undefined]).toEqual([action, rings])
    expect(decision.reasons.join()).not.toBe('')
  })

  test('without a till that reports, nothing is raised', () => {
    expect(guardDecision(soaked, {}, rules)).toMatchObject({ action: 'wait' })
  })

  test('one ring that is not well stops all', () => {
    const release = { rings: { pilot: 20, '*': 5 }, ageMs: soaked.ageMs }
    const both = { pilot: facts({}), default: facts({ failed: 300 }) }
    expect(guardDecision(release, both, rules)).toMatchObject({ action: 'pull', rings: { pilot: 0, '*': 0 } })
  })
})

test('a bound is crossed by more than it, and not by as much', () => {
  const bounds = { ...rules.pull, errors: 0.05 }
  const ring = (failed: number) => facts({ failed, requests: 1_000 }, { failed: 0 })
  expect(worseBecause(ring(50), bounds, 3)).toEqual([])
  expect(worseBecause(ring(51), bounds, 3)).toEqual(['5.1 % failed requests, 0 % with the old version'])
})

test('a time of a few milliseconds is no slowness, whatever multiple it is', () => {
  expect(worseBecause(facts({ latencySeconds: 0.007 }, { latencySeconds: 0.0001 }), rules.freeze, 3)).toEqual([])
})

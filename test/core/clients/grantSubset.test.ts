import { expect, test } from 'vitest'
import type { Grant } from '#contract/grant.ts'
import { exceedsRequest, type ReducedGrants } from '#core/clients/grantSubset.ts'

type Permission = Grant['allow'][number]

const route = (methods: string[], path: string) => ({ methods, path }) as Permission
const grant = (upstream: string, ...allow: Permission[]): Grant => ({ upstream, allow })

const asked = {
  name: 'POS',
  grants: [
    grant('loyalty', 'capillary:sell', route(['GET', 'POST'], '/v2/customers'), route(['*'], '/v2/points/*')),
    grant('shop', 'hand-over'),
  ],
  origins: [],
  days: 30,
}

test.for<[name: string, given: ReducedGrants, paths: string[]]>([
  ['nothing is changed', {}, []],
  ['the same', { grants: asked.grants, days: 30 }, []],
  ['one preset of several permissions', { grants: [grant('loyalty', 'capillary:sell')] }, []],
  ['fewer methods', { grants: [grant('loyalty', route(['GET'], '/v2/customers'))] }, []],
  ['one method of all', { grants: [grant('loyalty', route(['PUT'], '/v2/points/*'))] }, []],
  ['all methods of all', { grants: [grant('loyalty', route(['*'], '/v2/points/*'))] }, []],
  ['fewer days', { days: 1 }, []],
  ['a preset that was not asked for', { grants: [grant('loyalty', 'capillary:all')] }, ['grants[0].allow[0]']],
  ['a preset of another upstream', { grants: [grant('shop', 'capillary:sell')] }, ['grants[0].allow[0]']],
  ['an upstream that was not asked for', { grants: [grant('other', 'hand-over')] }, ['grants[0].allow[0]']],
  [
    'one method more',
    { grants: [grant('loyalty', route(['GET', 'DELETE'], '/v2/customers'))] },
    ['grants[0].allow[0]'],
  ],
  [
    'all methods in place of two',
    { grants: [grant('loyalty', route(['*'], '/v2/customers'))] },
    ['grants[0].allow[0]'],
  ],
  // A pattern may match more than it seems to: only the very same path counts.
  ['a narrower path', { grants: [grant('loyalty', route(['GET'], '/v2/points/1'))] }, ['grants[0].allow[0]']],
  ['a wider path', { grants: [grant('loyalty', route(['GET'], '/v2/**'))] }, ['grants[0].allow[0]']],
  ['a route in place of a preset', { grants: [grant('shop', route(['GET'], '/'))] }, ['grants[0].allow[0]']],
  ['more days', { days: 31 }, ['days']],
  [
    'two of three exceed',
    { grants: [grant('shop', 'hand-over'), grant('loyalty', 'capillary:sell', 'hand-over')], days: 365 },
    ['grants[1].allow[1]', 'days'],
  ],
])('%s', ([, given, paths]) => {
  expect(exceedsRequest(asked, given).map(({ path }) => path)).toEqual(paths)
})

test('a request without an end may be answered with any number of days', () => {
  const { days: _, ...forever } = asked
  expect(exceedsRequest(forever, { days: 3_650 })).toEqual([])
})

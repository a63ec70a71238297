import { expect, test } from 'vitest'
import type { StoredUpstream } from '#core/settings/settings.ts'
import { identityFieldsOf, recordOf, type SetupCause } from '#core/upstreams/record.ts'

const common = { id: 'loyalty', scheme: 'basic', baseUrl: 'https://new.example.com' }
const settings = { username: 'new' }
const identity = { organisation: 'Demo Retail', till: 'till1', latencyMs: 3 }
const before: StoredUpstream = {
  ...{ id: 'loyalty', scheme: 'basic', baseUrl: 'https://old.example.com', settings: { username: 'old' } },
  ...{ createdAt: 1, rotatedAt: 2, lockedAt: 3, organisation: 'Old Retail', till: 'till0' },
}
const { lockedAt: _, ...unlocked } = before
const now = 100

test.each<[string, SetupCause, Partial<StoredUpstream>]>([
  ['an upstream that is added', { cause: 'added' }, { ...common, settings, createdAt: now }],
  [
    'a rotation unlocks, and changes nothing else',
    { cause: 'rotated', before },
    { ...unlocked, createdAt: 1, rotatedAt: now },
  ],
  [
    'a rotation of credential and way',
    { cause: 'rotated', before, way: { proxy: 'system', isAlone: false } },
    { ...unlocked, proxy: 'system', rotatedAt: now },
  ],
  [
    'another way alone, unproven, keeps the lock and the time of the credential',
    { cause: 'rotated', before, way: { proxy: 'system', isAlone: true } },
    { ...before, proxy: 'system' },
  ],
  [
    'provisioning a new upstream',
    { cause: 'provisioned', before: undefined, isSameCredential: false },
    { ...common, settings, createdAt: now },
  ],
  [
    'provisioning the same credential keeps the lock',
    { cause: 'provisioned', before, isSameCredential: true },
    { ...common, settings, createdAt: 1, rotatedAt: 2, lockedAt: 3 },
  ],
  [
    'provisioning another credential unlocks',
    { cause: 'provisioned', before, isSameCredential: false },
    { ...common, settings, createdAt: 1, rotatedAt: now },
  ],
])('%s', (_, setup, expected) => {
  expect(recordOf({ common, settings }, setup, undefined, now)).toEqual(expected)
})

test('another way unlocks once the upstream has accepted the credential by it', () => {
  const way = { proxy: 'direct', isAlone: true }
  expect(recordOf({ common, settings }, { cause: 'rotated', before, way }, identity, now)).toEqual({
    ...{ ...unlocked, proxy: 'direct', organisation: 'Demo Retail', till: 'till1' },
  })
})

test('an identity from the probe replaces the one before, as far as it goes', () => {
  const rotated = { cause: 'rotated', before } as const
  expect(recordOf({ common, settings }, rotated, identity, now)).toMatchObject({
    organisation: 'Demo Retail',
    till: 'till1',
  })
  expect(recordOf({ common, settings }, rotated, { latencyMs: 3, till: 'till1' }, now)).toMatchObject({
    organisation: 'Old Retail',
    till: 'till1',
  })
  expect(recordOf({ common, settings }, { cause: 'added' }, identity, now)).toMatchObject({ till: 'till1' })
})

test.each([
  [undefined, {}],
  [{ latencyMs: 3 }, {}],
  [{ latencyMs: 3, organisation: 'Demo Retail' }, { organisation: 'Demo Retail' }],
  [{ latencyMs: 3, till: '' }, { till: '' }],
])('of the identity %j a record holds %j', (known, held) => expect(identityFieldsOf(known)).toStrictEqual(held))

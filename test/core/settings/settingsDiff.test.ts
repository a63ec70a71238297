import { expect, test } from 'vitest'
import { type SettingGroup, settingGroups } from '#core/settings/policy.ts'
import type { Settings } from '#core/settings/settings.ts'
import { changesBetween } from '#core/settings/settingsDiff.ts'

const upstream = { id: 'loyalty', scheme: 'basic', baseUrl: 'https://a.example', settings: { b: 1, a: [1, 2] } }
const before = {
  ...{ version: 1, installation: 'i', upstreams: [upstream], clients: [{ id: 'pos' }, { id: 'kiosk' }] },
  ...{ limits: { queue: 5 }, store: { name: 'A', country: 'IN' } },
} as unknown as Settings

const changesTo = (after: object) => changesBetween(before, { ...before, ...after } as Settings)

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['an upstream', { upstreams: [{ ...upstream, baseUrl: 'https://b.example' }] }, ['upstream loyalty']],
  ['one more upstream', { upstreams: [upstream, { id: 'shop' }] }, ['upstream shop']],
  ['a setting deep within', { upstreams: [{ ...upstream, settings: { b: 2, a: [1, 2] } }] }, ['upstream loyalty']],
  ['the order of a list', { upstreams: [{ ...upstream, settings: { b: 1, a: [2, 1] } }] }, ['upstream loyalty']],
  ['the order of names, which says nothing', { upstreams: [{ ...upstream, settings: { a: [1, 2], b: 1 } }] }, []],
  ['something that was null', { clients: [{ id: 'pos', expiresAt: null }] }, ['client pos']],
  ['the order of clients, which says nothing', { clients: [{ id: 'kiosk' }, { id: 'pos' }] }, []],
  ['a client that is removed, which stands elsewhere', { clients: [] }, []],
  ['a limit', { limits: { queue: 6, burst: 1 } }, ['limit queue', 'limit burst']],
  ['the store', { store: { name: 'A', country: 'AE' } }, ['store country']],
  ['codes', { codes: { perTill: 1 } }, ['codes perTill']],
  ['all limits back to the defaults', { limits: undefined, store: undefined }, []],
])('%s', (_, after, changes) => expect(changesTo(after)).toEqual(changes))

// A pack may send a till's numbers to another collector: the trail has to say so.
test.each(Object.keys(settingGroups))('a setting of the group %s', (group) => {
  const word = group === 'limits' ? 'limit' : group
  expect(changesTo({ [group]: { ...before[group as SettingGroup], later: 'x' } })).toEqual([`${word} later`])
})

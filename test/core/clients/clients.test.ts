import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { Fault } from '#core/base/fault.ts'
import { type Client, Clients } from '#core/clients/clients.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import { createTestClock } from '#test/support/clock.ts'

const loyalty: StoredUpstream = { id: 'loyalty', scheme: 'a', baseUrl: 'https://a.example', settings: {}, createdAt: 1 }

/** Clients whose preset `a:sell` is the route of the upstream's scheme, such as `GET /a`. */
function startClients() {
  const changes = new ChangeFeed()
  const settings = createMemorySettings()
  const presetRoutes = (upstream: string) => {
    const scheme = settings.read().upstreams.find(({ id }) => id === upstream)?.scheme
    if (scheme === undefined) throw new Fault('UNKNOWN_UPSTREAM')
    return [{ methods: ['GET'], path: `/${scheme}` }]
  }
  const clock = createTestClock()
  const clients = new Clients({ settings, clock, random: systemRandom, limits: defaultLimits, changes, presetRoutes })
  const setUpstreams = (...upstreams: StoredUpstream[]) => {
    settings.write({ ...settings.read(), upstreams })
    changes.publish('upstreams')
  }
  setUpstreams(loyalty)
  const grants = [{ upstream: 'loyalty', allow: ['a:sell'] }]
  const { key } = clients.add({ id: 'pos', name: 'POS', grants, origins: [] })
  const topics: string[] = []
  changes.subscribe(({ topic }) => topics.push(topic))
  const mayCall = (path: string) => clients.identify(key)?.grants.get('loyalty')?.allows('GET', path)
  return { changes, clients, settings, clock, key, topics, setUpstreams, mayCall }
}

test('the routes of a preset follow the upstream: removed, added again, and with another scheme', () => {
  const { setUpstreams, mayCall } = startClients()
  expect(mayCall('/a')).toBe(true)
  setUpstreams()
  expect(mayCall('/a')).toBe(false)
  setUpstreams(loyalty)
  expect(mayCall('/a')).toBe(true)
  setUpstreams({ ...loyalty, scheme: 'b' })
  expect([mayCall('/a'), mayCall('/b')]).toEqual([false, true])
})

test('another state of an upstream changes no client', () => {
  const { changes, topics, setUpstreams } = startClients()
  changes.publish('upstreams', { type: 'upstream', id: 'loyalty', state: 'locked' })
  setUpstreams({ ...loyalty, lockedAt: 2 })
  expect(topics).toEqual(['upstreams', 'upstreams'])
  setUpstreams()
  expect(topics.slice(2).toSorted()).toEqual(['clients', 'upstreams'])
})

test('when a client was last used is shown at once and stored at the end', async () => {
  const { clients, settings, clock, key } = startClients()
  expect(clients.list()[0]?.lastUsedAt).toBeUndefined()
  await clock.advance(5_000)
  clients.identify(key)
  expect([clients.list()[0]?.lastUsedAt, settings.read().clients[0]?.lastUsedAt]).toEqual([clock.now(), undefined])
  clients.storeLastUse()
  expect(settings.read().clients[0]?.lastUsedAt).toBe(clock.now())
})

test('two grants for one upstream both count', () => {
  const { clients } = startClients()
  const of = (path: string) => ({ upstream: 'loyalty', allow: [{ methods: ['GET' as const], path }] })
  const { key } = clients.add({ id: 'kiosk', name: 'Kiosk', grants: [of('/one'), of('/two')], origins: [] })
  const routes = clients.identify(key)?.grants.get('loyalty')
  expect(['/one', '/two', '/three'].map((path) => routes?.allows('GET', path))).toEqual([true, true, false])
})

test('a change of the settings gives no client a fresh burst', () => {
  const { clients, key } = startClients()
  const use = () => clients.countCall(clients.identify(key) as Client)
  for (let n = 0; n < defaultLimits.burst; n += 1) use()
  expect(use).toThrow(expect.objectContaining({ code: 'TOO_MANY_REQUESTS' }))
  clients.reload()
  expect(use).toThrow(expect.objectContaining({ code: 'TOO_MANY_REQUESTS' }))
})

import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { DirectiveContents } from '#contract/fleet/directives.ts'
import type { Directives } from '#core/directives/directives.ts'
import type { Settings } from '#core/settings/settings.ts'
import { signDirectives, startHost } from '#test/support/directives.ts'
import { makeOfficeKey } from '#test/support/packs.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startTill, type TillOptions } from '#test/support/till.ts'

const office = makeOfficeKey()
const lookUps = [{ upstream: 'loyalty', allow: ['capillary:look-up'] }]

/** A till that knows head office's key and looks at a host of releases. */
async function prepare({ own = {}, ...options }: TillOptions & { own?: Partial<Settings> } = {}) {
  const host = await startHost()
  const { settings = createMemorySettings() } = options
  settings.write({ ...settings.read(), fleet: { keys: office.key }, updates: { feed: host.url }, ...own })
  const till = await startTill({ ...options, settings })
  till.agent.posOpenedAt(till.port)
  const publish = (counter: number, given: Partial<Directives> = {}) => {
    host.text = signDirectives(office, counter, given)
    return till.agent.directives.look()
  }
  const shown = (name: string) => {
    const { value, source } = till.agent.settings.list().find((view) => view.name === name) ?? {}
    return [value, source]
  }
  const audit = () =>
    till.agent.audit
      .list(100)
      .flatMap(({ event, outcome }) => (event.startsWith('directives') ? [`${event} ${outcome}`] : []))
  return { ...till, host, publish, shown, audit }
}

test('settings of head office are in force above the shop’s own, and are gone when head office leaves them out', async () => {
  const { agent, publish, shown, settings, audit } = await prepare({ own: { store: { country: 'IN' } } })
  agent.settings.set('updates.quietHours', '01:00-02:00')
  const status = await publish(1, { settings: { 'updates.quietHours': '03:00-04:00', 'store.name': 'Pune' } })
  expect(status.inForce).toMatchObject({ counter: 1, settings: ['updates.quietHours', 'store.name'] })
  expect(shown('updates.quietHours')).toEqual(['03:00-04:00', 'head-office'])
  expect([shown('store.name'), shown('store.country')]).toEqual([
    ['Pune', 'head-office'],
    ['IN', 'settings'],
  ])
  expect(() => agent.settings.set('store.name', 'Mine')).toThrow(expect.objectContaining({ code: 'SETTING_MANAGED' }))
  // A write of something else keeps the shop's own value.
  agent.settings.set('store.country', 'DE')
  expect(settings.read().updates?.quietHours).toBe('01:00-02:00')
  await publish(2)
  expect(shown('updates.quietHours')).toEqual(['01:00-02:00', 'settings'])
  expect(shown('store.name')[1]).toBe('default')
  expect(audit()).toEqual(['directives-obeyed done', 'directives-obeyed done'])
})

test('a policy of the machine stands above it', async () => {
  const { publish, shown } = await prepare({ deps: { policy: { updates: { ring: 'pilot' } } } })
  await publish(1, { settings: { 'updates.ring': 'late', 'updates.quietHours': '03:00-04:00' } })
  expect([shown('updates.ring'), shown('updates.quietHours')]).toEqual([
    ['pilot', 'policy'],
    ['03:00-04:00', 'head-office'],
  ])
})

test('what a later version may set, and what is no matter of it, is left out; the rest counts', async () => {
  const { publish, shown, log } = await prepare()
  await publish(1, {
    settings: {
      'colour.sky': 'blue',
      'fleet.keys': makeOfficeKey().key,
      'start.users': 'everyone',
      'limits.queue': 64,
    },
  })
  expect([shown('limits.queue'), shown('fleet.keys'), shown('start.users')]).toEqual([
    [64, 'head-office'],
    [office.key, 'settings'],
    [undefined, 'default'],
  ])
  const names = log.events.flatMap(({ event, fields }) =>
    event === 'directives-not-understood' ? [fields?.detail] : [],
  )
  expect(names.toSorted()).toEqual(['colour.sky', 'fleet.keys', 'start.users'])
})

test('grants, origins and the upstream’s own settings change, and come back as the shop had them', async () => {
  const cloud = await startTestSimulator({ tills: [{ till: 'till1', password: 'canary' }] })
  const upstream = { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till: 'till1', password: 'canary' }
  const { call, publish, settings, clock } = await prepare({ upstream })
  const publishLater: typeof publish = (counter, given) => {
    clock.skip(4 * 60_000)
    return publish(counter, given)
  }
  const before = settings.read()
  const path = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'
  const sale = () =>
    call('/via/loyalty/v1.1/transaction/add?format=json', { method: 'POST', body: '{}' }).then(({ status }) => status)
  expect(await sale()).not.toBe(403)
  await publishLater(1, {
    clients: [
      { id: 'pos', grants: lookUps, origins: ['https://pos.example'] },
      { id: 'elsewhere', grants: [] },
    ],
    upstreams: [
      { id: 'loyalty', via: false },
      { id: 'not-here', via: false },
    ],
  })
  expect([await sale(), (await call(path)).status]).toEqual([403, 200])
  expect((await call(path, { headers: { Origin: 'https://pos.example' } })).status).toBe(200)
  expect(settings.read().upstreams).toMatchObject([{ id: 'loyalty', via: false, till: 'till1' }])
  await publishLater(2)
  expect(await sale()).not.toBe(403)
  const parts = ({ upstreams, clients }: Settings) => ({
    upstreams,
    clients: clients.map(({ lastUsedAt: _, ...rest }) => rest),
  })
  // What the cloud said of the till is new.
  expect(parts(settings.read())).toMatchObject(parts(before))
  expect(settings.read().upstreams[0]?.via).toBeUndefined()
})

test.each<[string, Partial<DirectiveContents>]>([
  ['leads a credential to another host', { upstreams: [{ id: 'loyalty', baseUrl: 'https://thief.example' }] }],
  ['leads a credential by another proxy', { upstreams: [{ id: 'loyalty', proxy: 'http://thief.example:3128' }] }],
  ['sets a secret', { upstreams: [{ id: 'loyalty', password: 'x' }] }],
  ['names a file of the till', { upstreams: [{ id: 'loyalty', caFile: '/tmp/ca.pem' }] }],
  [
    'grants what there is not',
    { clients: [{ id: 'pos', grants: [{ upstream: 'loyalty', allow: ['capillary:fly'] }] }] },
  ],
])('a file that %s is refused whole, said, and not tried again', async (_, contents) => {
  const { publish, settings, shown, agent, audit } = await prepare()
  const { upstreams, clients } = settings.read()
  const status = await publish(1, { settings: { 'limits.queue': 64 }, ...contents })
  expect(status).toMatchObject({ failed: { counter: 1, outcome: 'refused' } })
  expect(settings.read()).toMatchObject({ upstreams, clients })
  expect(shown('limits.queue')[1]).toBe('default')
  expect(agent.status().concerns.map(({ code }) => code)).toContain('DIRECTIVES_REFUSED')
  await publish(2, { settings: { 'limits.queue': 64 }, ...contents })
  expect(audit()).toEqual(['directives-obeyed INVALID_INPUT'])
  await publish(3, { settings: { 'limits.queue': 65 } })
  expect(agent.status().concerns.map(({ code }) => code)).not.toContain('DIRECTIVES_REFUSED')
})

test('an upstream moves to a host that the till’s own setting names, once it accepts the credential there', async () => {
  const tills = [{ till: 'till1', password: 'canary' }]
  const [old, next] = [await startTestSimulator({ tills }), await startTestSimulator({ tills })]
  const upstream = { id: 'loyalty', scheme: 'capillary-till', baseUrl: old.url, till: 'till1', password: 'canary' }
  const { agent, publish, settings } = await prepare({
    upstream,
    own: { fleet: { keys: office.key, hosts: `*.example.com ${new URL(next.url).host}` } },
  })
  const moved = { upstreams: [{ id: 'loyalty', baseUrl: next.url }] }
  await publish(1, moved)
  expect(settings.read().upstreams).toMatchObject([{ baseUrl: next.url, till: 'till1' }])
  expect((await agent.upstreams.test('loyalty')).till).toBe('till1')
  // The port is part of the host.
  const status = await publish(2, { upstreams: [{ id: 'loyalty', baseUrl: 'http://127.0.0.1:9' }] })
  expect(status.failed?.reason).toContain('fleet.hosts')
  expect(settings.read().upstreams).toMatchObject([{ baseUrl: next.url }])
})

test('an upstream that refuses the credential as it would be set up is left as it is', async () => {
  const old = await startTestSimulator({ tills: [{ till: 'till1', password: 'canary' }] })
  const next = await startTestSimulator({ tills: [{ till: 'till1', password: 'another' }] })
  const upstream = { id: 'loyalty', scheme: 'capillary-till', baseUrl: old.url, till: 'till1', password: 'canary' }
  const { publish, settings } = await prepare({
    upstream,
    own: { fleet: { keys: office.key, hosts: new URL(next.url).host } },
  })
  const status = await publish(1, { upstreams: [{ id: 'loyalty', baseUrl: next.url }] })
  expect(status.failed).toMatchObject({ outcome: 'refused' })
  expect(settings.read().upstreams).toMatchObject([{ baseUrl: old.url }])
  expect(settings.read().upstreams[0]).not.toHaveProperty('lockedAt')
})

test.each<[string, (host: { text: string }) => unknown, string]>([
  [
    'another key',
    (host) => {
      host.text = signDirectives(makeOfficeKey(), 9)
    },
    'key-unknown',
  ],
  [
    'an old counter',
    (host) => {
      host.text = signDirectives(office, 1, { settings: { 'limits.queue': 9 } })
    },
    'rolled-back',
  ],
  [
    'another channel',
    (host) => {
      host.text = signDirectives(office, 9, { channel: 'kiosks' })
    },
    'other-channel',
  ],
  [
    'a date that has passed',
    (host) => {
      host.text = signDirectives(office, 9, { releasedAt: Date.now() - 40 * 86_400_000 })
    },
    'expired',
  ],
  [
    'a date far ahead',
    (host) => {
      host.text = signDirectives(office, 9, { releasedAt: Date.now() + 2 * 86_400_000 })
    },
    'dated-ahead',
  ],
  [
    'a changed byte',
    (host) => {
      host.text = signDirectives(office, 9, { settings: { 'limits.queue': 9 } }).replace('limits.queue', 'limits.burst')
    },
    'tampered',
  ],
  [
    'nothing',
    (host) => {
      host.text = ''
    },
    'unreachable',
  ],
])('a file with %s changes nothing', async (_, replace, problem) => {
  const { publish, host, agent, shown } = await prepare()
  await publish(5, { settings: { 'limits.queue': 64 } })
  replace(host)
  expect(await agent.directives.look()).toMatchObject({ problem, counter: 5 })
  expect(shown('limits.queue')).toEqual([64, 'head-office'])
})

test('a till outside the share keeps what it has, and follows once the share has reached it', async () => {
  const { publish, shown } = await prepare({ own: {} })
  await publish(1, { rings: { default: 0, '*': 100 }, settings: { 'limits.queue': 64 } })
  expect(shown('limits.queue')[1]).toBe('default')
  await publish(2, { rings: { default: 100 }, settings: { 'limits.queue': 64 } })
  expect(shown('limits.queue')).toEqual([64, 'head-office'])
})

test('a sale under way is waited for', async () => {
  const cloud = await startTestSimulator({ tills: [{ till: 'till1', password: 'canary' }] })
  const upstream = { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till: 'till1', password: 'canary' }
  const { publish, call, clock, shown, agent } = await prepare({ upstream })
  await call('/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993')
  expect(await publish(1, { settings: { 'limits.queue': 64 } })).toMatchObject({ waits: 'obey' })
  expect(shown('limits.queue')[1]).toBe('default')
  clock.skip(4 * 60_000)
  await agent.directives.look()
  expect(shown('limits.queue')).toEqual([64, 'head-office'])
})

test('the host sends a file that has not changed only once', async () => {
  const { publish, host, agent } = await prepare()
  await publish(1)
  await agent.directives.look()
  expect([host.asked, host.sent]).toEqual([2, 1])
})

test('a till that knows no head office asks nobody', async () => {
  const { host, agent } = await prepare({ own: { fleet: {} } })
  expect(await agent.directives.look()).not.toHaveProperty('address')
  expect(host.asked).toBe(0)
})

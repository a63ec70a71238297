import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { Grant } from '#contract/grant.ts'
import type { Directives } from '#core/directives/directives.ts'
import { signDirectives, startHost } from '#test/support/directives.ts'
import { makeOfficeKey } from '#test/support/packs.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startTill } from '#test/support/till.ts'

const office = makeOfficeKey()
const everything: Grant['allow'] = [{ methods: ['*'], path: '/**' }]
const lookUps = [{ upstream: 'loyalty', allow: ['capillary:look-up'] }]
/** Names neither client nor upstream: what those before it changed is the shop's own again. */
const nothing = { settings: { 'updates.quietHours': '01:00-02:00' } }

/** A till whose cloud head office may move from `first` to `second`. */
async function prepare() {
  const tills = [{ till: 'till1', password: 'canary' }]
  const [first, second] = [await startTestSimulator({ tills }), await startTestSimulator({ tills })]
  const host = await startHost()
  const settings = createMemorySettings()
  const fleet = { keys: office.key, hosts: new URL(second.url).host }
  settings.write({ ...settings.read(), fleet, updates: { feed: host.url } })
  const upstream = { id: 'loyalty', scheme: 'capillary-till', baseUrl: first.url, till: 'till1', password: 'canary' }
  const till = await startTill({ settings, upstream })
  const { agent, clock } = till
  agent.posOpenedAt(till.port)
  const publish = (counter: number, given: Partial<Directives>) => {
    clock.skip(4 * 60_000)
    host.text = signDirectives(office, counter, given)
    return agent.directives.look()
  }
  const grantsOfPos = () => settings.read().clients.find(({ id }) => id === 'pos')?.grants
  const loyalty = () => settings.read().upstreams.find(({ id }) => id === 'loyalty')
  return { ...till, upstream, first, second, publish, grantsOfPos, loyalty }
}

test('a program that gets the name of one which was narrowed from afar does not get that one’s rights', async () => {
  const { agent, clock, publish, grantsOfPos } = await prepare()
  await publish(1, { clients: [{ id: 'pos', grants: lookUps, origins: ['https://pos.example'] }] })
  agent.clients.revoke('pos')
  clock.skip(1)
  agent.clients.add({ id: 'pos', name: 'Another', grants: lookUps, origins: ['https://pos.example'] })
  await publish(2, nothing)
  expect(grantsOfPos()).toEqual(lookUps)
  expect(agent.clients.named('pos').origins).toEqual(new Set(['https://pos.example']))
})

test('what the shop has set of a program meanwhile stays, and its rights for a cloud go with that cloud', async () => {
  const till = await prepare()
  const { agent, clock, publish, grantsOfPos } = till
  const client = { id: 'pos', name: 'Checkout', origins: [] }
  await publish(1, { clients: [{ id: 'pos', grants: [] }] })
  await agent.provision({ upstreams: [], clients: [{ ...client, grants: lookUps }] })
  await publish(2, nothing)
  expect(grantsOfPos()).toEqual(lookUps)
  await publish(3, { clients: [{ id: 'pos', grants: [] }] })
  await agent.upstreams.remove('loyalty', true)
  clock.skip(1)
  await agent.upstreams.add(till.upstream, true)
  await publish(4, nothing)
  expect(grantsOfPos()).toEqual([])
})

test('a cloud that is set up anew keeps its host: no earlier one gets its credential', async () => {
  const { agent, clock, second, upstream, publish, loyalty } = await prepare()
  const third = await startTestSimulator({ tills: [{ till: 'till1', password: 'another' }] })
  await publish(1, { upstreams: [{ id: 'loyalty', baseUrl: second.url, via: false }] })
  expect(loyalty()).toMatchObject({ baseUrl: second.url, via: false })
  await agent.upstreams.remove('loyalty', true)
  clock.skip(1)
  await agent.upstreams.add({ ...upstream, baseUrl: third.url, password: 'another' }, true)
  expect(await publish(2, nothing)).toMatchObject({ inForce: { counter: 2 } })
  expect(loyalty()).toMatchObject({ baseUrl: third.url })
})

test('a credential that is new where the cloud was moved to goes to no host of before; the rest comes back', async () => {
  const { agent, second, publish, loyalty } = await prepare()
  await publish(1, { upstreams: [{ id: 'loyalty', baseUrl: second.url, via: false }] })
  await agent.upstreams.rotate('loyalty', { password: 'canary' }, false)
  await publish(2, nothing)
  expect(loyalty()).toMatchObject({ baseUrl: second.url })
  expect(loyalty()?.via).toBeUndefined()
})

test('a cloud that nobody has touched goes back to where it was', async () => {
  const { first, second, publish, loyalty, grantsOfPos } = await prepare()
  await publish(1, { clients: [{ id: 'pos', grants: lookUps }], upstreams: [{ id: 'loyalty', baseUrl: second.url }] })
  await publish(2, nothing)
  expect(loyalty()).toMatchObject({ baseUrl: first.url })
  expect(grantsOfPos()).toEqual([{ upstream: 'loyalty', allow: everything }])
})

import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import { createTestClock } from '#test/support/clock.ts'
import { faultOf, startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** A till that was set up and starts again while its keychain does not answer. */
async function startOnHangingKeychain() {
  const upstream = await startUpstream()
  const secrets = new Map<string, Secret>()
  const settings = createMemorySettings()
  const { forgets: _, ...vault } = createMemoryVault(secrets)
  const before = await startTill({ settings, vault, baseUrl: upstream.url })
  await before.close()

  const unlocked = Promise.withResolvers<void>()
  let isHanging = true
  const wait = () => (isHanging ? unlocked.promise : Promise.resolve())
  const hanging: Vault = {
    read: (account) => wait().then(() => vault.read(account)),
    write: (account, secret) => wait().then(() => vault.write(account, secret)),
    remove: (account) => wait().then(() => vault.remove(account)),
  }
  const clock = createTestClock()
  let isStarted = false
  const starting = startTill({ settings, vault: hanging, isSetUp: false, deps: { clock } }).then((till) => {
    isStarted = true
    return till
  })
  await clock.advance(1_999)
  expect(isStarted).toBe(false)
  await clock.advance(1)
  const till = await starting
  return {
    ...{ till, clock, upstream },
    sale: () => fetch(`${till.url}/via/loyalty/sale`, { headers: { 'Till-Agent-Key': before.key } }),
    unlock: async () => {
      isHanging = false
      unlocked.resolve()
      await clock.advance(0)
    },
  }
}

// The port stayed closed for as long as the keychain hung, without a word.
test('the start waits for the keychain a moment only, and says what is missing', async () => {
  const { till, clock, sale, upstream, unlock } = await startOnHangingKeychain()
  expect(till.agent.upstreams.list()).toMatchObject([
    { id: 'loyalty', state: 'not-ready', problem: { detail: 'The keychain of this computer has not answered yet.' } },
  ])
  await clock.advance(20_000)
  expect(till.agent.status().concerns).toContainEqual(
    expect.objectContaining({ about: 'loyalty', code: 'KEYCHAIN_LOCKED' }),
  )
  const response = await sale()
  expect([response.status, await faultOf(response), upstream.seen]).toEqual([503, 'UPSTREAM_NOT_READY', []])
  await unlock()
})

test('a sale that comes meanwhile waits a moment, and goes when the keychain answers', async () => {
  const { till, clock, sale, unlock } = await startOnHangingKeychain()
  const early = sale()
  await expect.poll(() => till.agent.broker.loadOf('loyalty').activeRequests).toBe(1)
  await clock.advance(2_000)
  expect(await faultOf(await early)).toBe('UPSTREAM_NOT_READY')

  const later = sale()
  await expect.poll(() => till.agent.broker.loadOf('loyalty').activeRequests).toBe(1)
  const changes: unknown[] = []
  till.agent.changes.subscribe((event) => changes.push(event), 'upstreams')
  await unlock()
  expect((await later).status).toBe(200)
  expect(changes).toEqual([{ topic: 'upstreams', event: { type: 'upstream', id: 'loyalty', state: 'ready' } }])
})

test('an upstream that nobody calls is ready as soon as the keychain answers', async () => {
  const { till, unlock } = await startOnHangingKeychain()
  await unlock()
  await expect.poll(() => till.agent.upstreams.list()[0]?.state).toBe('ready')
})

test('the agent ends while the keychain hangs', async () => {
  const { till } = await startOnHangingKeychain()
  await till.close()
})

// The old credential arrived after the new one and took its place.
test('a credential that comes late does not replace one that was set meanwhile', async () => {
  const upstream = await startUpstream()
  const settings = createMemorySettings()
  const first = Promise.withResolvers<void>()
  const vault = createMemoryVault()
  const before = await startTill({ settings, vault, baseUrl: upstream.url })
  await before.close()
  let reads = 0
  const slow: Vault = {
    ...vault,
    read: async (account) => {
      reads += 1
      const secret = await vault.read(account)
      if (reads === 1) await first.promise
      return secret
    },
  }
  const clock = createTestClock()
  const starting = startTill({ settings, vault: slow, isSetUp: false, deps: { clock } })
  await clock.advance(2_000)
  const { agent, url } = await starting
  await agent.upstreams.rotate('loyalty', { password: 'new' }, false)
  first.resolve()
  await clock.advance(0)
  await fetch(`${url}/via/loyalty/sale`, { headers: { 'Till-Agent-Key': before.key } })
  const md5OfNew = '22af645d1859cb5ca6da0c484f1f37ea'
  expect(upstream.seen.map(({ headers }) => headers.authorization)).toEqual([
    `Basic ${Buffer.from(`till1:${md5OfNew}`).toString('base64')}`,
  ])
})

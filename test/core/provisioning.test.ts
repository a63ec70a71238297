import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { joseSigner } from '#adapters/system/joseSigner.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { ProvisioningFile } from '#contract/provisioning.ts'
import { createAgent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'
import type { Vault } from '#core/base/vault.ts'
import { provision } from '#core/provisioning.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { schemes } from '#schemes/index.ts'
import { canaries } from '#test/support/canaries.ts'
import { SeededRandom } from '#test/support/seededRandom.ts'
import { startTestSimulator } from '#test/support/simulator.ts'

async function startAgent({ vault = createMemoryVault(), settings = createMemorySettings() } = {}) {
  const network = createSystemNetwork(defaultLimits)
  const ports = { settings, vault, network, clock: systemClock, random: systemRandom, log: createMemoryLog() }
  const audit = createMemoryAudit()
  return {
    agent: await createAgent({
      ...ports,
      audit,
      schemes,
      version: 'test',
      verifications: createMemoryVerifications(),
      outbox: createMemoryOutbox(),
      signer: joseSigner,
    }),
    vault,
    settings,
  }
}

const entry = (id: string, more: object = {}) =>
  ({
    id,
    scheme: 'capillary-till',
    baseUrl: 'https://127.0.0.1:9',
    till: 'till1',
    password: canaries.password,
    ...more,
  }) as never

const file = (more: Partial<ProvisioningFile>): ProvisioningFile => ({ upstreams: [], clients: [], ...more })

const client = (id: string, more: object = {}) => ({ id, name: id, grants: [], origins: [], ...more })

async function account(settings: SettingsStore, id: string, vault: Vault) {
  return (await vault.read(`${settings.read().installation}/${id}`))?.reveal()
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** Refuses the n-th write. */
function failingVault(failAt: number): Vault {
  const vault = createMemoryVault()
  let writes = 0
  return {
    ...vault,
    write: async (name, secret) => {
      writes += 1
      if (writes === failAt) throw new Fault('KEYCHAIN_LOCKED')
      await vault.write(name, secret)
    },
  }
}

describe('a file is taken whole or not at all', () => {
  test.each([
    ['a misspelt name', file({ upstreams: [entry('a'), entry('b', { passwrod: 'x' })] }), /upstreams\[1\].*passwrod/],
    [
      'an unknown scheme',
      file({ upstreams: [entry('a'), entry('b', { scheme: 'capilary-till' })] }),
      /upstreams\[1\]\.scheme: must be one of capillary-till/,
    ],
    [
      'plain http',
      file({ upstreams: [entry('a', { baseUrl: 'http://shop.example' })] }),
      /upstreams\[0\]\.baseUrl: must begin with https/,
    ],
    ['a missing password', file({ upstreams: [entry('a', { password: undefined })] }), /upstreams\[0\]\.password/],
    ['a name twice', file({ upstreams: [entry('a'), entry('a')] }), /upstreams\[1\]\.id: "a" stands in the file twice/],
    [
      'a preset that is none',
      file({
        upstreams: [entry('a')],
        clients: [client('pos', { grants: [{ upstream: 'a', allow: ['capillary:steal'] }] })],
      }),
      /^clients\[0\]\.grants: .*capillary:steal.*capillary:sell/,
    ],
    [
      'a grant for nowhere',
      file({
        upstreams: [entry('a')],
        clients: [client('pos', { grants: [{ upstream: 'b', allow: ['capillary:sell'] }] })],
      }),
      /"b"/,
    ],
    [
      'a key of another client',
      file({ clients: [client('pos', { key: canaries.clientKey })] }),
      /^clients\[0\]\.key: must look like ta_pos_/,
    ],
    ['a caFile that is not there', file({ upstreams: [entry('a', { caFile: '/nowhere/ca.pem' })] }), /nowhere/],
  ])('%s', async (_, provisioning, message) => {
    const { agent, settings, vault } = await startAgent()
    const before = settings.read()
    const thrown = await agent.provision(provisioning).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(Fault)
    expect((thrown as Fault).detail).toMatch(message)
    expect((thrown as Fault).detail).not.toContain(canaries.clientKey)
    expect(settings.read()).toEqual(before)
    expect(await account(settings, 'a', vault)).toBeUndefined()
  })

  test('a keychain that fails half-way keeps what it had', async () => {
    const { agent, settings, vault } = await startAgent({ vault: failingVault(3) })
    await agent.provision(file({ upstreams: [entry('a')] }))
    const kept = await account(settings, 'a', vault)
    const before = settings.read()
    const again = file({ upstreams: [entry('a', { password: 'new' }), entry('b')] })
    await expect(agent.provision(again)).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
    expect(settings.read()).toEqual(before)
    expect(await account(settings, 'a', vault)).toBe(kept)
    expect(await account(settings, 'b', vault)).toBeUndefined()
  })

  test('settings that cannot be written leave no secret behind', async () => {
    const settings = createMemorySettings()
    const unwritable: SettingsStore = {
      read: settings.read,
      write: () => {
        throw new Fault('SETTINGS_UNWRITABLE')
      },
    }
    const { agent, vault } = await startAgent({ settings: unwritable })
    await expect(agent.provision(file({ upstreams: [entry('a')] }))).rejects.toMatchObject({
      code: 'SETTINGS_UNWRITABLE',
    })
    expect(await account(settings, 'a', vault)).toBeUndefined()
  })
})

test('what a file does not name stays; what it names is replaced and keeps its history', async () => {
  const { agent } = await startAgent()
  await agent.provision(file({ upstreams: [entry('a')], clients: [client('pos'), client('kiosk')] }))
  const [pos] = agent.clients.list()
  await agent.provision(file({ upstreams: [entry('b')], clients: [client('pos', { name: 'Checkout 2' })] }))
  expect(agent.upstreams.list().map(({ id }) => id)).toEqual(['a', 'b'])
  const after = agent.clients.list().find(({ id }) => id === 'pos')
  expect(after).toMatchObject({ name: 'Checkout 2', createdAt: pos?.createdAt })
})

test('a client that is there keeps its key where the file brings none, and is told no other', async () => {
  const { agent } = await startAgent()
  const first = await agent.provision(file({ clients: [client('pos')] }))
  const again = await agent.provision(file({ clients: [client('pos', { name: 'Checkout 2' })] }))
  const [{ key } = { key: '' }] = first.newKeys
  expect([first.newKeys.length, again.newKeys]).toEqual([1, []])
  expect(agent.clients.identify(key)).toMatchObject({ id: 'pos' })
  const other = `${key.slice(0, -2)}${key.endsWith('AA') ? 'BB' : 'AA'}`
  await agent.provision(file({ clients: [client('pos', { key: other })] }))
  expect([agent.clients.identify(key), agent.clients.identify(other)?.id]).toEqual([undefined, 'pos'])
})

describe('a file of which a part fails once the rest is set up', () => {
  const pos = 'ta_pos_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  const drop = { name: 'days', folder: '/days', to: 'sftp://till@127.0.0.1:9/in', stableSeconds: 5, expireHours: 72 }

  async function startWithFailingFolders() {
    const started = await startAgent()
    const drops = { check() {}, provision: vi.fn(async (): Promise<string[]> => []), prepare: vi.fn() }
    const { agent, settings } = started
    drops.provision.mockRejectedValueOnce(new Fault('UPSTREAM_UNREACHABLE'))
    const network = createSystemNetwork(defaultLimits)
    const { upstreams, clients, changes } = agent
    const byId = new Map(schemes.map((scheme) => [scheme.id, scheme]))
    const deps = { settings, network, schemes: byId, upstreams, clients, drops, changes }
    return { ...started, apply: (applied: ProvisioningFile) => provision(applied, false, deps) }
  }

  test('shows a new key when it is applied again: the first one was shown to nobody', async () => {
    const { agent, apply } = await startWithFailingFolders()
    const whole = file({ clients: [client('kiosk'), client('pos', { key: pos })], drops: [drop] })
    await expect(apply(whole)).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
    const { newKeys } = await apply(whole)
    expect(newKeys).toMatchObject([{ client: { id: 'kiosk' } }])
    expect(agent.clients.identify(newKeys[0]?.key ?? '')).toMatchObject({ id: 'kiosk' })
    expect((await apply(whole)).newKeys).toEqual([])
    expect(agent.clients.withdrawUnfetched()).toEqual([])
  })

  test('leaves no client that nobody can be after a restart', async () => {
    const { agent, apply } = await startWithFailingFolders()
    const whole = file({ clients: [client('kiosk'), client('pos', { key: pos })], drops: [drop] })
    await expect(apply(whole)).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
    expect(agent.clients.withdrawUnfetched()).toEqual(['kiosk'])
    expect(agent.clients.identify(pos)).toMatchObject({ id: 'pos' })
  })
})

test('a client whose key nobody has fetched gets a new one', async () => {
  const { agent } = await startAgent()
  agent.clients.addPaired(client('pos'))
  const { newKeys } = await agent.provision(file({ clients: [client('pos')] }))
  expect(newKeys).toMatchObject([{ client: { id: 'pos' } }])
  expect(agent.clients.withdrawUnfetched()).toEqual([])
})

describe('changes at the same time', () => {
  /** Each call takes some turns of the event loop, as those of a keychain do: every seed has an order of its own. */
  function slowVault(seed: number): Vault {
    const vault = createMemoryVault()
    const random = new SeededRandom(seed)
    const slowly = async <Result>(call: () => Promise<Result>) => {
      for (let turns = random.below(6); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve))
      return call()
    }
    return {
      read: (name) => slowly(() => vault.read(name)),
      write: (name, secret) => slowly(() => vault.write(name, secret)),
      remove: (name) => slowly(() => vault.remove(name)),
    }
  }
  const seeds = Array.from({ length: 12 }, (_, at) => at + 1)

  test.each(seeds)(
    'two files for the same upstreams: the later one holds, with its own secrets (order %i)',
    async (seed) => {
      const { agent, settings, vault } = await startAgent({ vault: slowVault(seed) })
      const baseUrls = ['https://127.0.0.1:8', 'https://127.0.0.1:9']
      const both = (baseUrl: string) => ['a', 'b'].map((id) => entry(id, { baseUrl, password: baseUrl }))
      await agent.provision(file({ upstreams: both('https://127.0.0.1:7') }))
      await Promise.all(baseUrls.map((baseUrl) => agent.provision(file({ upstreams: both(baseUrl) }))))
      const { upstreams, secretJournal } = settings.read()
      expect([upstreams.map(({ baseUrl }) => baseUrl), secretJournal]).toEqual([Array(2).fill(baseUrls[1]), undefined])
      for (const { id, secrets, baseUrl } of upstreams)
        expect(await account(settings, secrets?.credential ?? id, vault)).toContain(md5(baseUrl))
    },
  )

  test.each(seeds)('a file and what a person changes meanwhile: neither is lost (order %i)', async (seed) => {
    const { agent, settings, vault } = await startAgent({ vault: slowVault(seed) })
    await agent.provision(file({ upstreams: ['a', 'b', 'c'].map((id) => entry(id)), clients: [client('old')] }))
    await Promise.all([
      agent.upstreams.rotate('b', { password: 'rotated' }, false),
      agent.provision(file({ upstreams: [entry('a', { till: 'till2' }), entry('d')], clients: [client('pos')] })),
      agent.upstreams.rotate('a', { password: 'rotated' }, false),
      agent.upstreams.remove('c', false),
      (async () => {
        agent.clients.add(client('kiosk'))
        agent.clients.revoke('old')
        agent.settings.set('store.name', 'Paris')
      })(),
    ])
    const { upstreams, clients, store, secretJournal } = settings.read()
    const [a, b, d] = upstreams.toSorted((one, other) => one.id.localeCompare(other.id))
    expect([a?.id, b?.id, d?.id, upstreams.length, secretJournal]).toEqual(['a', 'b', 'd', 3, undefined])
    expect([clients.map(({ id }) => id), store]).toEqual([['kiosk', 'pos'], { name: 'Paris' }])
    expect(a?.settings).toMatchObject({ till: 'till2' })
    for (const rotated of [a, b])
      expect(await account(settings, String(rotated?.secrets?.credential), vault)).toContain(md5('rotated'))
  })

  test('an upstream is not removed under a client whose grant for it is on its way', async () => {
    const { agent } = await startAgent({ vault: slowVault(1) })
    await agent.provision(file({ upstreams: [entry('a')] }))
    const grants = [{ upstream: 'a', allow: ['capillary:sell'] }]
    const provisioned = agent.provision(file({ upstreams: [entry('b')], clients: [client('pos', { grants })] }))
    await expect(agent.upstreams.remove('a', false)).rejects.toMatchObject({ code: 'UPSTREAM_IN_USE' })
    await provisioned
    expect(agent.upstreams.list().map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

test('settings and views hold neither secrets nor keys', async () => {
  const { agent, settings } = await startAgent()
  const { newKeys } = await agent.provision(file({ upstreams: [entry('a')], clients: [client('pos')] }))
  const kept = JSON.stringify([settings.read(), agent.upstreams.list(), agent.clients.list(), agent.status()])
  for (const secret of [canaries.password, canaries.md5, newKeys[0]?.key ?? ''])
    expect(kept.includes(secret)).toBe(false)
})

describe('a locked upstream', () => {
  async function lockedAgent() {
    const simulator = await startTestSimulator({ tills: [{ till: 'till1', password: 'right' }] })
    const started = await startAgent()
    const wrong = entry('loyalty', { baseUrl: simulator.url, password: 'wrong' })
    await started.agent.provision(file({ upstreams: [wrong] }))
    await expect(started.agent.upstreams.test('loyalty')).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
    return { ...started, simulator, wrong }
  }
  const state = (agent: Awaited<ReturnType<typeof createAgent>>) => agent.upstreams.list()[0]?.state

  test('is locked after a restart too', async () => {
    const { agent, vault, settings } = await lockedAgent()
    expect(state(agent)).toBe('locked')
    const restarted = await startAgent({ vault, settings })
    expect(restarted.agent.upstreams.find('loyalty')?.locked).toBe(true)
  })

  test('stays locked when the same wrong credential is provisioned again', async () => {
    const { agent, wrong, simulator } = await lockedAgent()
    await agent.provision(file({ upstreams: [wrong] }))
    expect(state(agent)).toBe('locked')
    expect(simulator.seen()).toHaveLength(1)
  })

  test('is opened by a credential that the upstream accepts, and by no other', async () => {
    const { agent, settings, vault } = await lockedAgent()
    const before = await account(settings, 'loyalty', vault)
    await expect(agent.upstreams.rotate('loyalty', { password: 'wrong too' }, true)).rejects.toMatchObject({
      code: 'CREDENTIAL_REFUSED',
    })
    expect([state(agent), await account(settings, 'loyalty', vault)]).toEqual(['locked', before])
    await agent.upstreams.rotate('loyalty', { password: 'right' }, true)
    expect(state(agent)).toBe('ready')
  })
})

describe('one upstream by hand', () => {
  test('is added only when the upstream accepts the credential', async () => {
    const simulator = await startTestSimulator()
    const { agent, settings, vault } = await startAgent()
    const at = (more: object) => entry('loyalty', { baseUrl: simulator.url, till: 'store.server', ...more })
    await expect(agent.upstreams.add(at({}), true)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
    expect([agent.upstreams.list(), await account(settings, 'loyalty', vault)]).toEqual([[], undefined])
    const added = await agent.upstreams.add(at({ password: 'server123' }), true)
    expect(added).toMatchObject({ upstream: { state: 'ready' }, identity: { till: 'store.server' } })
    await expect(agent.upstreams.add(at({ password: 'server123' }), true)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    })
  })

  test('is not removed under a client that uses it, unless forced; then its secret is gone', async () => {
    const { agent, settings, vault } = await startAgent()
    await agent.provision(
      file({
        upstreams: [entry('a')],
        clients: [client('pos', { grants: [{ upstream: 'a', allow: ['capillary:sell'] }] })],
      }),
    )
    await expect(agent.upstreams.remove('a', false)).rejects.toMatchObject({
      code: 'UPSTREAM_IN_USE',
      data: { clients: ['pos'] },
    })
    expect(await account(settings, 'a', vault)).toBeDefined()
    await agent.upstreams.remove('a', true)
    expect([agent.upstreams.list(), await account(settings, 'a', vault)]).toEqual([[], undefined])
  })

  test('with a keychain that is locked is there, and says why it cannot be used', async () => {
    const { settings } = await (async () => {
      const started = await startAgent()
      await started.agent.provision(file({ upstreams: [entry('a')] }))
      return started
    })()
    const locked: Vault = {
      ...createMemoryVault(),
      read: async () => {
        throw new Fault('KEYCHAIN_LOCKED')
      },
    }
    const { agent } = await startAgent({ settings, vault: locked })
    expect(agent.upstreams.list()[0]).toMatchObject({ state: 'not-ready', problem: { code: 'KEYCHAIN_LOCKED' } })
    expect(agent.status().condition).toBe('blocked')
  })
})

import { describe, expect, test } from 'vitest'
import { createMemoryDrops } from '#adapters/database/memoryDrops.ts'
import { diskFolders } from '#adapters/drops/diskFolders.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { PackInput } from '#cli/fleet/packSource.ts'
import { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import { fingerprintOf } from '#core/fleet/headOfficeKeys.ts'
import type { ExporterOptions } from '#core/telemetry/exporter.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { makeFolder } from '#test/support/folder.ts'
import { createMemoryFileServer } from '#test/support/memoryFileServer.ts'
import { cheapCode, makeOfficeKey, packFor, packInput } from '#test/support/packs.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startTill } from '#test/support/till.ts'

const office = makeOfficeKey()
const fingerprint = fingerprintOf(office.key)
const header = 'Bearer collector-secret-1'
const endpoint = 'https://otlp.example'

/** A till with a keychain, a server of files and a collector, of which it is seen what they are given. */
async function prepare(settings = createMemorySettings()) {
  const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
  const kept = new Map<string, Secret>()
  const server = createMemoryFileServer()
  const opened: ExporterOptions[] = []
  const till = await startTill({
    isSetUp: false,
    settings,
    vault: { ...createMemoryVault(kept), forgets: false },
    deps: {
      codeCost: cheapCode,
      drops: { store: createMemoryDrops(), folders: diskFolders, servers: server },
      openTelemetry: async (options) => {
        opened.push(options)
        return { emit: () => {}, close: async () => {} }
      },
    },
  })
  till.agent.telemetry.start()
  const sealed: string[] = []
  let counter = 0
  const enrol = async (input: Partial<PackInput>, baseUrl = cloud.url) => {
    counter += 1
    const { text, code = '' } = await packFor(packInput(baseUrl, input), office, { counter })
    sealed.push(text)
    return till.agent.enrolment.enrol(text, { code, fingerprint, probe: true })
  }
  const refusal = (...how: Parameters<typeof enrol>) =>
    enrol(...how).then(
      () => 'enrolled',
      (thrown: Fault) => thrown.code,
    )
  const secretOf = (name: string) => [...kept].find(([account]) => account.endsWith(name))?.[1].reveal()
  return { ...till, cloud, server, opened, sealed, kept, enrol, refusal, secretOf }
}

function withFolder(folder: string, password = 'of-the-server-of-files'): Partial<PackInput> {
  const { file } = packInput('https://127.0.0.1:9')
  const drop = { name: 'sales', folder, to: 'sftp://store4@files.example/in', password }
  const fingerprintOfServer = `SHA256:${'A'.repeat(43)}`
  const drops = [{ ...drop, fingerprint: fingerprintOfServer, stableSeconds: 5, expireHours: 72 }]
  return { file: { ...file, upstreams: [], clients: [], drops } }
}

describe('folders of files in a pack', () => {
  test('are shown before it is opened, watched afterwards, and their passwords are nowhere but in the vault', async () => {
    const till = await prepare()
    const folder = makeFolder()
    expect(await till.enrol(withFolder(folder))).toMatchObject({ changed: expect.arrayContaining(['drop sales']) })
    expect(till.agent.drops.list()).toMatchObject([{ name: 'sales', folder }])
    expect(till.secretOf('.drop.sales')).toContain('of-the-server-of-files')
    expect(till.sealed.join()).not.toContain('of-the-server-of-files')
    till.expectNoLeak('of-the-server-of-files')
  })

  test('are set up together with all the rest, or nothing is: the password of before stays', async () => {
    const till = await prepare()
    const folder = makeFolder()
    await till.enrol(withFolder(folder))
    const before = till.settings.read()
    till.server.problem = 'credential'
    const { file } = packInput(till.cloud.url)
    const both = {
      file: { ...file, ...withFolder(folder, 'another').file, upstreams: file.upstreams },
    } as Partial<PackInput>
    expect(await till.refusal(both)).toBe('DROP_SERVER_REFUSED')
    expect(till.settings.read()).toMatchObject({ upstreams: before.upstreams, drops: before.drops })
    expect(till.secretOf('.drop.sales')).toContain('of-the-server-of-files')
    till.server.problem = undefined
    expect(await till.refusal(both)).toBe('enrolled')
    expect(till.secretOf('.drop.sales')).toContain('another')
    expect(till.agent.upstreams.list()).toHaveLength(1)
  })
})

describe('headers for the collector in a pack', () => {
  const settings = { 'telemetry.endpoint': endpoint }

  test('are sent to the collector that it names, and are nowhere but in the vault', async () => {
    const till = await prepare()
    await till.enrol({ settings, telemetryHeaders: { Authorization: header } })
    await expect.poll(() => till.opened.at(-1)?.headers.get('Authorization')?.reveal()).toBe(header)
    expect(till.sealed.join()).not.toContain(header)
    expect(await till.agent.telemetry.status()).toMatchObject({ endpoint, headers: ['Authorization'] })
    till.expectNoLeak(header)
  })

  test('take the place of those before, also where the collector is the same', async () => {
    const till = await prepare()
    await till.enrol({ settings, telemetryHeaders: { Authorization: 'Bearer old', 'X-Old': 'old' } })
    await till.enrol({ telemetryHeaders: { Authorization: header } })
    await expect.poll(() => till.opened.at(-1)?.headers.get('Authorization')?.reveal()).toBe(header)
    expect((await till.agent.telemetry.status()).headers).toEqual(['Authorization'])
  })

  test('need a collector, and stay as they were when the pack is not taken', async () => {
    const till = await prepare()
    expect(await till.refusal({ telemetryHeaders: { Authorization: header } })).toBe('INVALID_INPUT')
    await till.enrol({ settings, telemetryHeaders: { Authorization: 'Bearer old' } })
    const elsewhere = await startTestSimulator({ tills: [{ till: canaryTill, password: 'another' }] })
    expect(await till.refusal({ telemetryHeaders: { Authorization: header } }, elsewhere.url)).toBe(
      'CREDENTIAL_REFUSED',
    )
    expect(till.secretOf('.telemetry')).toContain('Bearer old')
  })
})

test('where the settings cannot be written, passwords and headers of before are put back', async () => {
  const memory = createMemorySettings()
  const till = await prepare({
    read: () => memory.read(),
    write: (next) => {
      if (next.enrolment?.last?.counter === 2) throw new Fault('SETTINGS_UNWRITABLE')
      memory.write(next)
    },
  })
  const folder = makeFolder()
  const settings = { 'telemetry.endpoint': endpoint }
  await till.enrol({ ...withFolder(folder), settings, telemetryHeaders: { Authorization: 'Bearer old' } })
  const next = { ...withFolder(folder, 'another'), telemetryHeaders: { Authorization: header } }
  expect(await till.refusal(next)).toBe('SETTINGS_UNWRITABLE')
  expect(till.secretOf('.drop.sales')).toContain('of-the-server-of-files')
  expect(till.secretOf('.telemetry')).toContain('Bearer old')
})

test('where the keychain takes one secret and not the next, the one before is put back', async () => {
  const till = await prepare()
  const folder = makeFolder()
  await till.enrol({ ...withFolder(folder), settings: { 'telemetry.endpoint': endpoint } })
  const set = till.kept.set.bind(till.kept)
  till.kept.set = (account, secret) => {
    if (account.endsWith('.telemetry')) throw new Fault('KEYCHAIN_LOCKED')
    return set(account, secret)
  }
  const next = { ...withFolder(folder, 'another'), telemetryHeaders: { Authorization: header } }
  expect(await till.refusal(next)).toBe('KEYCHAIN_LOCKED')
  expect(till.secretOf('.drop.sales')).toContain('of-the-server-of-files')
})

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMemoryDrops } from '#adapters/database/memoryDrops.ts'
import { diskFolders } from '#adapters/drops/diskFolders.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { DropEntry } from '#contract/drops/drop.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import { Drops } from '#core/drops/drops.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { createTestClock } from '#test/support/clock.ts'
import { makeFolder } from '#test/support/folder.ts'
import { createMemoryFileServer } from '#test/support/memoryFileServer.ts'

const at = (host: string, password: string): DropEntry => ({
  ...{ name: 'sales', folder: join(folder, 'out'), to: `sftp://store@${host}/in`, password },
  ...{ fingerprint: `SHA256:${'A'.repeat(43)}`, stableSeconds: 5, expireHours: 72 },
})
let folder: string
const ofA = JSON.stringify({ password: 'of a', to: 'sftp://store@a.example/in' })

/** One folder that is set up, on stores that fail when they are told to. */
async function start() {
  folder = makeFolder()
  mkdirSync(join(folder, 'out'))
  const settings = createMemorySettings()
  const vault = { ...createMemoryVault(), forgets: false }
  const drops = new Drops({
    ...{ settings, vault, clock: createTestClock(), random: systemRandom, log: silentLog, limits: defaultLimits },
    ports: { store: createMemoryDrops(), folders: diskFolders, servers: createMemoryFileServer() },
    ...{ outbox: { readySeal: async () => ({}) as never }, audit: { recordSoon() {} }, changes: new ChangeFeed() },
  })
  await drops.add(at('a.example', 'of a'), false)
  const secret = async () => (await vault.read(`${settings.read().installation}/.drop.sales`))?.reveal()
  return { settings, vault, drops, secret }
}

const fail = (code: 'SETTINGS_UNWRITABLE' | 'KEYCHAIN_LOCKED') => () => {
  throw new Fault(code)
}

// The server of before was sent the password of the other one.
test('a folder that cannot be set up anew keeps the password of its server', async () => {
  const { settings, drops, secret } = await start()
  settings.write = fail('SETTINGS_UNWRITABLE')
  await expect(drops.provision([at('b.example', 'of b')], false)).rejects.toMatchObject({ code: 'SETTINGS_UNWRITABLE' })
  expect([drops.list()[0]?.to, await secret()]).toEqual(['sftp://store@a.example/in', ofA])
})

test('a folder that cannot be removed keeps its password', async () => {
  const { settings, drops, secret } = await start()
  settings.write = fail('SETTINGS_UNWRITABLE')
  await expect(drops.remove('sales', true)).rejects.toMatchObject({ code: 'SETTINGS_UNWRITABLE' })
  expect([drops.list().length, await secret()]).toEqual([1, ofA])
})

// Its password stayed in the keychain for good, also of a till that head office had barred.
test('a folder whose password cannot be removed now can be removed later', async () => {
  const { vault, drops, secret } = await start()
  const { remove } = vault
  vault.remove = async () => fail('KEYCHAIN_LOCKED')()
  await expect(drops.remove('sales', true)).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
  vault.remove = remove
  await drops.remove('sales', true)
  expect([drops.list(), await secret()]).toEqual([[], undefined])
})

test.each([
  ['removed', (drops: Drops) => drops.remove('sales', true)],
  ['set up anew', (drops: Drops) => drops.provision([at('b.example', 'of b')], false)],
])('a folder whose password is damaged in the keychain can be %s', async (_, act) => {
  const { vault, drops } = await start()
  vault.read = async () => {
    throw new Fault('KEYCHAIN_REFUSED')
  }
  await act(drops)
  expect(drops.list().map(({ to }) => to)).not.toContain('sftp://store@a.example/in')
})

test('a password goes to no other server than its own, whenever the agent is killed', async () => {
  const { settings, vault, drops } = await start()
  const before = settings.read()
  await drops.provision([at('b.example', 'of b')], false)
  settings.write(before)
  await expect(drops.test('sales')).rejects.toMatchObject({ code: 'KEYCHAIN_REFUSED' })
  const ofEarlierVersion = new Secret(JSON.stringify({ password: 'of a' }))
  await vault.write(`${before.installation}/.drop.sales`, ofEarlierVersion)
  await expect(drops.test('sales')).resolves.toMatchObject({ name: 'sales' })
})

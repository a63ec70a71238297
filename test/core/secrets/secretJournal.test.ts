import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import { SecretJournal } from '#core/secrets/secretJournal.ts'
import { withUpstreams } from '#core/secrets/secretNames.ts'
import type { Settings } from '#core/settings/settings.ts'

function start() {
  const settings = createMemorySettings()
  const secrets = new Map<string, Secret>()
  const vault = createMemoryVault(secrets)
  const log = createMemoryLog()
  const journal = new SecretJournal({ settings, vault, log })
  const { installation } = settings.read()
  const names = () => [...secrets.keys()].map((account) => account.slice(installation.length + 1))
  const noted = () => settings.read().secretJournal
  const change = (act: (now: Settings) => Settings) => settings.write(act(settings.read()))
  return { settings, vault, log, journal, names, noted, change, installation, secrets }
}

const record = { id: 'a', scheme: 'basic', baseUrl: 'https://a.example', settings: {}, createdAt: 1 }
const secret = new Secret('hush')

test('a secret is noted before it is written, and stays while its change is under way', async () => {
  const { journal, names, noted } = start()
  journal.reserve(['a', 'a.user'])
  expect(noted()).toEqual(['a', 'a.user'])
  await journal.write('a', secret)
  expect(await journal.sweep()).toEqual([])
  expect([names(), noted()]).toEqual([['a'], ['a', 'a.user']])
  journal.release(['a', 'a.user'])
  expect(await journal.sweep()).toEqual(['a', 'a.user'])
  expect([names(), noted()]).toEqual([[], undefined])
})

test('accounts begin with the installation, since two may share a keychain', async () => {
  const { journal, secrets, installation } = start()
  journal.reserve(['a'])
  await journal.write('a', secret)
  expect([...secrets.keys()]).toEqual([`${installation}/a`])
})

test('what cannot be noted is not written', () => {
  const { journal, settings } = start()
  settings.write = () => {
    throw new Fault('SETTINGS_UNWRITABLE')
  }
  expect(() => journal.reserve(['a'])).toThrow(expect.objectContaining({ code: 'SETTINGS_UNWRITABLE' }))
  expect(() => journal.reserve([])).not.toThrow()
})

// A token that an old session fetches as its upstream is removed would be written to an account that nothing names.
test('a secret that nothing names any more is not written', async () => {
  const { journal, names, change } = start()
  change((now) => withUpstreams(now, [record]))
  await journal.write('a.user', secret)
  expect(names()).toEqual(['a.user'])
  change((now) => withUpstreams(now, []))
  const [, swept] = await Promise.all([
    journal.write('a.user', secret),
    journal.sweep(),
    journal.write('a.user', secret),
  ])
  expect(swept).toContain('a.user')
  await journal.write('a.user', secret)
  await journal.write('b', secret)
  expect(names()).toEqual([])
})

test('a name is free again once its secret was removed', async () => {
  const { journal, names } = start()
  journal.reserve(['a'])
  journal.release(['a'])
  await journal.sweep()
  journal.reserve(['a'])
  await journal.write('a', secret)
  expect(names()).toEqual(['a'])
})

test('a secret that cannot be removed stays noted, and the others are removed', async () => {
  const { journal, vault, names, noted, log, installation } = start()
  journal.reserve(['a', 'b', 'c'])
  for (const name of ['a', 'b', 'c']) await journal.write(name, secret)
  journal.release(['a', 'b', 'c'])
  const { remove } = vault
  vault.remove = (account) =>
    account === `${installation}/b` ? Promise.reject(new Fault('KEYCHAIN_REFUSED', 'No.')) : remove(account)
  await expect(journal.sweep()).rejects.toMatchObject({ code: 'KEYCHAIN_REFUSED' })
  expect([names(), noted()]).toEqual([['b'], ['b']])
  await journal.trySweep()
  expect(log.events).toMatchObject([{ event: 'secrets-not-removed', fields: { code: 'KEYCHAIN_REFUSED' } }])
  vault.remove = remove
  expect(await journal.sweep()).toEqual(['b'])
  expect(noted()).toBeUndefined()
})

test('a bug while secrets are removed is no matter of the keychain', async () => {
  const { journal, vault } = start()
  journal.reserve(['a'])
  journal.release(['a'])
  vault.remove = () => Promise.reject(new TypeError('bug'))
  await expect(journal.trySweep()).rejects.toThrow(TypeError)
})

test('what was removed and cannot be struck off is struck off later', async () => {
  const { journal, settings, names, noted } = start()
  journal.reserve(['a'])
  await journal.write('a', secret)
  journal.release(['a'])
  const { write } = settings
  settings.write = () => {
    throw new Fault('SETTINGS_UNWRITABLE')
  }
  expect(await journal.sweep()).toEqual(['a'])
  // Meanwhile nothing is written under that name.
  await journal.write('a', secret)
  expect([names(), noted()]).toEqual([[], ['a']])
  settings.write = write
  await journal.sweep()
  expect(noted()).toBeUndefined()
})

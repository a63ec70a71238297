import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import { UpstreamCredentials } from '#core/secrets/credentials.ts'
import { SecretJournal } from '#core/secrets/secretJournal.ts'
import { secretNamesOf } from '#core/secrets/secretNames.ts'
import type { OpenUpstreams } from '#core/upstreams/openUpstreams.ts'
import { UpstreamRecords } from '#core/upstreams/records.ts'
import type { UpstreamSessions } from '#core/upstreams/sessions.ts'
import { UpstreamSetup } from '#core/upstreams/setup.ts'
import { header } from '#schemes/static/header.ts'
import { createTestClock } from '#test/support/clock.ts'

/** The setup of upstreams whose probe accepts every value but `wrong`. What is opened is written down. */
function start() {
  const settings = createMemorySettings()
  const secrets = new Map<string, Secret>()
  const vault = createMemoryVault(secrets)
  const journal = new SecretJournal({ settings, vault, log: silentLog })
  const credentials = new UpstreamCredentials(journal, true)
  const records = new UpstreamRecords(settings)
  const done: string[] = []
  const upstreams: Partial<OpenUpstreams> = {
    find: () => undefined,
    close: async () => {},
    publishState: () => {},
    reopen: async (id) => void done.push(`reopen ${id}`),
    replaceSession: async ({ id }, credential) => void done.push(`${id} uses ${credential.reveal()}`),
  }
  const sessions: Partial<UpstreamSessions> = {
    verifyCredential: async (_scheme, _settings, credential) => {
      done.push(`probe ${credential.reveal()}`)
      if (credential.reveal() === 'wrong') throw new Fault('CREDENTIAL_REFUSED')
      return { latencyMs: 1, till: 'till1' }
    },
  }
  const setup = new UpstreamSetup({
    ...{ records, credentials, journal, schemes: new Map([[header.id, header]]), clock: createTestClock() },
    ...{ upstreams: upstreams as OpenUpstreams, sessions: sessions as UpstreamSessions },
    network: {
      check: ({ caFile }: { caFile?: string }) => {
        if (caFile !== undefined) throw new Fault('FILE_UNREADABLE')
      },
    } as never,
  })
  const stored = async () => (await credentials.read(records.find('keys') ?? { id: 'keys' }))?.reveal()
  const kept = () => [...secrets.values()].map((secret) => secret.reveal())
  const proxyPassword = () => credentials.proxyPasswords.endpointOf(records.get('keys')).proxyPassword()?.reveal()
  return { setup, settings, records, journal, vault, secrets, done, stored, kept, proxyPassword }
}

const entry = (value: string) => ({
  ...{ id: 'keys', scheme: 'header', baseUrl: 'https://a.example.com', name: 'X-Key', value },
})
const parsed = (value: string) => ({
  ...{ scheme: header, common: entry(value), settings: { name: 'X-Key' }, secrets: { value } },
})

test('an upstream is probed, stored and opened, in this order', async () => {
  const { setup, records, done, stored } = start()
  expect(await setup.add(entry('first'), true)).toMatchObject({ identity: { till: 'till1' } })
  expect(done).toEqual(['probe first', 'reopen keys'])
  expect([await stored(), records.get('keys').till]).toEqual(['first', 'till1'])
})

test('an upstream whose CA file cannot be read is neither asked nor stored', async () => {
  const { setup, records, done, kept } = start()
  const added = setup.add({ ...entry('first'), caFile: '/nowhere/ca.pem' }, true)
  await expect(added).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  expect([records.all(), done, kept()]).toEqual([[], [], []])
})

test('an upstream that nobody waits for any more is not stored, even if it accepts', async () => {
  const { setup, settings, records, done, kept } = start()
  const gone = new AbortController()
  const added = setup.add(entry('first'), true, false, gone.signal)
  gone.abort()
  await expect(added).rejects.toMatchObject({ code: 'CREDENTIAL_UNPROVEN' })
  expect([records.all(), done, kept()]).toEqual([[], ['probe first'], []])
  expect(settings.read().upstreams ?? []).toEqual([])
  await setup.add(entry('first'), true)
  expect(records.all()).toHaveLength(1)
})

test('a credential that is refused is not stored, and the old one stays in use', async () => {
  const { setup, records, done, stored } = start()
  await setup.add(entry('first'), false)
  const before = records.get('keys')
  await expect(setup.rotate('keys', { value: 'wrong' }, true)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
  expect(done).toEqual(['reopen keys', 'probe wrong'])
  expect([await stored(), records.get('keys')]).toEqual(['first', before])
})

test('a rotation replaces the session and keeps the connections', async () => {
  const { setup, done, stored } = start()
  await setup.add(entry('first'), false)
  await setup.rotate('keys', { value: 'second' }, true)
  expect(done).toEqual(['reopen keys', 'probe second', 'keys uses second'])
  expect(await stored()).toBe('second')
})

test('what was prepared lies beside what is in use until it is committed, and is gone after its undo', async () => {
  const { setup, records, done, stored, kept } = start()
  await setup.add(entry('first'), false)
  const prepared = await setup.prepare([parsed('second')], 'provisioned', false)
  expect([done, await stored(), kept()]).toEqual([['reopen keys'], 'first', ['first', 'second']])
  await prepared.undo()
  expect([await stored(), kept()]).toEqual(['first', ['first']])
  const again = await setup.prepare([parsed('third')], 'provisioned', false)
  for (const record of again.records()) records.put(record)
  await again.commit()
  expect([done, await stored(), kept()]).toEqual([['reopen keys', 'reopen keys'], 'third', ['third']])
})

test('provisioning keeps a lock exactly when the credential is the same', async () => {
  const { setup, records } = start()
  await setup.add(entry('first'), false)
  records.update('keys', { lockedAt: 7 })
  const lockOf = async (value: string) => {
    const prepared = await setup.prepare([parsed(value)], 'provisioned', false)
    const [record] = prepared.records()
    await prepared.undo()
    return record?.lockedAt
  }
  expect([await lockOf('first'), await lockOf('second')]).toEqual([7, undefined])
})

test('what is provisioned again as it is writes nothing to the vault', async () => {
  const { setup, settings, kept } = start()
  await setup.add(entry('first'), false)
  const before = settings.read()
  const { records: prepared, undo } = await setup.prepare([parsed('first')], 'provisioned', false)
  expect([settings.read(), kept(), prepared()[0]?.secrets]).toEqual([before, ['first'], undefined])
  await undo()
  expect(kept()).toEqual(['first'])
})

test('an upstream whose secret the keychain does not give is not removed, and one whose secret is damaged is', async () => {
  const { setup, records, secrets, vault } = start()
  await setup.add(entry('first'), false)
  const { read } = vault
  vault.read = () => Promise.reject(new Fault('KEYCHAIN_LOCKED'))
  await expect(setup.remove('keys', true)).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
  expect([records.all().length, secrets.size]).toEqual([1, 1])
  vault.read = () => Promise.reject(new Fault('KEYCHAIN_REFUSED'))
  await setup.remove('keys', true)
  vault.read = read
  expect([records.all().length, secrets.size]).toEqual([0, 0])
})

// The token of a person, or the user of one cloud, was sent to the next one under the same id.
test('what the scheme has stored stays with the cloud it was stored for', async () => {
  const { setup, records } = start()
  await setup.add(entry('first'), false)
  const storageAfter = async (baseUrl: string) => {
    const moved = { ...parsed('first'), common: { ...entry('first'), baseUrl } }
    const prepared = await setup.prepare([moved], 'provisioned', false)
    const [record] = prepared.records()
    await prepared.undo()
    return secretNamesOf(record ?? records.get('keys')).storage
  }
  expect(await storageAfter('https://a.example.com')).toBe('keys.user')
  expect(await storageAfter('https://b.example.com')).toBe('keys.user.2')
})

test('two that add the same upstream at once: one is told, and leaves no secret', async () => {
  const { setup, records, stored, kept } = start()
  const outcomes = await Promise.allSettled([setup.add(entry('one'), true), setup.add(entry('other'), true)])
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect([records.all().length, kept()]).toEqual([1, [await stored()]])
})

test('an upstream that is removed while its credential is rotated does not come back', async () => {
  const { setup, records, kept } = start()
  await setup.add(entry('first'), false)
  await Promise.all([setup.rotate('keys', { value: 'second' }, true), setup.remove('keys', true)])
  expect([records.all(), kept()]).toEqual([[], []])
})

test('an upstream whose removal fails half-way is gone, and its secret with the next sweep', async () => {
  const { setup, records, vault, kept, journal } = start()
  await setup.add(entry('first'), false)
  const { remove } = vault
  vault.remove = () => Promise.reject(new Fault('KEYCHAIN_LOCKED'))
  await expect(setup.remove('keys', true)).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
  expect([records.all(), kept()]).toEqual([[], ['first']])
  vault.remove = remove
  await journal.sweep()
  expect(kept()).toEqual([])
})

test('a credential that is refused while it is provisioned again stays locked', async () => {
  const { setup, records } = start()
  await setup.add(entry('first'), false)
  const prepared = await setup.prepare([parsed('first')], 'provisioned', false)
  records.update('keys', { lockedAt: 7 })
  expect(prepared.records()).toMatchObject([{ id: 'keys', lockedAt: 7 }])
  await prepared.undo()
})

test('a rotation leaves the password of the proxy, or replaces it and opens fresh connections', async () => {
  const { setup, done, proxyPassword } = start()
  const proxy = 'http://till@proxy.store:3128'
  await setup.add({ ...entry('first'), proxy, proxyPassword: 'hunter2' }, false)
  await setup.rotate('keys', { value: 'second' }, false)
  expect([proxyPassword(), done]).toEqual(['hunter2', ['reopen keys', 'keys uses second']])
  await setup.rotate('keys', { value: 'third', proxyPassword: 'hunter3' }, false)
  expect([proxyPassword(), done.slice(2)]).toEqual(['hunter3', ['reopen keys']])
})

test('a password for a proxy that asks for none is refused', async () => {
  const { setup, stored } = start()
  await setup.add(entry('first'), false)
  const rotated = setup.rotate('keys', { value: 'second', proxyPassword: 'hunter2' }, false)
  await expect(rotated).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(await stored()).toBe('first')
})

// A window that was reloaded while it asked skipped the question, and a till of another store sold.
test('whose till it is stays to be confirmed until a person has done so, whatever credential is used meanwhile', async () => {
  const { setup, records } = start()
  await setup.add(entry('first'), true, true)
  expect(records.get('keys')).toMatchObject({ till: 'till1', isUnconfirmed: true })
  await setup.rotate('keys', { value: 'second' }, true)
  expect(records.get('keys').isUnconfirmed).toBe(true)
  setup.confirm('keys')
  expect(records.get('keys')).not.toHaveProperty('isUnconfirmed')
  expect(() => setup.confirm('other')).toThrow(Fault)
})

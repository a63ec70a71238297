import { expect, test } from 'vitest'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import type { UpstreamCredentials } from '#core/secrets/credentials.ts'
import type { SecretJournal } from '#core/secrets/secretJournal.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import { OpenUpstreams } from '#core/upstreams/openUpstreams.ts'
import { UpstreamRecords } from '#core/upstreams/records.ts'
import type { UpstreamSessions } from '#core/upstreams/sessions.ts'
import { header } from '#schemes/static/header.ts'
import { createTestClock } from '#test/support/clock.ts'

const record = { id: 'keys', scheme: 'header', baseUrl: 'https://a.example', settings: { name: 'X-Key' }, createdAt: 1 }

/** One upstream, whose keychain is locked until it is told otherwise. What happens is written down. */
async function start(...others: StoredUpstream[]) {
  const settings = createMemorySettings()
  const records = new UpstreamRecords(settings)
  for (const upstream of [record, ...others]) records.put(upstream)
  const clock = createTestClock()
  const done: string[] = []
  let isLocked = true
  const credentials = {
    proxyPasswords: { isLasting: true },
    loadForConnections: async () => false,
    endpointOf: (address: object) => address,
    read: async () => {
      done.push('keychain')
      if (isLocked) throw new Fault('KEYCHAIN_LOCKED', undefined, undefined, 'Unlock it.')
      return new Secret('value')
    },
  }
  const sessions: Partial<UpstreamSessions> = {
    open: (_scheme, _settings, credential) =>
      ({
        authorise: () => ['X-Key', credential.reveal()],
        load: async () => {
          done.push(`load ${credential.reveal()}`)
          if (isLocked) throw new Fault('KEYCHAIN_LOCKED')
        },
        close: () => void done.push(`close ${credential.reveal()}`),
      }) as never,
  }
  const upstreams = new OpenUpstreams({
    ...{ records, clock, log: silentLog, changes: new ChangeFeed(), schemes: new Map([[header.id, header]]) },
    credentials: credentials as unknown as UpstreamCredentials,
    sessions: sessions as UpstreamSessions,
    journal: {} as SecretJournal,
    reachability: { forget: () => {} },
    network: { link: () => ({ rewarm: () => {}, close: async () => {} }) } as never,
  })
  // As on a machine that has been on for a while.
  await clock.advance(60_000)
  await upstreams.openAll()
  const unlock = () => {
    isLocked = false
  }
  const lock = () => {
    isLocked = true
  }
  return { upstreams, done, clock, lock, unlock, upstream: upstreams.get('keys') }
}

test('a keychain that is locked is asked again after five seconds, not at every request', async () => {
  const { upstreams, upstream, done, clock, unlock } = await start()
  const request = () =>
    upstreams
      .openLate(upstream)
      .then((session) => session.authorise())
      .catch(({ code, data, remedy }: Fault) => ({ code, data, remedy }))
  const notReady = { code: 'UPSTREAM_NOT_READY', data: { retryAfterSeconds: 5 }, remedy: 'Unlock it.' }
  expect([await request(), await request()]).toEqual([notReady, notReady])
  expect(done).toEqual(['keychain', 'keychain'])
  unlock()
  await clock.advance(4_999)
  expect(await request()).toEqual(notReady)
  await clock.advance(1)
  expect(await request()).toEqual(['X-Key', 'value'])
  expect(done).toEqual(['keychain', 'keychain', 'keychain', 'load value'])
  expect(upstream.problem).toBeUndefined()
})

test('another credential is in use although its keychain is locked just then, and loads once it is not', async () => {
  const { upstreams, done, clock, lock, unlock } = await start()
  unlock()
  await upstreams.reopen('keys')
  const open = upstreams.get('keys')
  open.locked = true
  lock()
  await upstreams.replaceSession(record, new Secret('new'))
  expect([open.locked, open.session, open.problem?.code]).toEqual([false, undefined, 'KEYCHAIN_LOCKED'])
  expect(done.slice(-3)).toEqual(['close value', 'load new', 'close new'])
  unlock()
  await clock.advance(5_000)
  expect((await upstreams.openLate(open)).authorise()).toEqual(['X-Key', 'value'])
})

test('another credential ends the session of the old one and unlocks the upstream', async () => {
  const { upstreams, upstream, done, unlock } = await start()
  unlock()
  await upstreams.reopen('keys')
  const open = upstreams.get('keys')
  open.locked = true
  await upstreams.replaceSession(record, new Secret('new'))
  expect(done.slice(-3)).toEqual(['load value', 'close value', 'load new'])
  expect([open.locked, open.session?.authorise(), upstreams.get('keys') === open]).toEqual([
    false,
    ['X-Key', 'new'],
    true,
  ])
  expect(upstream === open).toBe(false)
})

test('an upstream that is opened anew closes the one that was open', async () => {
  const { upstreams, done, unlock } = await start()
  unlock()
  await upstreams.reopen('keys')
  await upstreams.reopen('keys')
  expect(done.slice(-3)).toEqual(['close value', 'keychain', 'load value'])
  await upstreams.closeAll()
  expect([done.at(-1), upstreams.all()]).toEqual(['close value', []])
})

test('an upstream that fails to close does not keep the others open', async () => {
  const { upstreams, done, unlock } = await start({ ...record, id: 'other' })
  unlock()
  await upstreams.reopen('keys')
  await upstreams.reopen('other')
  const { session } = upstreams.get('keys')
  if (session)
    session.close = () => {
      throw new Error('it does not close')
    }
  await expect(upstreams.closeAll()).rejects.toThrow('it does not close')
  expect([done.at(-1), upstreams.all()]).toEqual(['close value', []])
})

// Settings stay as their version wrote them. After the way back from an update, one entry kept the whole agent from starting.
test('an upstream with a scheme that this version does not have stays closed, and the others open', async () => {
  const { upstreams, upstream, unlock } = await start({ ...record, id: 'newer', scheme: 'quantum' })
  unlock()
  expect(await upstreams.openLate(upstream)).toMatchObject({ authorise: expect.any(Function) })
  await expect(upstreams.sessionOf('newer')).rejects.toMatchObject({ code: 'UNKNOWN_UPSTREAM' })
})

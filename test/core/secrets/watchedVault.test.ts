import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import { WatchedVault } from '#core/secrets/watchedVault.ts'
import { createTestClock } from '#test/support/clock.ts'

/** A vault whose next call ends as it is told. */
function start() {
  const clock = createTestClock()
  const calls: string[] = []
  let current = Promise.withResolvers<Secret | undefined>()
  const vault: Vault = {
    read: (account) => {
      calls.push(`read ${account}`)
      return current.promise
    },
    write: async (account) => {
      calls.push(`write ${account}`)
      await current.promise
    },
    remove: async (account) => {
      calls.push(`remove ${account}`)
      await current.promise
    },
  }
  const changes: (string | undefined)[] = []
  const watched: WatchedVault = new WatchedVault({
    ...{ vault, clock, timeoutMs: 20_000 },
    onChange: () => changes.push(watched.problem?.code),
  })
  /** What the next calls wait for. */
  const next = () => {
    current = Promise.withResolvers()
    return current
  }
  return { clock, watched, calls, changes, next }
}

const secret = new Secret('hush')
const silent = { code: 'KEYCHAIN_LOCKED', detail: expect.stringContaining('has not answered in 20 s') }

test('a vault that answers is used as it is', async () => {
  const { watched, calls, next } = start()
  next().resolve(secret)
  expect([await watched.read('a'), await watched.write('a', secret), await watched.remove('a')]).toEqual([
    secret,
    undefined,
    undefined,
  ])
  expect([calls, watched.problem]).toEqual([['read a', 'write a', 'remove a'], undefined])
})

// A prompt that nobody answers held the start up for ever, and the end.
test('a call that is not answered ends in time, and further ones do not reach the vault', async () => {
  const { clock, watched, calls, next } = start()
  const hanging = next()
  const reading = watched.read('a').catch((thrown) => thrown)
  await clock.advance(19_999)
  expect(watched.problem).toBeUndefined()
  await clock.advance(1)
  expect(await reading).toMatchObject(silent)
  await expect(watched.write('b', secret)).rejects.toMatchObject(silent)
  expect([calls, watched.problem]).toEqual([['read a'], expect.objectContaining(silent)])

  next().resolve(secret)
  hanging.resolve(undefined)
  await clock.advance(0)
  expect(await watched.read('c')).toBe(secret)
  expect([calls, watched.problem]).toEqual([['read a', 'read c'], undefined])
})

test('a call that fails long after its time is nobody’s bug, and lets others through', async () => {
  const { clock, watched, next } = start()
  const hanging = next()
  const reading = watched.read('a').catch((thrown) => thrown)
  await clock.advance(20_000)
  await reading
  hanging.reject(new Error('dismissed'))
  await clock.advance(0)
  next().resolve(secret)
  expect(await watched.read('a')).toBe(secret)
})

test.each<[ConstructorParameters<typeof Fault>[0], boolean]>([
  ['KEYCHAIN_UNAVAILABLE', true],
  ['KEYCHAIN_LOCKED', true],
  // About one secret, not about the keychain.
  ['KEYCHAIN_REFUSED', false],
  ['INVALID_INPUT', false],
])('%s is a problem of the vault: %s', async (code, isProblem) => {
  const { watched, changes, next } = start()
  next().reject(new Fault(code))
  await expect(watched.read('a')).rejects.toMatchObject({ code })
  await expect(watched.read('a')).rejects.toMatchObject({ code })
  expect(watched.problem?.code).toBe(isProblem ? code : undefined)
  next().resolve(undefined)
  await watched.read('a')
  expect([watched.problem, changes]).toEqual([undefined, isProblem ? [code, undefined] : []])
})

test('a vault that forgets says so', () => {
  const { clock } = start()
  const vault = { forgets: true } as Vault
  expect(new WatchedVault({ vault, clock, timeoutMs: 1_000 }).forgets).toBe(true)
  expect(new WatchedVault({ vault: {} as Vault, clock, timeoutMs: 1_000 }).forgets).toBe(false)
})

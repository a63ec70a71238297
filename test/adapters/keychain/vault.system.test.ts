import { randomUUID } from 'node:crypto'
import keytar from 'keytar'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createFileVault } from '#adapters/keychain/fileVault.ts'
import { createKeytarVault } from '#adapters/keychain/keytarVault.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import { makeFolder } from '#test/support/folder.ts'
import { writeKey } from './vaultKey.ts'

/** A service of its own, so that what is left behind can be counted. */
function startService(): { service: string; entries: () => Promise<Array<{ account: string; password: string }>> } {
  const service = `till-agent-test-${randomUUID()}`
  // Safe here, where the keychain is known to be open.
  const all = () => keytar.findCredentials(service)
  onTestFinished(async () => {
    for (const { account } of await all()) await keytar.deletePassword(service, account)
  })
  // A keychain that goes away in the middle of a probe keeps that: a random value of no worth.
  const entries = async () => (await all()).filter(({ account }) => !account.startsWith('probe-'))
  return { service, entries }
}

const account = 'installation/loyalty'

async function textIn(vault: Vault, name = account): Promise<string | undefined> {
  return (await vault.read(name))?.reveal()
}

beforeAll(async () => {
  await keytar.getPassword('till-agent-test', 'is anybody there?').catch((thrown: Error) => {
    throw new Error(`These tests need a keychain and there is none (${thrown.message}). Run: npm run setup -- --system`)
  })
})

describe.each<[string, () => Vault]>([
  ['memory', createMemoryVault],
  ['an encrypted file', () => createFileVault(makeFolder(), writeKey())],
  ['the keychain', () => createKeytarVault({ service: startService().service })],
])('a vault in %s', (_, createVault) => {
  test('returns nothing for an absent account', async () => {
    const vault = createVault()
    expect(await vault.read(account)).toBeUndefined()
    await vault.remove(account)
  })

  test('returns what was written, until it is removed', async () => {
    const vault = createVault()
    await vault.write(account, new Secret('first'))
    expect(await textIn(vault)).toBe('first')
    await vault.write(account, new Secret('second'))
    expect(await textIn(vault)).toBe('second')
    await vault.remove(account)
    expect(await vault.read(account)).toBeUndefined()
  })

  test('keeps accounts apart', async () => {
    const vault = createVault()
    await vault.write('installation/one', new Secret('1'))
    await vault.write('installation/two', new Secret('2'))
    await vault.remove('installation/one')
    expect(await textIn(vault, 'installation/two')).toBe('2')
  })

  test.each([
    ['an umlaut and a euro', 'pässwört €'],
    ['a surrogate pair', '🔑'],
    ['controls', 'line\r\nline\ttab\x7f'],
    ['JSON', '{"user":"a","password":"b\\"c"}'],
    ['text that looks like a header', `till-agent-parts:1:a:3:${'x'.repeat(43)}`],
    ['text that begins like a header', 'till-agent-parts:'],
    ...[999, 1_000, 1_001, 1_280, 2_000, 2_001, 2_560].map((length) => [`${length} letters`, 'x'.repeat(length)]),
    ['800 characters of three bytes', '€'.repeat(800)],
    ['801 characters of three bytes', '€'.repeat(801)],
    ['surrogate pairs across the boundary', `x${'🔑'.repeat(1_000)}`],
    ['100 KiB', 'aB3$€🔑'.repeat(100 * 128)],
  ])('stores %s unchanged', async (_name, text) => {
    const vault = createVault()
    await vault.write(account, new Secret(text as string))
    expect((await textIn(vault)) === text).toBe(true)
  })

  test.each([
    ['empty', ''],
    ['with a NUL', 'a\0b'],
    ['that is half a character', 'a\ud800b'],
  ])('refuses a secret %s and keeps the old one', async (_name, text) => {
    const vault = createVault()
    await vault.write(account, new Secret('old'))
    await expect(vault.write(account, new Secret(text))).rejects.toMatchObject({ name: 'Fault', code: 'INVALID_INPUT' })
    expect(await textIn(vault)).toBe('old')
  })

  test('with several writes at once ends with the last one, complete', async () => {
    const vault = createVault()
    const texts = [2_500, 10, 3_500, 1_001, 20].map((length, at) => String(at).repeat(length))
    const writing = texts.map((text) => vault.write(account, new Secret(text)))
    const seen = await Promise.all(texts.map(() => textIn(vault)))
    await Promise.all(writing)
    expect(await textIn(vault)).toBe(texts.at(-1))
    expect(new Set(seen)).toEqual(new Set([texts.at(-1)]))
  })
})

/** In one entry, in two parts and a head, and in three parts and a head. */
const short = 'short'
const long = 'long '.repeat(300)
const longer = 'longer '.repeat(400)

describe('the keychain', () => {
  test('holds a short secret in one entry, unchanged', async () => {
    const { service, entries } = startService()
    await createKeytarVault({ service }).write(account, new Secret(short))
    expect(await entries()).toEqual([{ account, password: short }])
  })

  test('holds a long secret in entries that Windows takes', async () => {
    const { service, entries } = startService()
    await createKeytarVault({ service }).write(account, new Secret('€'.repeat(5_000)))
    const held = await entries()
    expect(held).toHaveLength(8)
    expect(Math.max(...held.map(({ password }) => Buffer.byteLength(password)))).toBeLessThanOrEqual(2_400)
    expect(Math.max(...held.map(({ password }) => password.length))).toBeLessThanOrEqual(1_000)
  })

  test.each([
    ['long by short', long, short, 1],
    ['short by long', short, long, 3],
    ['longer by long', longer, long, 3],
    ['long by longer', long, longer, 4],
  ])('holds no left-over entry after %s', async (_name, before, after, count) => {
    const { service, entries } = startService()
    const vault = createKeytarVault({ service })
    await vault.write(account, new Secret(before))
    await vault.write(account, new Secret(after))
    expect(await entries()).toHaveLength(count)
    await vault.remove(account)
    expect(await entries()).toEqual([])
  })

  test.each([
    ['is missing', (service: string) => keytar.deletePassword(service, `${account}#a.1`)],
    ['was changed', (service: string) => keytar.setPassword(service, `${account}#a.1`, 'something else')],
    ['is a later version', (service: string) => keytar.setPassword(service, account, 'till-agent-parts:2:…')],
  ])('refuses a secret with a chunk that %s, and can replace it', async (_name, damage) => {
    const { service, entries } = startService()
    const vault = createKeytarVault({ service })
    await vault.write(account, new Secret(long))
    await damage(service)
    await expect(vault.read(account)).rejects.toMatchObject({ name: 'Fault', code: 'KEYCHAIN_REFUSED' })
    await vault.remove(account)
    expect(await vault.read(account)).toBeUndefined()
    await vault.write(account, new Secret(longer))
    await vault.write(account, new Secret(short))
    expect(await entries()).toHaveLength(1)
  })
})

type Call = 'getPassword' | 'setPassword' | 'deletePassword'

/** How a keychain can fail at its nth call. */
const failures = {
  'fails once': async (call: () => Promise<unknown>, n: number, at: number) => (n === at ? refuse() : call()),
  'goes away': async (call: () => Promise<unknown>, n: number, at: number) => (n >= at ? refuse() : call()),
  'does it but says no': async (call: () => Promise<unknown>, n: number, at: number) => {
    const answer = await call()
    return n === at ? refuse() : answer
  },
  'does it, says no and is gone for a moment': async (call: () => Promise<unknown>, n: number, at: number) => {
    if (n === at + 1) refuse()
    const answer = await call()
    return n === at ? refuse() : answer
  },
}

function refuse(): never {
  throw new Error('it was said no')
}

function failingKeytar(fail: (typeof failures)['fails once'], at: number) {
  let n = 0
  const wrap =
    (name: Call) =>
    (...args: string[]) => {
      n += 1
      return fail(() => (keytar[name] as (...args: string[]) => Promise<unknown>)(...args), n, at)
    }
  const failing = {
    getPassword: wrap('getPassword'),
    setPassword: wrap('setPassword'),
    deletePassword: wrap('deletePassword'),
  }
  return { keytar: failing as unknown as typeof keytar, hasFailed: () => n >= at }
}

describe.each(Object.entries(failures))('a keychain that %s', (name, fail) => {
  test.each([
    ['short by short', short, 'other', 1],
    ['short by long', short, long, 3],
    ['long by short', long, short, 1],
    ['longer by long', longer, long, 3],
  ])(
    'at any step of overwriting %s leaves the old or the new secret, as it reports',
    async (_name, before, after, count) => {
      const { service, entries } = startService()
      const healthy = createKeytarVault({ service })
      for (let at = 1; ; at += 1) {
        await healthy.write(account, new Secret(before))
        const failing = failingKeytar(fail, at)
        const vault = createKeytarVault({ service, keytar: failing.keytar })
        const outcome = await vault.write(account, new Secret(after)).then(
          () => 'written',
          (thrown) => thrown.code,
        )
        expect(['written', 'KEYCHAIN_REFUSED']).toContain(outcome)
        // What was done and could not be looked at is new, though nobody could say so.
        const possible = outcome === 'written' ? [after] : name.includes('moment') ? [before, after] : [before]
        expect(possible, `after step ${at} failed: ${outcome}`).toContain(await textIn(healthy))
        if (!failing.hasFailed()) break
        await healthy.write(account, new Secret(after))
        expect(await entries(), 'what the next write leaves').toHaveLength(count)
      }
    },
  )

  test('at any step of removing a long secret still has it, or has nothing of it', async () => {
    const { service, entries } = startService()
    const healthy = createKeytarVault({ service })
    for (let at = 1; ; at += 1) {
      await healthy.write(account, new Secret(long))
      const failing = failingKeytar(fail, at)
      const removing = createKeytarVault({ service, keytar: failing.keytar }).remove(account)
      const outcome = await removing.then(
        () => 'removed',
        (thrown) => thrown.code,
      )
      const left = await textIn(healthy)
      if (outcome === 'removed') expect(await entries()).toEqual([])
      else expect([long, undefined], `after step ${at}`).toContain(left)
      if (!failing.hasFailed()) break
      await healthy.remove(account)
      expect(await entries(), `${name} at ${at}, then removed again`).toEqual([])
    }
  })
})

test('a refused secret is not repeated from the message of the keychain', async () => {
  const { service } = startService()
  const talkative = {
    ...keytar,
    setPassword: async (...[on, name, text]: Parameters<typeof keytar.setPassword>) => {
      if (name === account) throw new Error(`cannot keep ${text}`)
      await keytar.setPassword(on, name, text)
    },
  }
  const vault = createKeytarVault({ service, keytar: talkative })
  const refusal = await vault.write(account, new Secret('hush')).catch((thrown) => thrown)
  expect(refusal).toMatchObject({ name: 'Fault', code: 'KEYCHAIN_REFUSED' })
  expect(`${refusal.detail} ${refusal.remedy}`).not.toContain('hush')
})

test('a keychain that loses what it was given is refused', async () => {
  const forgetful = { ...keytar, setPassword: async () => {}, getPassword: async () => null }
  const vault = createKeytarVault({ service: startService().service, keytar: forgetful })
  await expect(vault.read(account)).rejects.toMatchObject({ name: 'Fault', code: 'KEYCHAIN_REFUSED' })
})

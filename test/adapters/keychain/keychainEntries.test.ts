import { expect, test } from 'vitest'
import { KeychainEntries, type Keytar } from '#adapters/keychain/keychainEntries.ts'

/** A keychain in memory whose calls wait until they are let through. */
function slowKeytar() {
  const secrets = new Map<string, string>()
  const waiting: (() => void)[] = []
  let most = 0
  const call = <Result>(act: () => Result) =>
    new Promise<Result>((resolve) => {
      waiting.push(() => resolve(act()))
      most = Math.max(most, waiting.length)
    })
  const keytar: Keytar = {
    getPassword: (_, name) => call(() => secrets.get(name) ?? null),
    setPassword: (_, name, text) => call(() => void secrets.set(name, text)),
    deletePassword: (_, name) => call(() => secrets.delete(name)),
  }
  /** Lets every call through until nothing waits. */
  const run = async () => {
    for (let idle = 0; idle < 20; idle += 1) {
      if (waiting.length > 0) idle = 0
      waiting.shift()?.()
      await Promise.resolve()
    }
  }
  return { keytar, run, most: () => most, waiting }
}

// Each call of keytar takes one of Node's four threads. A keychain that hung took all of them, and no name could be
// resolved any more.
test('the keychain is called once at a time, and in order', async () => {
  const { keytar, run, most, waiting } = slowKeytar()
  const entries = new KeychainEntries('service', keytar)
  const texts = Array.from({ length: 6 }, (_, n) => `text ${n}`)
  const writing = texts.map((text) => entries.set('name', text))
  const reading = entries.get('name')
  await Promise.resolve()
  expect(waiting).toHaveLength(1)
  await run()
  await Promise.all(writing)
  expect([await reading, most()]).toEqual([texts.at(-1), 1])
})

test('a call that fails lets the next one through', async () => {
  const keytar = {
    getPassword: async () => 'text',
    setPassword: () => Promise.reject(new Error('The keychain is locked')),
    deletePassword: async () => true,
  }
  const entries = new KeychainEntries('service', keytar)
  await expect(entries.set('name', 'other')).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
  expect(await entries.get('name')).toBe('text')
})

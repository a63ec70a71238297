import { expect, test } from 'vitest'
import type { Keytar } from '#adapters/keychain/keychainEntries.ts'
import { createKeytarVault } from '#adapters/keychain/keytarVault.ts'
import { Secret } from '#core/base/secret.ts'

/** A keychain in memory. Writing or deleting an entry that `refuses` names fails. */
function keychain() {
  const entries = new Map<string, string>()
  const refused = { name: (_: string) => false }
  const change = async <Result>(name: string, act: () => Result) => {
    if (refused.name(name)) throw new Error('it was said no')
    return act()
  }
  const keytar: Keytar = {
    getPassword: async (_, name) => entries.get(name) ?? null,
    setPassword: (_, name, text) => change(name, () => void entries.set(name, text)),
    deletePassword: (_, name) => change(name, () => entries.delete(name)),
  }
  const vault = createKeytarVault({ keytar })
  const names = () => [...entries.keys()].toSorted()
  return {
    vault,
    entries,
    refused,
    names,
    refuse: (of: (name: string) => boolean) => Object.assign(refused, { name: of }),
  }
}

const account = 'installation/loyalty'
const long = new Secret('a'.repeat(1_500))
const longer = new Secret('b'.repeat(2_500))

test('the chunks of a secret whose header cannot be written are removed at once', async () => {
  const { vault, names, refuse } = keychain()
  await vault.write(account, long)
  const before = names()
  refuse((name) => name === account)
  await expect(vault.write(account, longer)).rejects.toMatchObject({ code: 'KEYCHAIN_REFUSED' })
  expect(names()).toEqual(before)
  expect((await vault.read(account))?.reveal()).toBe(long.reveal())
})

// A gap would hide the chunks behind it from every later removal.
test('a removal that is cut off leaves no gap, and the next one removes the rest', async () => {
  const { vault, names, refuse } = keychain()
  await vault.write(account, longer)
  refuse((name) => name === `${account}#a.1`)
  await expect(vault.remove(account)).rejects.toMatchObject({ code: 'KEYCHAIN_REFUSED' })
  expect(names()).toEqual([`${account}#a.0`, `${account}#a.1`])
  refuse(() => false)
  await vault.remove(account)
  expect(names()).toEqual([])
})

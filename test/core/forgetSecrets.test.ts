import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import { startTill } from '#test/support/till.ts'

/** A till with a secret of a change that was cut off, and with the agent's own. */
async function startWithLeftOvers() {
  const secrets = new Map<string, Secret>()
  const vault = createMemoryVault(secrets)
  const till = await startTill({ vault })
  const { installation, ...settings } = till.settings.read()
  till.settings.write({ ...settings, installation, secretJournal: ['gone', 'gone.user'] })
  for (const name of ['gone', '.verification']) secrets.set(`${installation}/${name}`, new Secret('hush'))
  const names = () => [...secrets.keys()].map((account) => account.slice(installation.length + 1)).toSorted()
  return { ...till, vault, names }
}

// `reset --secrets` said `forgotten: []` and left the secret of an upstream whose addition was cut off.
test('secrets that belong to no upstream are forgotten, the others stay', async () => {
  const { agent, settings, names } = await startWithLeftOvers()
  expect(names()).toEqual(['.verification', 'gone', 'loyalty'])
  expect(await agent.forgetSecrets()).toEqual(['gone', 'gone.user'])
  expect([names(), settings.read().secretJournal]).toEqual([['loyalty'], undefined])
  expect(await agent.forgetSecrets()).toEqual([])
})

test('a keychain that does not let a secret go is told', async () => {
  const { agent, vault, names } = await startWithLeftOvers()
  vault.remove = () => Promise.reject(new Fault('KEYCHAIN_LOCKED'))
  await expect(agent.forgetSecrets()).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
  expect(names()).toEqual(['.verification', 'gone', 'loyalty'])
})

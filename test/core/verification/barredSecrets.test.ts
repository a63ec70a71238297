import { expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { joseSigner } from '#adapters/system/joseSigner.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { Secret } from '#core/base/secret.ts'
import { barredFault } from '#core/fleet/barred.ts'
import { lazySecrets } from '#core/verification/keys/secrets.ts'

// The trail of a barred till was signed an hour after it had forgotten its keys, which made new ones (found by the simulated fleet).
test('a barred till makes no keys of its own again, and has others once head office has set it up anew', async () => {
  const kept = new Map<string, Secret>()
  const settings = createMemorySettings()
  const [vault, store] = [createMemoryVault(kept), createMemoryVerifications()]
  const barred = () => barredFault(settings.read())
  const secrets = lazySecrets({ settings, vault, store, random: systemRandom, signer: joseSigner, barred })
  const keyBefore = (await secrets()).statementKeyOf('pos')
  kept.clear()
  const bar = { since: 1, isForgotten: true }
  settings.write({ ...settings.read(), headOffice: { bar } })
  await expect(secrets()).rejects.toMatchObject({ code: 'TILL_BARRED' })
  expect(kept.size).toBe(0)
  settings.write({ ...settings.read(), headOffice: {} })
  expect((await secrets()).statementKeyOf('pos')).not.toBe(keyBefore)
  expect(kept.size).toBe(1)
})

import { join } from 'node:path'
import { createFileVault } from '#adapters/keychain/fileVault.ts'
import { createKeytarVault } from '#adapters/keychain/keytarVault.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { Fault } from '#core/base/fault.ts'
import type { Vault } from '#core/base/vault.ts'
import type { GlobalOptions } from './options.ts'

export type VaultOptions = Pick<GlobalOptions, 'dataDir' | 'vault' | 'vaultKey'>

/** The vault of that name, and no other in its place. @throws Fault `KEYCHAIN_UNAVAILABLE` when no key to it is named */
export function openVault({ dataDir, vault, vaultKey = keyOfService() }: VaultOptions): Vault {
  if (vault === 'memory') return createMemoryVault()
  if (vault === 'keychain') return createKeytarVault()
  if (vaultKey !== undefined) return createFileVault(dataDir, vaultKey)
  throw new Fault(
    'KEYCHAIN_UNAVAILABLE',
    '--vault file needs the key to the file.',
    undefined,
    'Name it with --vault-key FILE, or start the agent by its service.',
  )
}

/** The credential that the unit of the service loads (systemd.exec(5), LoadCredentialEncrypted=). */
function keyOfService({ CREDENTIALS_DIRECTORY: directory } = process.env): string | undefined {
  return directory ? join(directory, 'vault-key') : undefined
}

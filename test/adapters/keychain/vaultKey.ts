import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newVaultKey } from '#adapters/keychain/fileVault.ts'
import { makeFolder } from '#test/support/folder.ts'

/** @returns path of a new key to an encrypted file of secrets */
export function writeKey(text = newVaultKey().reveal()): string {
  const path = join(makeFolder(), 'vault-key')
  writeFileSync(path, text)
  return path
}

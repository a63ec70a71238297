import type { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import { checkStorable } from './storableSecret.ts'

/**
 * Keeps secrets until the process ends: for the demo, for tests, and for containers that provision at each start.
 *
 * @param secrets where they are kept, by account
 */
export function createMemoryVault(secrets = new Map<string, Secret>()): Vault {
  return {
    forgets: true,
    read: async (account) => secrets.get(account),
    write: async (account, secret) => {
      checkStorable(secret)
      secrets.set(account, secret)
    },
    remove: async (account) => {
      secrets.delete(account)
    },
  }
}

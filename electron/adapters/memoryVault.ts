import type { Secret } from '../core/secret.ts'
import type { Vault } from '../core/vault.ts'
import { checkKeepable } from './keepable.ts'

/** Keeps secrets until the process ends: for the demo, tests and containers that provision at each start. */
export function createMemoryVault(): Vault {
  const kept = new Map<string, Secret>()
  return {
    forgets: true,
    read: async (account) => kept.get(account),
    write: async (account, secret) => {
      checkKeepable(secret)
      kept.set(account, secret)
    },
    remove: async (account) => {
      kept.delete(account)
    },
  }
}

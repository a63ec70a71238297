import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import type { Settings, SettingsStore } from '#core/settings/settings.ts'

/** What one process sees of the stores. */
export interface ProcessStores {
  settings: SettingsStore
  vault: Vault
  /** The steps that changed something, such as `settings` or `vault + loyalty.2`. */
  steps: string[]
  /** Resolves when the process was killed. */
  killed: Promise<'killed'>
}

/** What happens in place of a step. */
export type AtStep = (step: string, nth: number) => 'kill' | Error | undefined

/** The settings and the keychain of a machine. They outlive the processes on it, which can be killed before any step. */
export function createMachine() {
  const stored = createMemorySettings()
  const secrets = new Map<string, Secret>()
  const { installation } = stored.read()
  const nameOf = (account: string) => account.slice(installation.length + 1)
  return {
    settings: (): Settings => stored.read(),
    /** The secrets of upstreams, by name. */
    secrets: () =>
      Object.fromEntries(
        [...secrets].flatMap(([account, secret]) => {
          const name = nameOf(account)
          return name.startsWith('.') ? [] : [[name, secret.reveal()]]
        }),
      ),
    start: (atStep: AtStep = () => undefined) => processOn(stored, secrets, nameOf, atStep),
  }
}

function processOn(
  stored: SettingsStore,
  secrets: Map<string, Secret>,
  nameOf: (account: string) => string,
  atStep: AtStep,
): ProcessStores {
  const vault = createMemoryVault(secrets)
  const death = Promise.withResolvers<'killed'>()
  const steps: string[] = []
  let isDead = false

  /** A dead process does nothing more: what it had called never returns. */
  function step<Result>(name: string, act: () => Result, never: () => Result): Result {
    if (isDead) return never()
    const fate = atStep(name, steps.length)
    if (fate === 'kill') {
      isDead = true
      death.resolve('killed')
      return never()
    }
    if (fate) throw fate
    steps.push(name)
    return act()
  }
  const forEver = () => new Promise<never>(() => {})
  return {
    steps,
    killed: death.promise,
    settings: {
      read: () => stored.read(),
      write: (next) =>
        step(
          'settings',
          () => stored.write(next),
          () => {
            throw new Error('killed')
          },
        ),
    },
    vault: {
      read: (account) => (isDead ? forEver() : vault.read(account)),
      write: async (account, secret) => step(`vault + ${nameOf(account)}`, () => vault.write(account, secret), forEver),
      remove: async (account) => step(`vault - ${nameOf(account)}`, () => vault.remove(account), forEver),
    },
  }
}

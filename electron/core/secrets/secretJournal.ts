import { Fault } from '#core/base/fault.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import type { Log } from '#core/base/log.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { knownNames, withJournal } from './secretNames.ts'

interface Deps {
  settings: SettingsStore
  vault: Vault
  log: Log
}

/**
 * Keeps the vault in step with the settings: a secret is in the journal of the settings before it is in the vault, and as
 * long as no upstream uses it. So none stays behind that nothing names, whenever the agent is killed.
 *
 * @throws the vault's faults from what reaches it
 */
export class SecretJournal {
  readonly #deps: Deps
  /** Secrets of changes under way, which are in the journal and must not be removed. */
  readonly #reserved = new Set<string>()
  /** Secrets that were removed and are still in the journal. */
  readonly #removed = new Set<string>()
  readonly #lock = new KeyedLock()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Notes secrets that are about to be written. @throws Fault `SETTINGS_UNWRITABLE` */
  reserve(names: readonly string[]): void {
    if (names.length === 0) return
    const settings = this.#deps.settings.read()
    this.#deps.settings.write(withJournal(settings, [...(settings.secretJournal ?? []), ...names]))
    for (const name of names) this.#reserved.add(name)
  }

  /** The change that they were reserved for has come to its end, whichever. */
  release(names: readonly string[]): void {
    for (const name of names) this.#reserved.delete(name)
  }

  read(name: string): Promise<Secret | undefined> {
    return this.#deps.vault.read(this.#account(name))
  }

  /** Does nothing when nothing names the secret any more: its upstream was removed or given another meanwhile. */
  async write(name: string, secret: Secret): Promise<void> {
    await this.#lock.run(name, async () => {
      const isKnown = knownNames(this.#deps.settings.read()).includes(name) && !this.#removed.has(name)
      if (isKnown) await this.#deps.vault.write(this.#account(name), secret)
    })
  }

  async remove(name: string): Promise<void> {
    await this.#lock.run(name, () => this.#deps.vault.remove(this.#account(name)))
  }

  /**
   * Removes the secrets that no upstream uses.
   *
   * @returns their names
   * @throws the first fault of the vault, once everything was tried
   */
  sweep(): Promise<string[]> {
    return this.#lock.run('', async () => {
      const unused = (this.#deps.settings.read().secretJournal ?? []).filter((name) => !this.#reserved.has(name))
      const failures: unknown[] = []
      for (const name of unused) await this.#removeUnused(name).catch((thrown) => failures.push(thrown))
      const removed = unused.filter((name) => this.#removed.has(name))
      this.#strike(removed)
      if (failures.length > 0) throw failures[0]
      return removed
    })
  }

  /** The same where something else counts. What could not be removed stays in the journal. */
  async trySweep(): Promise<void> {
    try {
      await this.sweep()
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      this.#deps.log.warn('secrets-not-removed', { code: thrown.code, detail: thrown.detail })
    }
  }

  #removeUnused(name: string): Promise<void> {
    return this.#lock.run(name, async () => {
      await this.#deps.vault.remove(this.#account(name))
      this.#removed.add(name)
    })
  }

  #strike(removed: readonly string[]): void {
    if (removed.length === 0) return
    const settings = this.#deps.settings.read()
    const { secretJournal = [] } = settings
    try {
      this.#deps.settings.write(
        withJournal(
          settings,
          secretJournal.filter((name) => !removed.includes(name)),
        ),
      )
      for (const name of removed) this.#removed.delete(name)
    } catch (thrown) {
      // A secret that is noted and not there does no harm.
      if (!(thrown instanceof Fault)) throw thrown
    }
  }

  /** Starts with the installation: two installations on one machine share a keychain. */
  #account(name: string): string {
    return `${this.#deps.settings.read().installation}/${name}`
  }
}

import { Fault } from './fault.ts'
import type { Memory } from './scheme.ts'
import type { Secret } from './secret.ts'
import type { SettingsStore } from './settings.ts'
import type { Vault } from './vault.ts'

/** What the vault holds of each upstream: its credential, and what its scheme made itself. @throws the vault's faults */
export class UpstreamVault {
  readonly #settings: SettingsStore
  readonly #vault: Vault

  constructor({ settings, vault }: { settings: SettingsStore; vault: Vault }) {
    this.#settings = settings
    this.#vault = vault
  }

  /** The credential kept for an upstream, if any. */
  kept(id: string): Promise<Secret | undefined> {
    return this.#vault.read(this.#account(id))
  }

  /** Keeps a credential; the answer puts back what was there. */
  async keep(id: string, sealed: Secret): Promise<() => Promise<void>> {
    const account = this.#account(id)
    const before = await this.#vault.read(account).catch(damagedIsAbsent)
    await this.#vault.write(account, sealed)
    return () => (before ? this.#vault.write(account, before) : this.#vault.remove(account))
  }

  async forget(id: string): Promise<void> {
    await this.#vault.remove(this.#account(id))
    await this.#vault.remove(this.#memoryAccount(id))
  }

  memoryOf(id: string): Memory {
    const account = this.#memoryAccount(id)
    return {
      read: () => this.#vault.read(account),
      write: (made) => (made ? this.#vault.write(account, made) : this.#vault.remove(account)),
    }
  }

  /** Two installations on one machine never share an entry. */
  #account(id: string): string {
    return `${this.#settings.read().installation}/${id}`
  }

  /** No upstream's own account: an id has no dot. */
  #memoryAccount(id: string): string {
    return `${this.#account(id)}.user`
  }
}

/** A credential that the keychain will not hand out any more cannot be put back, but it can be replaced. */
function damagedIsAbsent(thrown: unknown): undefined {
  if (!(thrown instanceof Fault && thrown.code === 'KEYCHAIN_REFUSED')) throw thrown
}

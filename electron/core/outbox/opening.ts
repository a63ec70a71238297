import { Fault } from '#core/base/fault.ts'
import type { Random } from '#core/base/random.ts'
import type { Vault } from '#core/base/vault.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import type { OutboxRepository } from './repository.ts'
import { OutboxSeal } from './seal.ts'
import type { OutboxStore } from './store.ts'

interface Deps {
  store: OutboxStore
  repository: OutboxRepository
  settings: SettingsStore
  vault: Vault
  random: Random
  /** Called once all entries are in memory. */
  onLoaded(): void
}

/** Opens the store and the key of the outbox, each when it is first needed, and anew after a failure. */
export class OutboxOpening {
  readonly #deps: Deps
  #loading: Promise<void> | undefined
  #sealing: Promise<OutboxSeal> | undefined
  #problem: Fault | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Why the key cannot be had. */
  get problem(): Fault | undefined {
    return this.#problem
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE` */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch((thrown) => {
      this.#loading = undefined
      throw thrown
    })
    return this.#loading
  }

  /** To be called after `load`. @throws the vault's faults */
  seal(): Promise<OutboxSeal> {
    this.#sealing ??= this.#openSeal().catch((thrown) => {
      this.#sealing = undefined
      if (thrown instanceof Fault) this.#problem = thrown
      throw thrown
    })
    return this.#sealing
  }

  /** All that is needed to keep something. @throws Fault `OUTBOX_UNAVAILABLE` */
  async ready(): Promise<OutboxSeal> {
    const { vault, store } = this.#deps
    if (vault.forgets && !store.forgets) throw forgetful()
    await this.load()
    try {
      return await this.seal()
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      throw new Fault('OUTBOX_UNAVAILABLE', thrown.detail, undefined, thrown.remedy)
    }
  }

  /** The keychain has it no more: the next entry gets another. */
  forgetKey(): void {
    this.#sealing = undefined
    this.#problem = undefined
  }

  async #load(): Promise<void> {
    await this.#deps.repository.load()
    this.#deps.onLoaded()
  }

  async #openSeal(): Promise<OutboxSeal> {
    const { vault, random, settings, repository } = this.#deps
    const isEmpty = repository.all().next().done === true
    const seal = await OutboxSeal.open({ vault, random, installation: settings.read().installation }, isEmpty)
    this.#problem = undefined
    return seal
  }
}

function forgetful(): Fault {
  const detail = 'The outbox needs a keychain: with --vault memory nobody could read after a restart what it has kept.'
  return new Fault('OUTBOX_UNAVAILABLE', detail, undefined, 'Run the agent with a keychain.')
}

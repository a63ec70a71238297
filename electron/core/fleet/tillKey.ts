import type { KeyObject } from 'node:crypto'
import type { Random } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { privateKeyOf, publicKeyOf } from './keySeal.ts'

interface Deps {
  settings: SettingsStore
  vault: Vault
  random: Random
}

/** The vault account. It cannot be an upstream's, because an upstream's id begins with a letter. */
export function tillKeyAccount(installation: string): string {
  return `${installation}/.fleet`
}

/**
 * The till's own key, to which head office seals packs that need no code.
 *
 * @throws the vault's faults
 */
export class TillKey {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** `undefined` until one was made. */
  async find(): Promise<KeyObject | undefined> {
    const seed = await this.#deps.vault.read(this.#account)
    return seed && privateKeyOf(seed)
  }

  /** The public part; made when there is none. */
  async publicKey(): Promise<string> {
    const { vault, random } = this.#deps
    const known = await this.find()
    if (known) return publicKeyOf(known)
    const seed = new Secret(Buffer.from(random.bytes(32)).toString('base64'))
    await vault.write(this.#account, seed)
    return publicKeyOf(privateKeyOf(seed))
  }

  get #account(): string {
    return tillKeyAccount(this.#deps.settings.read().installation)
  }
}

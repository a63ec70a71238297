import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import { withinTime } from '#core/base/withinTime.ts'

interface Deps {
  vault: Vault
  clock: Clock
  /** Time for one call. */
  timeoutMs: number
  /** Called when the vault ceases to be usable, and when it is again. */
  onChange?: () => void
}

export const silentKeychainRemedy =
  'Look for a window of this computer that asks for the password of the keychain, or sign in to the computer again.'

/** A keychain that fails with one of these fails for every secret. */
const generalCodes: ReadonlySet<string> = new Set(['KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED'])

/**
 * A vault whose calls come to an end: a keychain may wait for a person who is not there. While a call is overdue, further
 * ones fail at once and do not reach the vault.
 */
export class WatchedVault implements Vault {
  readonly #deps: Deps
  readonly #overdue = new Set<Promise<unknown>>()
  #problem: Fault | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  get forgets(): boolean {
    return this.#deps.vault.forgets === true
  }

  /** Why the vault cannot be used at all, as its last call found. */
  get problem(): Fault | undefined {
    return this.#problem
  }

  read(account: string): Promise<Secret | undefined> {
    return this.#watched((vault) => vault.read(account))
  }

  write(account: string, secret: Secret): Promise<void> {
    return this.#watched((vault) => vault.write(account, secret))
  }

  remove(account: string): Promise<void> {
    return this.#watched((vault) => vault.remove(account))
  }

  async #watched<Result>(call: (vault: Vault) => Promise<Result>): Promise<Result> {
    const { vault, clock, timeoutMs } = this.#deps
    try {
      if (this.#overdue.size > 0) throw this.#silent()
      const calling = call(vault)
      const result = await withinTime(clock, timeoutMs, calling, () => {
        this.#watchOverdue(calling)
        throw this.#silent()
      })
      this.#note(undefined)
      return result
    } catch (thrown) {
      if (thrown instanceof Fault && generalCodes.has(thrown.code)) this.#note(thrown)
      throw thrown
    }
  }

  #note(problem: Fault | undefined): void {
    const hasChanged = (this.#problem === undefined) !== (problem === undefined)
    this.#problem = problem
    if (hasChanged) this.#deps.onChange?.()
  }

  #watchOverdue(calling: Promise<unknown>): void {
    this.#overdue.add(calling)
    const end = () => this.#overdue.delete(calling)
    calling.then(end, end)
  }

  #silent(): Fault {
    const detail = `The keychain has not answered in ${this.#deps.timeoutMs / 1_000} s. It may wait for its password.`
    return new Fault('KEYCHAIN_LOCKED', detail, undefined, silentKeychainRemedy)
  }
}

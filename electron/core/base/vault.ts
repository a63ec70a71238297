import { Fault } from './fault.ts'
import type { Secret } from './secret.ts'

/**
 * Stores secrets by account. Each call reads, writes or removes an account as a whole: a failure leaves it as it was.
 *
 * @throws Fault `KEYCHAIN_UNAVAILABLE` when there is no keychain · `KEYCHAIN_LOCKED` when it is locked or was never set up ·
 * `KEYCHAIN_REFUSED` when it refuses this account
 */
export interface Vault {
  /** Whether all secrets are gone when the process ends. */
  readonly forgets?: boolean
  /** `undefined` when the account is absent; a failure to look is thrown. */
  read(account: string): Promise<Secret | undefined>
  write(account: string, secret: Secret): Promise<void>
  /** Removing an absent account is no error. */
  remove(account: string): Promise<void>
}

/** For `catch`: an entry that the keychain no longer returns cannot be restored, but it can be replaced. */
export function damagedIsAbsent(thrown: unknown): undefined {
  if (!(thrown instanceof Fault && thrown.code === 'KEYCHAIN_REFUSED')) throw thrown
}

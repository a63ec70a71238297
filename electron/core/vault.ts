import type { Secret } from './secret.ts'

/**
 * Where secrets rest. An account is written, read and removed whole: a failure leaves what was there before.
 *
 * @throws Fault `KEYCHAIN_UNAVAILABLE` when there is none · `KEYCHAIN_LOCKED` when it is locked or was never set up ·
 * `KEYCHAIN_REFUSED` when it says no to this one
 */
export interface Vault {
  /** Whether all of it is gone with the process. */
  readonly forgets?: boolean
  /** `undefined` means "known to be absent", never "could not look". */
  read(account: string): Promise<Secret | undefined>
  write(account: string, secret: Secret): Promise<void>
  /** Removing what is absent is no error. */
  remove(account: string): Promise<void>
}

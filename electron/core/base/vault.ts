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

/** Puts back what was there. @throws the vault's faults */
export type UndoSecrets = () => Promise<void>

/**
 * Writes an entry of the vault that may have to be taken back.
 *
 * @param secret `undefined` removes the entry
 * @throws the vault's faults
 */
export async function replaceSecret(vault: Vault, account: string, secret: Secret | undefined): Promise<UndoSecrets> {
  const before = await vault.read(account).catch(damagedIsAbsent)
  await put(vault, account, secret)
  return () => put(vault, account, before)
}

/**
 * The same together with the settings that name the entry. A kill in between leaves the one without the other.
 *
 * @param write the settings @throws the vault's faults · what `write` throws, once the entry is as it was
 */
export async function replaceSecretWith(
  vault: Vault,
  account: string,
  secret: Secret | undefined,
  write: () => void,
): Promise<void> {
  const undo = await replaceSecret(vault, account, secret)
  try {
    write()
  } catch (thrown) {
    await undo()
    throw thrown
  }
}

/** Undoes all, the last one first; what fails does not keep the others. @throws the first failure */
export async function undoAll(undos: readonly UndoSecrets[]): Promise<void> {
  const failures: unknown[] = []
  for (const undo of undos.toReversed()) await undo().catch((thrown: unknown) => failures.push(thrown))
  if (failures.length > 0) throw failures[0]
}

function put(vault: Vault, account: string, secret: Secret | undefined): Promise<void> {
  return secret === undefined ? vault.remove(account) : vault.write(account, secret)
}

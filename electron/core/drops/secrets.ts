import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import { replaceSecretWith, type Vault } from '#core/base/vault.ts'
import type { SettingsStore, StoredDrop } from '#core/settings/settings.ts'
import type { DropCredential } from './server.ts'

/** @property to the server that it is for; absent where an earlier version has stored it */
const Stored = z.object({ password: z.string(), key: z.string(), keyPassword: z.string(), to: z.string() }).partial()

/** The vault account. It cannot be an upstream's, because an upstream's id begins with a letter. */
export function dropAccount(installation: string, name: string): string {
  return `${installation}/.drop.${name}`
}

/**
 * The credential of a folder. A kill, or a look while a folder is set up anew, finds that of another server: it goes to none.
 *
 * @throws the vault's faults · Fault `KEYCHAIN_REFUSED` when it is damaged, gone, or for another server
 */
export async function readCredential(
  { settings, vault }: { settings: SettingsStore; vault: Vault },
  { name, to }: Pick<StoredDrop, 'name' | 'to'>,
): Promise<DropCredential> {
  const stored = await vault.read(dropAccount(settings.read().installation, name))
  const read = stored && Stored.safeParse(parsed(stored.reveal())).data
  if (!read || (read.to ?? to) !== to)
    throw new Fault('KEYCHAIN_REFUSED', 'The keychain has no password and no key for this folder.', undefined, remedy)
  return credentialOf(read)
}

/** Stores folders, and the credential of one of them beside it. @throws the vault's and the settings' faults; nothing has changed then */
export function storeDrops(
  { settings, vault }: { settings: SettingsStore; vault: Vault },
  drops: (before: readonly StoredDrop[]) => StoredDrop[],
  drop: StoredDrop,
  credential: DropCredential | undefined,
): Promise<void> {
  const account = dropAccount(settings.read().installation, drop.name)
  return replaceSecretWith(vault, account, credential && storedCredential(drop, credential), () =>
    settings.write({ ...settings.read(), drops: drops(settings.read().drops ?? []) }),
  )
}

/** As the vault keeps it. */
export function storedCredential({ to }: StoredDrop, { password, key, keyPassword }: DropCredential): Secret {
  const parts = { password: password?.reveal(), key: key?.reveal(), keyPassword: keyPassword?.reveal(), to }
  return new Secret(JSON.stringify(parts))
}

export function credentialOf(given: {
  password?: string | undefined
  key?: string | undefined
  keyPassword?: string | undefined
}): DropCredential {
  const { password, key, keyPassword } = given
  return {
    ...(password !== undefined && { password: new Secret(password) }),
    ...(key !== undefined && { key: new Secret(key) }),
    ...(keyPassword !== undefined && { keyPassword: new Secret(keyPassword) }),
  }
}

const remedy = 'Remove it with "till-agent drop remove", and add it anew with its password or key.'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message would repeat some of the secret (attacks.md T62).
    return undefined
  }
}

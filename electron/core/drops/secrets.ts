import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import type { DropCredential } from './server.ts'

const Stored = z.object({ password: z.string(), key: z.string(), keyPassword: z.string() }).partial()

/** The vault account. It cannot be an upstream's, because an upstream's id begins with a letter. */
export function dropAccount(installation: string, name: string): string {
  return `${installation}/.drop.${name}`
}

/** @throws the vault's faults · Fault `KEYCHAIN_REFUSED` when it is damaged or gone */
export async function readCredential(vault: Vault, account: string): Promise<DropCredential> {
  const stored = await vault.read(account)
  const read = stored && Stored.safeParse(parsed(stored.reveal())).data
  if (!read)
    throw new Fault('KEYCHAIN_REFUSED', 'The keychain has no password and no key for this folder.', undefined, remedy)
  return credentialOf(read)
}

/** As the vault keeps it. */
export function storedCredential({ password, key, keyPassword }: DropCredential): Secret {
  const parts = { password: password?.reveal(), key: key?.reveal(), keyPassword: keyPassword?.reveal() }
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

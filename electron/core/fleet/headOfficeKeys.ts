import { createHash } from 'node:crypto'
import type { Settings } from '#core/settings/settings.ts'
import { keyIdOf, type PublicKeys } from '#core/signing/signatures.ts'

/** Keys of head office that a build trusts beside those of the settings, by key id. A build for one retailer names them here. */
export const builtInKeys: PublicKeys = {}

/**
 * The keys whose packs a till believes: those of the build, and those that a policy names or that the first pack brought
 * (`fleet.keys`).
 *
 * @param settings under the policy of the machine
 */
export function headOfficeKeys({ fleet }: Pick<Settings, 'fleet'>, builtIn: PublicKeys = builtInKeys): PublicKeys {
  return { ...keysById((fleet?.keys ?? '').split(' ').filter((key) => key !== '')), ...builtIn }
}

export function keysById(keys: readonly string[]): PublicKeys {
  return Object.fromEntries(keys.map((key) => [keyIdOf(key), key]))
}

/** Eight groups of four hexadecimal digits, for people to compare: 128 bits of the key's SHA-256. */
export function fingerprintOf(key: string): string {
  const digits = createHash('sha256').update(key).digest('hex').slice(0, 32)
  return (digits.match(/.{4}/g) ?? []).join(' ')
}

/** Compares a fingerprint as a person writes it. */
export function isFingerprint(typed: string, key: string): boolean {
  return typed.toLowerCase().replaceAll(/[^0-9a-f]/g, '') === fingerprintOf(key).replaceAll(' ', '')
}

import { createHash } from 'node:crypto'
import type { SeededRandom } from '#test/support/seededRandom.ts'

/**
 * A password that says for which upstream and cloud it was made, and shows when a part of it is missing or stems from
 * another. One in four is longer than an entry of the keychain holds.
 */
export function makePassword(upstream: string, cloud: string, serial: number, random: SeededRandom): string {
  const filler = 'x'.repeat(random.chance(0.25) ? 1_000 + random.below(2_000) : random.below(40))
  const text = `${upstream}.${cloud}.${serial}.${filler}`
  return `${text}.${digestOf(text)}`
}

export interface ReadPassword {
  upstream: string
  cloud: string
  serial: number
}

/** `undefined` for a password that is not whole. */
export function readPassword(password: string): ReadPassword | undefined {
  const end = password.lastIndexOf('.')
  const text = password.slice(0, end)
  if (password.slice(end + 1) !== digestOf(text)) return undefined
  const [upstream = '', cloud = '', serial = ''] = text.split('.')
  return { upstream, cloud, serial: Number(serial) }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

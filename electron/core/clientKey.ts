import { hash } from 'node:crypto'
import type { Random } from './random.ts'

/** 256 random bits behind the client's name (design 4.1). */
export function makeClientKey(clientId: string, random: Random): string {
  return `ta_${clientId}_${Buffer.from(random.bytes(32)).toString('base64url')}`
}

/** A random 256-bit key needs no slow hash (performance.md 7), and looking digests up leaks no prefix (attacks.md T28). */
export function digestOf(presented: string): string {
  return hash('sha256', presented, 'base64url')
}

/**
 * A Capillary POS sends the MD5 of whatever its password field holds (capillary.md 2.1). Given the client key there, it
 * sends this: to be a drop-in, the agent takes it for the key. 128 bits of it are still beyond guessing.
 */
export function md5DigestOf(key: string): string {
  return digestOf(hash('md5', key, 'hex'))
}

export interface KeyHeaders {
  'till-agent-key'?: string | string[] | undefined
  authorization?: string | undefined
}

const basicOrBearer = /^(basic|bearer) +(\S+) *$/i

/** The key a request presents: own header, Bearer, or the password of Basic. A query string is never looked at (T18). */
export function presentedKey(headers: KeyHeaders): string | undefined {
  const own = headers['till-agent-key']
  if (typeof own === 'string') return own
  const credentials = headers.authorization && basicOrBearer.exec(headers.authorization)
  if (!credentials?.[1] || !credentials[2]) return undefined
  if (credentials[1].toLowerCase() === 'bearer') return credentials[2]
  const userAndPassword = Buffer.from(credentials[2], 'base64').toString('utf8')
  const colon = userAndPassword.indexOf(':')
  return colon === -1 ? undefined : userAndPassword.slice(colon + 1)
}

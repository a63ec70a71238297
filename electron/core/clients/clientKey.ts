import { hash } from 'node:crypto'
import { type Random, randomText } from '#core/base/random.ts'

/** `ta_<client id>_<256 random bits, base64url>` */
export function makeClientKey(clientId: string, random: Random): string {
  return `ta_${clientId}_${randomText(random, 32)}`
}

/** SHA-256, base64url. A random 256-bit key needs no slow hash (hot-path.md 2), and a look-up by digest leaks no prefix (attacks.md T28). */
export function digestOf(presented: string): string {
  return hash('sha256', presented, 'base64url')
}

/** The digest of the key that came last over a connection: a program sends the same headers with every request. */
export class LastKey {
  #own: KeyHeaders['till-agent-key']
  #authorization: string | undefined
  #digest: string | undefined

  /** `undefined` when the headers present no key. */
  digestIn(headers: KeyHeaders): string | undefined {
    const { 'till-agent-key': own, authorization } = headers
    if (own !== this.#own || authorization !== this.#authorization) {
      const key = presentedKey(headers)
      this.#digest = key === undefined ? undefined : digestOf(key)
      this.#own = own
      this.#authorization = authorization
    }
    return this.#digest
  }
}

/**
 * A Capillary POS sends the MD5 of its password field (capillary.md 2.1). With the client key in that field it sends this,
 * so the agent accepts the MD5 as the key. Its 128 bits are still too many to guess.
 */
export function md5DigestOf(key: string): string {
  return digestOf(hash('md5', key, 'hex'))
}

export interface KeyHeaders {
  'till-agent-key'?: string | string[] | undefined
  authorization?: string | undefined
}

const basicOrBearer = /^(basic|bearer) +(\S.*)$/i

/** The key of a request: `Till-Agent-Key`, Bearer, or the password of Basic. A query string is never read (attacks.md T18). */
export function presentedKey(headers: KeyHeaders): string | undefined {
  const own = headers['till-agent-key']
  if (typeof own === 'string') return own
  const credentials = headers.authorization && basicOrBearer.exec(headers.authorization)
  if (!credentials?.[1] || !credentials[2]) return undefined
  if (credentials[1].toLowerCase() === 'bearer') return credentials[2].trimEnd()
  // Libraries break Base64 after 72 or 76 letters, and others make a blank of the break: the decoder skips it.
  const userAndPassword = Buffer.from(credentials[2], 'base64').toString('utf8')
  const colon = userAndPassword.indexOf(':')
  return colon === -1 ? undefined : userAndPassword.slice(colon + 1)
}

import { generateKeyPairSync, type KeyObject, sign as signWith } from 'node:crypto'

interface KeyPair {
  publicKey: KeyObject
  privateKey: KeyObject
}

let pair: KeyPair | undefined

/** The RSA keys, generated once per process at the first use because that takes long. */
function keys(): KeyPair {
  pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
  return pair
}

/** Signs with RS256. */
export function sign(text: string): Buffer {
  return signWith('sha256', Buffer.from(text), keys().privateKey)
}

/** The body of `/.well-known/jwks.json` (scayle.md 3.17). */
export function publicKeys(): object {
  return { keys: [{ ...keys().publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'demo' }] }
}

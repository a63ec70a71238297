import { generateKeyPairSync, type KeyObject, sign as signWith } from 'node:crypto'

interface KeyPair {
  publicKey: KeyObject
  privateKey: KeyObject
}

let pair: KeyPair | undefined

/** Made when first needed and once per process: it takes a while. */
function keys(): KeyPair {
  pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
  return pair
}

/** RS256. */
export function sign(text: string): Buffer {
  return signWith('sha256', Buffer.from(text), keys().privateKey)
}

/** What `/.well-known/jwks.json` shows (scayle.md 3.17). */
export function publicKeys(): object {
  return { keys: [{ ...keys().publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'demo' }] }
}

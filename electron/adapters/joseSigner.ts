import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { Secret } from '../core/secret.ts'
import type { Signer } from '../core/signer.ts'

/** Ed25519, as a JWK. Its thumbprint is its id, so that a key that was made anew is never taken for the old one. */
export const joseSigner: Signer = {
  async makeKey() {
    const { privateKey } = await generateKeyPair('Ed25519', { extractable: true })
    return new Secret(JSON.stringify(await exportJWK(privateKey)))
  },

  async sign(key, claims) {
    const jwk = JSON.parse(key.reveal()) as JWK
    const header = { alg: 'EdDSA', typ: 'JWT', kid: await calculateJwkThumbprint(publicPart(jwk)) }
    return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(jwk, 'Ed25519'))
  },

  async publicKeys(key) {
    const jwk = publicPart(JSON.parse(key.reveal()))
    return { keys: [{ ...jwk, kid: await calculateJwkThumbprint(jwk), use: 'sig', alg: 'EdDSA' }] }
  },
}

/** By name: whatever else a private key holds stays. */
function publicPart({ crv, x }: JWK): JWK & { kty: string } {
  return { kty: 'OKP', crv: crv as string, x: x as string }
}

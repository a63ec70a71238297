import {
  calculateJwkThumbprint,
  compactVerify,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
} from 'jose'
import { Secret } from '#core/base/secret.ts'
import type { SignedKind, Signer } from '#core/verification/secrets.ts'

/** Signs with Ed25519. A key is a JWK, and its id the thumbprint, so that a new key never has the id of an old one. */
export const joseSigner: Signer = {
  async makeKey() {
    const { privateKey } = await generateKeyPair('Ed25519', { extractable: true })
    return new Secret(JSON.stringify(await exportJWK(privateKey)))
  },

  async sign(key, kind, claims) {
    const jwk = JSON.parse(key.reveal()) as JWK
    const header = { alg: 'EdDSA', typ: typeOf(kind), kid: await calculateJwkThumbprint(publicPart(jwk)) }
    return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(jwk, 'Ed25519'))
  },

  async verify(key, kind, token) {
    try {
      const ownKey = await importJWK(publicPart(JSON.parse(key.reveal())), 'Ed25519')
      const { payload, protectedHeader } = await compactVerify(token, ownKey, { algorithms: ['EdDSA'] })
      if (protectedHeader.typ !== typeOf(kind)) return undefined
      const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
      return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError || thrown instanceof SyntaxError) return undefined
      throw thrown
    }
  },

  async publicKeys(key) {
    const jwk = publicPart(JSON.parse(key.reveal()))
    return { keys: [{ ...jwk, kid: await calculateJwkThumbprint(jwk), use: 'sig', alg: 'EdDSA' }] }
  },
}

/** A media type of its own for each kind (RFC 8725 §3.11). */
function typeOf(kind: SignedKind): string {
  return `till-agent-${kind}+jwt`
}

/** Picks the public members by name, so that no private one gets out. */
function publicPart({ crv, x }: JWK): JWK & { kty: string } {
  return { kty: 'OKP', crv: crv as string, x: x as string }
}

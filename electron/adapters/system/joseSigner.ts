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
import type { SigningAlgorithm } from '#contract/statement.ts'
import { Fault } from '#core/base/fault.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { SignedKind, Signer } from '#core/verification/keys/signer.ts'

/**
 * Signs with P-256 or Ed25519. A key is a JWK, which tells the algorithm, and its id the thumbprint, so that a new key never
 * has the id of an old one.
 */
export const joseSigner: Signer = {
  async makeKey(algorithm) {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
    return new Secret(JSON.stringify(await exportJWK(privateKey)))
  },

  async sign(key, kind, claims) {
    const jwk = readKey(key)
    const header = { alg: algorithmOf(jwk), typ: typeOf(kind), kid: await calculateJwkThumbprint(publicPart(jwk)) }
    return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(jwk, header.alg))
  },

  async verify(key, kind, token) {
    const jwk = readKey(key)
    const alg = algorithmOf(jwk)
    try {
      const { payload, protectedHeader } = await compactVerify(token, await importJWK(publicPart(jwk), alg), {
        algorithms: [alg],
      })
      if (protectedHeader.typ !== typeOf(kind)) return undefined
      const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
      return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError || thrown instanceof SyntaxError) return undefined
      throw thrown
    }
  },

  async publicKey(key) {
    const jwk = publicPart(readKey(key))
    return { ...jwk, kid: await calculateJwkThumbprint(jwk), use: 'sig', alg: algorithmOf(jwk) }
  },
}

/** @throws Fault `KEYCHAIN_REFUSED` */
function readKey(key: Secret): JWK {
  // The parser's own message would repeat some of the secret (attacks.md T62).
  const read = parseJson(key.reveal())
  if (typeof read === 'object' && read !== null) return read as JWK
  throw new Fault('KEYCHAIN_REFUSED', 'What the keychain keeps for signing is damaged.')
}

/** The key decides, never the text that it is to check (RFC 8725 §3.1). */
function algorithmOf({ kty }: JWK): SigningAlgorithm {
  return kty === 'EC' ? 'ES256' : 'EdDSA'
}

/** A media type of its own for each kind (RFC 8725 §3.11). */
function typeOf(kind: SignedKind): string {
  return `till-agent-${kind}+jwt`
}

/** Picks the public members by name, so that no private one gets out. */
function publicPart({ kty, crv, x, y }: JWK): JWK & { kty: string } {
  return { kty: kty as string, crv: crv as string, x: x as string, ...(y !== undefined && { y }) }
}

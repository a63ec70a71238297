import { createHash, createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import type { UpdateProblemCode } from '../../contract/update.ts'
import { Release } from './release.ts'
import { UpdateStopped } from './updateStopped.ts'

/** Far more than a release takes, and little to hold (attacks.md T58: endless data). */
export const mostSignedBytes = 64 * 1024

/** Said before what is signed, so that a signature made for anything else is none here. */
export const signingContext = 'till-agent release\n'

const Signed = z.object({
  /** The release as JSON, letter by letter as it was signed. */
  release: z.string(),
  /** More than one while a key is replaced by the next. base64. */
  signatures: z
    .array(z.object({ keyId: z.string(), signature: z.string() }))
    .min(1)
    .max(8),
})

/** Ed25519 public keys, base64url, by the id a signature names. */
export type ReleaseKeys = Readonly<Record<string, string>>

export interface Trust {
  keys: ReleaseKeys
  channel: string
}

/** The newest release that was ever accepted here. */
export interface Seen {
  counter: number
  digest: string
  releasedAt: number
  floor: string
}

/**
 * What a signed release says, if it may be believed.
 *
 * @throws UpdateStopped when it may not
 */
export function readSigned(bytes: Uint8Array, trust: Trust, seen: Seen | undefined, now: number) {
  if (bytes.length > mostSignedBytes) throw new UpdateStopped('RELEASE_TOO_LARGE')
  const { release: text, signatures } = parsed(Signed, Buffer.from(bytes).toString('utf8'), 'RELEASE_MALFORMED')
  const known = signatures.filter(({ keyId }) => Object.hasOwn(trust.keys, keyId))
  if (known.length === 0) throw new UpdateStopped('RELEASE_KEY_UNKNOWN')
  const isGenuine = known.some(({ keyId, signature }) => hasSigned(trust.keys[keyId], text, signature))
  if (!isGenuine) throw new UpdateStopped('RELEASE_TAMPERED')
  const release = parsed(Release, text, 'RELEASE_MALFORMED')
  const digest = createHash('sha256').update(text).digest('hex')
  if (release.channel !== trust.channel) throw new UpdateStopped('RELEASE_OF_OTHER_CHANNEL')
  if (seen && (release.counter < seen.counter || (release.counter === seen.counter && digest !== seen.digest)))
    throw new UpdateStopped('RELEASE_ROLLED_BACK')
  // A clock that was set back must not bring an old release to life.
  if (release.expiresAt <= Math.max(now, seen?.releasedAt ?? 0)) throw new UpdateStopped('RELEASE_EXPIRED')
  const { counter, releasedAt, floor } = release
  return { release, seen: { counter, digest, releasedAt, floor } }
}

function parsed<T>(schema: z.ZodType<T>, text: string, code: UpdateProblemCode): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new UpdateStopped(code)
  }
}

function hasSigned(key: string | undefined, text: string, signature: string): boolean {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key ?? '' }, format: 'jwk' })
    return verify(null, Buffer.from(signingContext + text), publicKey, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

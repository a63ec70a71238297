import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Release } from './release.ts'
import { boundBrokenBy } from './releaseBounds.ts'
import { byKnownKeys, maxSignedBytes, type ReleaseKeys, type ReleaseSignature, signersOf } from './releaseSignature.ts'
import { UpdateError } from './updateError.ts'

const Signed = z.object({
  /** The release as JSON, byte for byte as it was signed. */
  release: z.string(),
  /** More than one while a key is replaced. */
  signatures: z
    .array(z.object({ keyId: z.string(), signature: z.string() }))
    .min(1)
    .max(8),
})

export interface Trust {
  keys: ReleaseKeys
  /** Of this machine. A release for another channel is refused. */
  channel: string
  /** Of the release that this build was made for: not even a till that has seen none trusts an older one. */
  minCounter?: number
}

/** The newest release that was ever trusted here: an older one is refused from then on. */
export interface LastTrustedRelease {
  counter: number
  /** SHA-256, hexadecimal. */
  digest: string
  releasedAt: number
  floor: string
  /** The trusted keys that signed it. */
  keyIds?: string[] | undefined
  /** How long programs ran since it was first trusted, by a clock that nobody can set. */
  heldMs?: number | undefined
}

/**
 * The newest release, while one of the keys that signed it is still trusted. When a stolen key is taken out of a build, the
 * counter that the thief pushed up goes with it (TUF 1.0, 5.3.11: recovery from a fast-forward attack).
 */
export function stillTrusted(last: LastTrustedRelease | undefined, keys: ReleaseKeys): LastTrustedRelease | undefined {
  // Earlier versions recorded no keys.
  return last?.keyIds?.some((keyId) => Object.hasOwn(keys, keyId)) === false ? undefined : last
}

/**
 * Verifies a signed release: signature, channel, no rollback, within bounds, not expired.
 *
 * @param last refuses whatever is older
 * @param now wall clock
 * @returns the release, and what to remember as the next `last`
 * @throws UpdateError `RELEASE_TOO_LARGE` · `RELEASE_MALFORMED` · `RELEASE_KEY_UNKNOWN` · `RELEASE_TAMPERED` ·
 * `RELEASE_OF_OTHER_CHANNEL` · `RELEASE_ROLLED_BACK` · `RELEASE_DATED_AHEAD` · `RELEASE_OUT_OF_BOUNDS` · `RELEASE_EXPIRED`
 */
export function verifySignedRelease(
  bytes: Uint8Array,
  trust: Trust,
  last: LastTrustedRelease | undefined,
  now: number,
): { release: Release; trusted: LastTrustedRelease } {
  if (bytes.length > maxSignedBytes) throw new UpdateError('RELEASE_TOO_LARGE')
  const { release: text, signatures } = parse(Signed, Buffer.from(bytes).toString('utf8'))
  const keyIds = verifySignatures(text, signatures, trust.keys)
  const release = parse(Release, text)
  if (release.channel !== trust.channel) throw new UpdateError('RELEASE_OF_OTHER_CHANNEL')
  const { counter, releasedAt, floor } = release
  const trusted = { counter, digest: createHash('sha256').update(text).digest('hex'), releasedAt, floor, keyIds }
  if (isRollback(trusted, last, trust)) throw new UpdateError('RELEASE_ROLLED_BACK')
  // The newest release's own time counts too: a clock that was put back must not make an expired release valid.
  const time = Math.max(now, last?.releasedAt ?? 0)
  verifyBounds(release, Math.max(last?.counter ?? 0, trust.minCounter ?? 0), time)
  if (release.expiresAt <= time || isHeldTooLong(release, trusted, last)) throw new UpdateError('RELEASE_EXPIRED')
  return { release, trusted }
}

/** An older release, or another one under the same counter. */
function isRollback(
  { counter, digest }: LastTrustedRelease,
  last: LastTrustedRelease | undefined,
  { minCounter = 0 }: Trust,
): boolean {
  if (counter < minCounter) return true
  return last !== undefined && (counter < last.counter || (counter === last.counter && digest !== last.digest))
}

/** @throws UpdateError `RELEASE_DATED_AHEAD` · `RELEASE_OUT_OF_BOUNDS` */
function verifyBounds(release: Release, counter: number, now: number): void {
  const bound = boundBrokenBy(release, { counter, now })
  if (bound === 'dated-ahead') throw new UpdateError('RELEASE_DATED_AHEAD')
  if (bound) throw new UpdateError('RELEASE_OUT_OF_BOUNDS', bound)
}

/** A clock that stands still never lets a release expire, so the time that this machine ran with it counts as well. */
function isHeldTooLong(
  { releasedAt, expiresAt }: Release,
  { digest }: LastTrustedRelease,
  last: LastTrustedRelease | undefined,
): boolean {
  return last?.digest === digest && (last.heldMs ?? 0) >= expiresAt - releasedAt
}

/**
 * One valid signature by a known key is enough.
 *
 * @returns the keys that signed
 * @throws UpdateError `RELEASE_KEY_UNKNOWN` · `RELEASE_TAMPERED`
 */
function verifySignatures(text: string, signatures: readonly ReleaseSignature[], keys: ReleaseKeys): string[] {
  if (byKnownKeys(signatures, keys).length === 0) throw new UpdateError('RELEASE_KEY_UNKNOWN')
  const keyIds = signersOf(text, signatures, keys)
  if (keyIds.length === 0) throw new UpdateError('RELEASE_TAMPERED')
  return keyIds
}

/** @throws UpdateError `RELEASE_MALFORMED` */
function parse<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new UpdateError('RELEASE_MALFORMED')
  }
}

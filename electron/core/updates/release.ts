import { createHash } from 'node:crypto'
import { z } from 'zod'
import { RingName, Version } from '../../contract/update.ts'
import { Instant } from '../../contract/values.ts'

const GiB = 1024 ** 3

export const ReleaseFile = z.object({
  /** Beside the release, so a plain name: it can lead nowhere else. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$/),
  size: z
    .int()
    .positive()
    .max(2 * GiB),
  /** base64 */
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  /** Of the block map at its end, which tells what need not be downloaded again. */
  blockMapSize: z.int().positive().optional(),
})
export type ReleaseFile = z.infer<typeof ReleaseFile>

/** Everything an agent goes by when it updates itself. All of it is inside what is signed (attacks.md T57, T58). */
export const Release = z.object({
  format: z.literal(1),
  /** As the channel file of electron-builder is called: `latest`, `latest-mac`, `latest-linux`. */
  channel: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** Never goes back, and never says two things. */
  counter: z.int().positive(),
  version: Version,
  /** The lowest version that may run. To raise it is to pull a release. */
  floor: Version,
  releasedAt: Instant,
  expiresAt: Instant,
  /** Share of each ring's tills that take it, in percent. */
  rings: z.record(z.union([RingName, z.literal('*')]), z.number().min(0).max(100)),
  /** Not to wait for quiet hours. A sale is waited for all the same. */
  urgent: z.boolean(),
  files: z.array(ReleaseFile).min(1).max(8),
})
export type Release = z.infer<typeof Release>

/** Another order of tills for each release, so that it is not always the same shops that meet it first. */
export function isInRing(release: Release, ring: string, installation: string): boolean {
  const percent = (Object.hasOwn(release.rings, ring) ? release.rings[ring] : release.rings['*']) ?? 0
  const place = createHash('sha256').update(`${release.version} ${installation}`).digest().readUInt32BE(0)
  return place / 2 ** 32 < percent / 100
}

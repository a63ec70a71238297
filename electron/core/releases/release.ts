import { z } from 'zod'
import { Version } from '#contract/update.ts'
import { Instant } from '#contract/values.ts'
import { isInShare, Rings } from './rings.ts'

const GiB = 1024 ** 3

export const ReleaseFile = z.object({
  /** A plain file name in the folder of the release, so that it cannot lead to another place. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$/),
  size: z
    .int()
    .positive()
    .max(2 * GiB),
  /** base64 */
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})
export type ReleaseFile = z.infer<typeof ReleaseFile>

/** All that an agent relies on when it updates itself. The whole of it is signed (attacks.md T57, T58). */
export const Release = z.object({
  format: z.literal(1),
  /** Named as electron-builder names its channel files: `latest`, `latest-mac`, `latest-linux`. */
  channel: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** Rises with each release of a channel. Two releases never share one. */
  counter: z.int().positive(),
  version: Version,
  /** The lowest version that may run. Raising it withdraws the versions below. */
  floor: Version,
  releasedAt: Instant,
  expiresAt: Instant,
  rings: Rings,
  /** Installed without waiting for quiet hours. A sale under way is still waited for. */
  urgent: z.boolean(),
  files: z.array(ReleaseFile).min(1).max(8),
})
export type Release = z.infer<typeof Release>

/** Whether a till is among those of its ring that take the release. */
export function isInRing(release: Release, ring: string, installation: string): boolean {
  return isInShare(release.rings, ring, installation, release.version)
}

import { z } from 'zod'
import { UpdateStatus, Version } from '../../contract/update.ts'
import { Instant } from '../../contract/values.ts'
import { ReleaseFile } from './release.ts'

/** A package on this disk that can be installed again. */
export const KeptPackage = z.object({
  version: Version,
  path: z.string(),
  file: ReleaseFile.pick({ size: true, sha512: true }),
})
export type KeptPackage = z.infer<typeof KeptPackage>

/**
 * An update under way. Written before each step, so that whoever starts next knows what was being done:
 * `installing` the old version hands over · `proving` the new one shows that it works · `rolling-back` the new one hands over.
 */
export const Attempt = z.object({
  step: z.enum(['installing', 'proving', 'rolling-back']),
  from: Version,
  to: Version,
  /** The way back, where there is one. */
  kept: KeptPackage.optional(),
  /** Upstreams that could be called before. */
  readyBefore: z.array(z.string()),
  /** How often this step was begun. */
  tries: z.int().nonnegative(),
})
export type Attempt = z.infer<typeof Attempt>

/** What outlives the process, and is read by the next version as by the one before. */
export const UpdateRecord = z.object({
  format: z.literal(1),
  /** The newest release that was believed, and when it was last. */
  seen: z.object({ counter: z.int(), digest: z.string(), releasedAt: Instant, floor: Version }).optional(),
  freshAt: Instant.optional(),
  attempt: Attempt.optional(),
  /** Versions that did not work here, or could not be installed. A newer one has to come. */
  failed: z.array(Version),
  last: UpdateStatus.shape.last,
})
export type UpdateRecord = z.infer<typeof UpdateRecord>

export const freshRecord: UpdateRecord = { format: 1, failed: [] }

/** A write is on the disk, whole, when it returns; what cannot be read is as good as none. */
export interface UpdateStore {
  read(): UpdateRecord
  /** @throws a system error */
  write(record: UpdateRecord): void
}

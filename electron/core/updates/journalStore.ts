import { z } from 'zod'
import { UpdateStatus, Version } from '#contract/update.ts'
import { Instant } from '#contract/values.ts'
import { ReleaseFile } from '#core/releases/release.ts'

/** A package on this disk that can be installed again. */
export const KeptPackage = z.object({
  version: Version,
  path: z.string(),
  file: ReleaseFile.pick({ size: true, sha512: true }),
})
export type KeptPackage = z.infer<typeof KeptPackage>

/**
 * An update under way. It is written before each step, so that the process that starts next knows which step it was:
 * `installing`: the old version installs the new one · `proving`: the new version shows that it is healthy ·
 * `rolling-back`: the new version installs the old one.
 */
export const Attempt = z.object({
  step: z.enum(['installing', 'proving', 'rolling-back']),
  from: Version,
  to: Version,
  /** The package of `from`, where a rollback is possible. */
  kept: KeptPackage.optional(),
  /** Upstreams whose credential was loaded before the update. */
  readyBefore: z.array(z.string()),
  /** How often this step was begun. */
  tries: z.int().nonnegative(),
})
export type Attempt = z.infer<typeof Attempt>

/** Where the newest trusted release stands: an older one is refused from then on. */
export const Seen = z.object({
  counter: z.int(),
  digest: z.string(),
  releasedAt: Instant,
  floor: Version,
  keyIds: z.array(z.string()).optional(),
  heldMs: z.number().nonnegative().optional(),
})

/** A version that did not work on this machine, and when. */
const Failure = z.object({
  version: Version,
  at: Instant,
  /** Whether the version before it was no better, so that it is tried again. */
  isUnproven: z.boolean().optional(),
})
export type Failure = z.infer<typeof Failure>

/**
 * The journal on the disk. Both the old and the new version read it, so its property names are never changed, and new
 * properties are optional.
 */
export const UpdateRecord = z.object({
  format: z.literal(1),
  /** The newest release that was trusted. */
  seen: Seen.optional(),
  /** When a release was last trusted. */
  freshAt: Instant.optional(),
  attempt: Attempt.optional(),
  /** Versions that were not healthy here, or could not be installed. */
  failed: z.array(Version),
  /** More about the versions in `failed`. */
  failures: z.array(Failure).optional(),
  /** The downloaded version that waits to be installed, and since when. */
  waiting: z.object({ version: Version, since: Instant }).optional(),
  last: UpdateStatus.shape.last,
})
export type UpdateRecord = z.infer<typeof UpdateRecord>

export const emptyRecord: UpdateRecord = { format: 1, failed: [] }

export interface UpdateJournalStore {
  /** The empty record when there is none. @throws UpdateError `RECORD_DAMAGED` when there is one that cannot be read */
  read(): UpdateRecord
  /** Moves a damaged record out of the way, as far as the disk lets it. */
  setAside(): void
  /** Names of the damaged records that were set aside. */
  damaged(): readonly string[]
  /** The whole record is on the disk when it returns. @throws a system error */
  write(record: UpdateRecord): void
}

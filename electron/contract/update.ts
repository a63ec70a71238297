import { z } from 'zod'
import { BaseUrl, Instant } from './values.ts'

/** Three numbers without a suffix such as `-beta`: rings decide who gets a release. */
export const Version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, 'must be three numbers such as 1.2.0')

/** A group of stores that gets a release together, such as `pilot`. In a release, `*` is every ring it does not name. */
export const RingName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a small letter and small letters or digits')

/** Local time of the store, such as `22:00-06:00`. Twice the same time is the whole day. */
export const QuietHours = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be two times of day such as 22:00-06:00')

/** Update settings that differ from the defaults. */
export const UpdateSettings = z
  .strictObject({
    mode: z.enum(['automatic', 'paused']),
    /** Base URL of the release files, on any static host. */
    feed: BaseUrl,
    ring: RingName,
    quietHours: QuietHours,
    /** No later version is installed. */
    pin: Version,
  })
  .partial()
export type UpdateSettings = z.infer<typeof UpdateSettings>

/** Why an update does not go on although it could. */
export const UpdateWait = z.enum([
  'paused',
  'pinned',
  'not-in-ring',
  'failed-before',
  'request-under-way',
  'sale-just-now',
  'verification-open',
  'pairing-open',
  'outside-quiet-hours',
])
export type UpdateWait = z.infer<typeof UpdateWait>

export const UpdateProblemCode = z.enum([
  'FEED_UNREACHABLE',
  'RELEASE_TOO_LARGE',
  'RELEASE_MALFORMED',
  'RELEASE_KEY_UNKNOWN',
  'RELEASE_TAMPERED',
  'RELEASE_OF_OTHER_CHANNEL',
  'RELEASE_ROLLED_BACK',
  'RELEASE_EXPIRED',
  'RELEASE_DATED_AHEAD',
  'RELEASE_OUT_OF_BOUNDS',
  'NO_PACKAGE',
  'DOWNLOAD_FAILED',
  'PACKAGE_MISMATCH',
  'INSTALL_FAILED',
  'FEED_FROZEN',
  'BELOW_FLOOR',
  'NO_WAY_BACK',
  'RECORD_DAMAGED',
  'RECORD_UNWRITABLE',
])
export type UpdateProblemCode = z.infer<typeof UpdateProblemCode>

export const UpdateProblem = z.object({ code: UpdateProblemCode, reason: z.string(), remedy: z.string() })
export type UpdateProblem = z.infer<typeof UpdateProblem>

/** `off`: something else updates this installation, such as a package manager. */
export const UpdateStep = z.enum([
  'off',
  'idle',
  'checking',
  'available',
  'downloading',
  'ready',
  'installing',
  'proving',
  'rolling-back',
])
export type UpdateStep = z.infer<typeof UpdateStep>

export const UpdateStatus = z.object({
  step: UpdateStep,
  version: Version,
  /** The offered version, if it is not the running one. */
  offered: Version.optional(),
  waitsFor: UpdateWait.optional(),
  progress: z.object({ bytes: z.int().nonnegative(), of: z.int().positive() }).optional(),
  ring: z.string(),
  quietHours: z.string(),
  /** When a genuine release that had not expired was last seen. */
  freshAt: Instant.optional(),
  problems: z.array(UpdateProblem),
  /** The result of the last update. */
  last: z
    .object({ version: Version, outcome: z.enum(['done', 'rolled-back', 'stuck']), at: Instant, reason: z.string() })
    .optional(),
})
export type UpdateStatus = z.infer<typeof UpdateStatus>

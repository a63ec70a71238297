import { z } from 'zod'
import { ClientView } from '../contract/client.ts'
import { LimitSettings } from '../contract/limits.ts'
import { StoreSettings } from '../contract/setting.ts'
import { UpdateSettings } from '../contract/update.ts'
import { UpstreamCommon } from '../contract/upstream.ts'
import { Instant } from '../contract/values.ts'

export const StoredUpstream = UpstreamCommon.extend({
  settings: z.record(z.string(), z.unknown()),
  createdAt: Instant,
  rotatedAt: Instant.optional(),
  /** When the upstream refused the credential. Kept, so that a restart does not try it again (design 7). */
  lockedAt: Instant.optional(),
  /** Who the upstream said we are, when it was last asked. */
  organisation: z.string().optional(),
  till: z.string().optional(),
})
export type StoredUpstream = z.infer<typeof StoredUpstream>

/** The manager's PIN, as far as it is kept: scrypt, and how often in a row somebody was wrong. */
export const StoredPin = z.object({
  /** base64url, as is the hash. */
  salt: z.string(),
  hash: z.string(),
  wrongTries: z.int().nonnegative(),
})
export type StoredPin = z.infer<typeof StoredPin>

export const StoredClient = ClientView.extend({
  /** SHA-256 of the key, base64url. */
  keyDigest: z.string(),
  /** SHA-256 of the key's lower-case hex MD5: what a Capillary POS sends in place of a password (capillary.md 2.1). */
  md5KeyDigest: z.string(),
})
export type StoredClient = z.infer<typeof StoredClient>

/** Everything that is kept and is no secret. */
export const Settings = z.object({
  version: z.literal(1),
  /** Made once; tells this installation's keychain entries from another's. */
  installation: z.string().min(1),
  limits: LimitSettings.optional(),
  store: StoreSettings.optional(),
  updates: UpdateSettings.optional(),
  pin: StoredPin.optional(),
  upstreams: z.array(StoredUpstream),
  clients: z.array(StoredClient),
})
export type Settings = z.infer<typeof Settings>

/**
 * Reads never touch the disk; a write is on the disk, whole, when it returns.
 *
 * @throws Fault `SETTINGS_UNWRITABLE` from `write`, which then has changed nothing
 */
export interface SettingsStore {
  read(): Settings
  write(settings: Settings): void
}

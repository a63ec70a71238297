import { z } from 'zod'
import { ClientView } from '#contract/client.ts'
import { CodeSettings } from '#contract/codes.ts'
import { DropCommon } from '#contract/drops/drop.ts'
import { AskView } from '#contract/fleet/asks.ts'
import { Bar, DirectiveContents, FleetStatus } from '#contract/fleet/directives.ts'
import { FleetSettings } from '#contract/fleet/fleet.ts'
import { LimitSettings } from '#contract/limits.ts'
import { OutboxApprovalSettings } from '#contract/outbox/approval.ts'
import { CounterSettings } from '#contract/sale.ts'
import { NetworkSettings, StartSettings, StoreSettings } from '#contract/setting.ts'
import { StatementSettings } from '#contract/statement.ts'
import { TelemetrySettings } from '#contract/telemetry.ts'
import { TrainingSettings } from '#contract/training.ts'
import { UpdateSettings } from '#contract/update.ts'
import { UpstreamCommon } from '#contract/upstream.ts'
import { Instant } from '#contract/values.ts'

/** A secret of an upstream in the vault, without the installation: the upstream's id, what it is for, and a number. */
const SecretName = z.string().regex(/^[a-z][a-z0-9-]{0,31}(\.(user|proxy|certificate))?(\.\d{1,6})?$/)

export const StoredUpstream = UpstreamCommon.extend({
  caFile: z.string().optional(),
  proxy: z.string().optional(),
  settings: z.record(z.string(), z.unknown()),
  createdAt: Instant,
  rotatedAt: Instant.optional(),
  /**
   * When the upstream refused the credential. Stored, so that a restart does not try it again: clouds lock accounts after a
   * few wrong tries (capillary.md 0.8).
   */
  lockedAt: Instant.optional(),
  /** Whose credential this is, as the upstream last said. */
  organisation: z.string().optional(),
  till: z.string().optional(),
  /** A person still has to say that the identity is the right one. */
  isUnconfirmed: z.literal(true).optional(),
  /** Of the certificate that the till shows, whose key the vault keeps. */
  certificate: z.object({ subject: z.string(), expiresAt: Instant }).optional(),
  /** Where the vault keeps its secrets, where that is not `firstNames` (core/secrets/secretNames.ts). */
  secrets: z
    .object({ credential: SecretName, storage: SecretName, proxy: SecretName, certificate: SecretName })
    .partial()
    .optional(),
})
export type StoredUpstream = z.infer<typeof StoredUpstream>

/** The scrypt hash of the manager's PIN, and the failed attempts in a row. */
export const StoredPin = z.object({
  /** base64url, as is `hash`. */
  salt: z.string(),
  hash: z.string(),
  wrongTries: z.int().nonnegative(),
})
export type StoredPin = z.infer<typeof StoredPin>

export const StoredClient = ClientView.extend({
  /** SHA-256 of the key, base64url. */
  keyDigest: z.string(),
  /** SHA-256 of the key's MD5 in lower-case hex, which a Capillary POS sends in place of a password (capillary.md 2.1). */
  md5KeyDigest: z.string(),
  /** Paired, but its key still waits to be fetched. The key is in memory only: the next start withdraws the client. */
  isUnfetched: z.literal(true).optional(),
})
export type StoredClient = z.infer<typeof StoredClient>

/** A folder that is watched. Its password or key is in the vault. */
export const StoredDrop = DropCommon.extend({ createdAt: Instant })
export type StoredDrop = z.infer<typeof StoredDrop>

/** The packs that were tried and applied here. It outlives a reset, so that no old pack is taken after one. */
export const StoredEnrolment = z.object({
  /** The newest pack that was applied. */
  last: z
    .object({ counter: z.int(), digest: z.string(), releasedAt: Instant, keyIds: z.array(z.string()) })
    .extend({ till: z.string(), at: Instant })
    .optional(),
  /** Wrong codes, by the digest of their pack, for as long as that has not expired. */
  tries: z.array(z.object({ digest: z.string(), count: z.int().nonnegative(), expiresAt: Instant })).optional(),
})
export type StoredEnrolment = z.infer<typeof StoredEnrolment>

const InForce = z.object({
  counter: z.int(),
  /** SHA-256 of the contents: directives that are signed again have the same. */
  digest: z.string(),
  at: Instant,
  contents: DirectiveContents,
})

/**
 * What head office has set from afar, and how far that is. The settings among it are laid over the shop's own
 * (`underHeadOffice`); upstreams and clients are changed in place, and `replaced` holds what they had before.
 */
export const StoredHeadOffice = z.object({
  /** By channel, the newest directives that were believed: older ones of it are refused from then on. */
  newest: z
    .record(
      z.string(),
      z
        .object({ counter: z.int(), digest: z.string(), releasedAt: Instant, keyIds: z.array(z.string()).optional() })
        .extend({ heldMs: z.number().nonnegative().optional(), at: Instant }),
    )
    .optional(),
  inForce: InForce.optional(),
  /** By id, the fields that directives changed, as they were; `null` for none. */
  replaced: z
    .object({
      upstreams: z.record(z.string(), z.record(z.string(), z.unknown())),
      clients: z.record(z.string(), DirectiveContents.shape.clients.unwrap().element.omit({ id: true })),
    })
    .optional(),
  /**
   * Of what is in force, while it has yet to show that the till is well with it. `running`: is watched now · `restart`: takes
   * effect at a start, and is watched then · `going-back`: what was before is still to be put in its place.
   */
  trial: z
    .object({
      step: z.enum(['running', 'restart', 'going-back']),
      before: InForce.optional(),
      /** Upstreams whose credential was loaded before. */
      loadedBefore: z.array(z.string()),
      /** Starts of the agent since then after which it did not show that it is well. */
      starts: z.int().nonnegative(),
    })
    .optional(),
  /** Head office has barred this till. It stays so until a later pack of head office sets it up again. */
  bar: Bar.omit({ till: true })
    .extend({
      /** Whether every secret is forgotten; a keychain may be locked, or the machine end in the middle. */
      isForgotten: z.boolean(),
    })
    .optional(),
  /** The last directives that this till does not follow. They are not tried again. */
  failed: FleetStatus.shape.failed.unwrap().extend({ digest: z.string() }).optional(),
  /** What head office has asked of this till, the newest first. An id that stands here is not done again. */
  asks: z.array(AskView).optional(),
})
export type StoredHeadOffice = z.infer<typeof StoredHeadOffice>

/** Less strict than what a person may set: what an earlier version stored must not damage the file. */
const StoredStore = StoreSettings.extend({ name: z.string(), country: z.string() }).partial()

/** Everything that is stored and is no secret. */
export const Settings = z.object({
  version: z.literal(1),
  /** Made once. Tells the keychain entries of this installation from those of another. */
  installation: z.string().min(1),
  limits: LimitSettings.optional(),
  store: StoredStore.optional(),
  codes: CodeSettings.optional(),
  updates: UpdateSettings.optional(),
  network: NetworkSettings.optional(),
  statements: StatementSettings.optional(),
  counter: CounterSettings.optional(),
  training: TrainingSettings.optional(),
  outbox: OutboxApprovalSettings.optional(),
  start: StartSettings.optional(),
  fleet: FleetSettings.optional(),
  telemetry: TelemetrySettings.optional(),
  enrolment: StoredEnrolment.optional(),
  headOffice: StoredHeadOffice.optional(),
  pin: StoredPin.optional(),
  /** Of shift leads. Failed attempts count in `pin`: there is one set of tries. */
  shiftLeadPin: StoredPin.omit({ wrongTries: true }).optional(),
  /** A person has set the till up and has yet to set a PIN, or to say that none is wanted. */
  pinPending: z.literal(true).optional(),
  upstreams: z.array(StoredUpstream),
  clients: z.array(StoredClient),
  drops: z.array(StoredDrop).optional(),
  /**
   * Secrets that the vault may hold and no upstream uses: those of a change that is under way, was cut off, or could not remove
   * what it replaced. The next start removes them.
   */
  secretJournal: z.array(SecretName).optional(),
})
export type Settings = z.infer<typeof Settings>

/**
 * `read` never touches the disk. `write` returns when everything is on the disk.
 *
 * @throws Fault `SETTINGS_UNWRITABLE` from `write`, which has changed nothing then
 */
export interface SettingsStore {
  read(): Settings
  write(settings: Settings): void
}

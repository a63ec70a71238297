import { z } from 'zod'
import { SecretText, withoutOddEdges } from '#contract/text/pastedText.ts'
import { FilePath, Instant, ProxySetting } from '#contract/values.ts'
import { readDropTarget } from './target.ts'

/** Name of a folder that is watched. It is part of logs and metrics, so it is short and plain. */
export const DropName = z
  .string()
  .overwrite(withoutOddEdges)
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a small letter followed by at most 31 small letters, digits or hyphens')

/** `sftp://user@host:port/folder` or `ftps://…`. */
export const DropTarget = z
  .string()
  .overwrite(withoutOddEdges)
  .refine(
    (text) => readDropTarget(text) !== undefined,
    'must be sftp://USER@HOST/FOLDER or ftps://USER@HOST/FOLDER, without a password, a query or a fragment',
  )

/** Of the host key of an SFTP server, as OpenSSH writes it, or of the certificate of an FTPS server. */
export const DropFingerprint = z
  .string()
  .overwrite(withoutOddEdges)
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must be SHA256: and 43 letters, digits, + and /, as ssh-keygen -l shows it')

/** As of an upstream, without a password: a folder keeps none for a proxy. */
export const DropProxy = ProxySetting.refine(
  (text) => !text.includes('@'),
  'must be the address of a proxy that asks for no password, or "system"',
)

/** What a person says of a folder that is watched. */
export const DropCommon = z.object({
  name: DropName,
  /** Where old POS software leaves its files. */
  folder: FilePath.refine(
    (path) => /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path),
    'must be a whole path, from / or a drive on',
  ),
  to: DropTarget,
  /** The one key or certificate to trust. Needed for `sftp:`; for `ftps:` in place of a certificate authority. */
  fingerprint: DropFingerprint.optional(),
  /** For `ftps:`: path of a PEM file with the only authorities to trust. */
  caFile: FilePath.optional(),
  /** For `sftp:`. Without it the connection is direct. */
  proxy: DropProxy.optional(),
  /** A file whose size and time stay the same for so long is whole. */
  stableSeconds: z.int().min(1).max(3_600).default(5),
  /** A file that could not be sent for so long is put into `refused`. */
  expireHours: z.int().min(1).max(720).default(72),
})

/** One of them. @property key a private key as OpenSSH writes it, for `sftp:` */
export const dropSecrets = {
  password: SecretText.optional(),
  key: z.string().max(16_384).optional(),
  keyPassword: SecretText.optional(),
}

export const DropEntry = DropCommon.extend(dropSecrets).strict()
export type DropEntry = z.infer<typeof DropEntry>
export type DropEntryInput = z.input<typeof DropEntry>

/** What keeps files of a folder from being sent now, in one word. */
export const DropProblem = z.enum([
  ...(['folder', 'unreachable', 'untrusted', 'credential', 'refused', 'name-taken'] as const),
  ...(['differs', 'store', 'keychain'] as const),
])
export type DropProblem = z.infer<typeof DropProblem>

export const DropFileState = z.enum(['waiting', 'uploading', 'renaming', 'sent', 'refused', 'expired'])
export type DropFileState = z.infer<typeof DropFileState>

/** Why the agent put a file into `refused`. */
export const DropRefusal = z.enum([
  'link',
  'not-a-file',
  'hard-link',
  'foreign',
  'too-large',
  'name',
  'unreadable',
  'expired',
])
export type DropRefusal = z.infer<typeof DropRefusal>

export const DropFileView = z.object({
  id: z.string(),
  drop: DropName,
  /** As the POS software named it. */
  file: z.string(),
  bytes: z.int().nonnegative(),
  state: DropFileState,
  since: Instant,
  createdAt: Instant,
  expiresAt: Instant,
  /** What the last attempt met. */
  problem: DropProblem.optional(),
  /** How it is known that the server has all of it. */
  proof: z.enum(['size', 'checksum']).optional(),
})
export type DropFileView = z.infer<typeof DropFileView>

export const DropStatus = z.object({
  name: DropName,
  /** Claimed, and not at the server yet. */
  waiting: z.int().nonnegative(),
  /** In the last 7 days. */
  sent: z.int().nonnegative(),
  /** What lies in `refused` until a person takes it away. */
  refused: z.int().nonnegative(),
  /** When the oldest that waits was claimed. */
  oldestAt: Instant.optional(),
  lastSentAt: Instant.optional(),
  problem: DropProblem.optional(),
  /** The problem in a sentence. */
  reason: z.string().optional(),
})
export type DropStatus = z.infer<typeof DropStatus>

export const DropView = DropCommon.extend(DropStatus.shape).extend({ createdAt: Instant })
export type DropView = z.infer<typeof DropView>

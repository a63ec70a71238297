import { z } from 'zod'
import { EndpointUrl, Instant, UpstreamId } from '#contract/values.ts'
import { PublicKey } from './fleet.ts'

/** Names an ask. A till does what an id stands for once. */
export const AskId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be up to 64 letters, digits, dots, hyphens or underscores')

const whoIsAsked = {
  id: AskId,
  /** Head office's name for the till, or its installation. */
  till: z.string().min(1).max(100),
}

export const KnownAsk = z.discriminatedUnion('kind', [
  /** Each credential is tried at its upstream once more. */
  z.object({ ...whoIsAsked, kind: z.literal('credential-proof') }),
  z.object({
    ...whoIsAsked,
    kind: z.literal('support-bundle'),
    /** An X25519 public key of head office: its private part alone opens the bundle. */
    sealTo: PublicKey,
    /** Where the sealed bundle is put. With a slash at its end it is a folder, and the till names the file. */
    uploadTo: EndpointUrl.max(1_000),
  }),
])
export type KnownAsk = z.infer<typeof KnownAsk>
export type AskKind = KnownAsk['kind']

const knownKinds: readonly string[] = ['credential-proof', 'support-bundle'] satisfies AskKind[]

/** What a later version may be asked for. */
const LaterAsk = z
  .object({ ...whoIsAsked, kind: z.string().max(100) })
  .refine(({ kind }) => !knownKinds.includes(kind), { path: ['kind'], error: 'is not asked for in this way' })
  .transform(({ kind, ...ask }) => ({ ...ask, kind: 'later' as const, laterKind: kind }))

/** What head office asks of one till. */
export const Ask = z.union([KnownAsk, LaterAsk])
export type Ask = z.infer<typeof Ask>

/**
 * `waiting`: for a quiet moment, or for the next try · `done` · `failed`: a credential was not accepted, or the bundle could not
 * be sent · `refused`: this till does not send to that host · `expired`: there was no time for it · `withdrawn`: head office
 * asks for it no more.
 */
export const AskState = z.enum(['waiting', 'done', 'failed', 'refused', 'expired', 'withdrawn'])
export type AskState = z.infer<typeof AskState>

/** How one credential was taken: `accepted`, or the code of the fault. */
export const CredentialProof = z.object({ upstream: UpstreamId, outcome: z.string() })
export type CredentialProof = z.infer<typeof CredentialProof>

/** What head office has asked, and what came of it. */
export const AskView = z.object({
  id: AskId,
  kind: z.enum(['credential-proof', 'support-bundle']),
  state: AskState,
  /** When this till first read it. */
  askedAt: Instant,
  /** When it ended; absent while it waits. */
  endedAt: Instant.optional(),
  /** Where the bundle goes. */
  host: z.string().optional(),
  /** Tries that were begun. */
  tries: z.int().nonnegative(),
  /** Why it was not done, or not yet: a code, never a sentence. */
  reason: z.string().optional(),
  proofs: z.array(CredentialProof).optional(),
})
export type AskView = z.infer<typeof AskView>

import { z } from 'zod'
import { Bar, DirectiveContents, FleetStatus } from '#contract/directives.ts'
import { Instant } from '#contract/values.ts'

const InForce = z.object({
  counter: z.int(),
  /** SHA-256 of the contents: directives that are signed again have the same. */
  digest: z.string(),
  at: Instant,
  contents: DirectiveContents,
})

/**
 * What head office has set from afar, and how far that is. The settings among it are laid over the shop's own
 * (`headOfficeLayer.ts`); upstreams and clients are changed in place, and `replaced` holds what they had before.
 */
export const StoredHeadOffice = z.object({
  /** The newest directives that were believed: older ones are refused from then on. */
  seen: z
    .object({ counter: z.int(), digest: z.string(), releasedAt: Instant, keyIds: z.array(z.string()).optional() })
    .extend({ heldMs: z.number().nonnegative().optional(), at: Instant })
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
})
export type StoredHeadOffice = z.infer<typeof StoredHeadOffice>

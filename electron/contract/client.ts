import { z } from 'zod'
import { Grant } from './grant.ts'
import { ClientId, Instant, Origin } from './values.ts'

/** What a client presents: shown once when it is made, kept only as a digest (design 4.1). */
export const ClientKey = z
  .string()
  .regex(/^ta_[a-z][a-z0-9-]{0,31}_[A-Za-z0-9_-]{43}$/, 'must look like ta_<client id>_<43 letters, digits, - or _>')

/** What a person says of a client when it is added. */
export const ClientEntry = z.strictObject({
  id: ClientId,
  name: z.string().min(1).max(100),
  grants: z.array(Grant).default([]),
  origins: z.array(Origin).default([]),
  expiresAt: Instant.optional(),
  /** May read the numbers of every client and upstream at /metrics, not only its own: for a monitoring program. */
  watchesAll: z.boolean().optional(),
})
export type ClientEntry = z.infer<typeof ClientEntry>

/** A client as everybody may see it: no key, no digest of one. */
export const ClientView = ClientEntry.extend({ createdAt: Instant, lastUsedAt: Instant.optional() })
export type ClientView = z.infer<typeof ClientView>

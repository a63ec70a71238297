import { z } from 'zod'
import { ShownName } from '#contract/text/shownName.ts'
import { Grant } from './grant.ts'
import { ClientId, Instant, Origin } from './values.ts'

/** The secret of a client: shown once when it is made and stored only as a digest, so that a copy of the settings opens nothing. */
export const ClientKey = z
  .string()
  .regex(/^ta_[a-z][a-z0-9-]{0,31}_[A-Za-z0-9_-]{43}$/, 'must look like ta_<client id>_<43 letters, digits, - or _>')

/** A client as a person adds it. */
export const ClientEntry = z.strictObject({
  id: ClientId,
  name: ShownName(100),
  grants: z.array(Grant).default([]),
  origins: z.array(Origin).default([]),
  expiresAt: Instant.optional(),
  /** Whether a monitoring program may read every client's and upstream's numbers at /metrics, not only its own. */
  watchesAll: z.boolean().optional(),
  /** Whether its writes go by the outbox although its requests do not ask for it (Till-Agent-Outbox). */
  outbox: z.boolean().optional(),
  /** Whether it signs each request, so that its key never travels; requests with the key itself are refused then. */
  signed: z.boolean().optional(),
})
export type ClientEntry = z.infer<typeof ClientEntry>

/** A client without its key and without the key's digest. */
export const ClientView = ClientEntry.extend({ name: z.string(), createdAt: Instant, lastUsedAt: Instant.optional() })
export type ClientView = z.infer<typeof ClientView>

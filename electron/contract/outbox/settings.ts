import { z } from 'zod'
import { Route } from '#contract/grant.ts'

/** A field of a JSON object, or of objects within it: `order.reference`. */
const FieldPath = z
  .string()
  .regex(/^[A-Za-z_][\w-]{0,63}(\.[A-Za-z_][\w-]{0,63}){0,5}$/, 'must name a field, such as order.reference')

const HeaderName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'must be the name of a header, such as Idempotency-Key')

/** A write that may wait in the outbox, and where its idempotency key stands: the upstream makes one effect of one key. */
export const NamedWrite = Route.extend({
  key: z.union([z.strictObject({ header: HeaderName }), z.strictObject({ field: FieldPath })], {
    error: 'must be {"header": "Idempotency-Key"} or {"field": "order.reference"}',
  }),
  /** The field that names the customer: writes for the same one keep their order. */
  customer: FieldPath.optional(),
  amount: FieldPath.optional(),
})
export type NamedWrite = z.infer<typeof NamedWrite>

export const OutboxSettings = z.strictObject({
  /** How long after a sale the upstream still takes it (capillary.md 6.5). */
  postingWindowHours: z.int().min(1).max(2_160).optional(),
  /** For upstreams whose scheme does not know its writes. */
  writes: z.array(NamedWrite).max(100).optional(),
})
export type OutboxSettings = z.infer<typeof OutboxSettings>

export const defaultPostingWindowHours = 72

import { z } from 'zod'
import { OutboxEntryView } from './entry.ts'

/** What a scheme can name in a write. `customer`: as the upstream's settings say · `reference`: its idempotency key */
export const WriteFieldName = z.enum([
  'bill-number',
  'amount',
  'time',
  'mobile',
  'email',
  'external-id',
  'customer',
  'reference',
])
export type WriteFieldName = z.infer<typeof WriteFieldName>

/** One fact of a write, as people see it. */
export const ShownField = z.object({
  name: WriteFieldName,
  value: z.string(),
  /** Whether only a part of it is shown, because it names a customer. */
  isMasked: z.boolean(),
})
export type ShownField = z.infer<typeof ShownField>

/** The values that are to stand in place of those that were sent; what is left out stays as it is. */
export const Correction = z
  .partialRecord(WriteFieldName, z.string().trim().min(1, 'must not be empty').max(200))
  .refine((values) => Object.keys(values).length > 0, 'must change something')
export type Correction = z.infer<typeof Correction>

/** An entry for the people who look after it. */
export const OutboxEntryForPeople = OutboxEntryView.extend({
  /** Absent while the keychain is closed; empty for contents that cannot be read, or that the scheme cannot name. */
  fields: z.array(ShownField).optional(),
})
export type OutboxEntryForPeople = z.infer<typeof OutboxEntryForPeople>

/** `needs-person`: a person decides · `open`: the agent has still to do something · `over`: sent or discarded */
export const OutboxGroup = z.enum(['needs-person', 'open', 'over'])
export type OutboxGroup = z.infer<typeof OutboxGroup>

import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { ReadBack, WriteRequest } from '#core/scheme/outboxRules.ts'
import { callAsTill, type TillAuthenticator, unusableReply } from '#schemes/shared/authenticatedCall.ts'
import { type Bill, billOf } from './writes.ts'

const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim())
const Found = z.object({
  number: text.optional(),
  amount: z.coerce.number().optional().catch(undefined),
  billing_time: text.optional(),
  item_status: z.object({ success: z.union([z.boolean(), z.string()]).optional(), code: z.coerce.number() }),
})
const Body = z.object({
  transactions: z.object({ transaction: z.union([z.array(Found), Found.transform((only) => [only])]) }),
})

/** ASSUMED: the code of a number that Capillary does not know (capillary.md 5.7 names it for numbers in general). */
const unknownNumber = 602

/**
 * Asks Capillary for a bill by its number (`transaction/get`, capillary.md 5.7). Numbers may repeat from store to store and
 * from month to month (capillary.md 6.5), so only a bill of the same amount and time is the one that was sent.
 *
 * @throws as `callAsTill` · Fault `UPSTREAM_BUSY`
 */
export async function lookUpBill(till: TillAuthenticator, http: Http, write: WriteRequest): Promise<ReadBack> {
  const bill = billOf(write)
  if (!bill) return 'cannot-tell'
  const query = new URLSearchParams({ format: 'json', number: bill.number }).toString()
  const path = `/v1.1/transaction/get?${query}`
  const reply = await callAsTill(till, http, { method: 'GET', path, headers: { Accept: 'application/json' } })
  if (reply.status === 429 || reply.status >= 500) throw unusableReply(reply, 'Capillary')
  const parsed = parseJson(reply.body) as { response?: unknown } | undefined
  const found = Body.safeParse(parsed?.response ?? parsed).data?.transactions.transaction
  // An empty list stands for whatever Capillary does not say (capillary.md 5.1): no proof that the number is free.
  if (reply.status !== 200 || !found || found.length === 0) return 'cannot-tell'
  if (found.some((candidate) => isSame(candidate, bill))) return 'happened'
  if (found.every((candidate) => isAnother(candidate, bill))) return 'other'
  return found.every(({ item_status }) => item_status.code === unknownNumber) ? 'not-happened' : 'cannot-tell'
}

function isSame(found: z.infer<typeof Found>, { number, amount, time }: Bill): boolean {
  if (String(found.item_status.success).toLowerCase() !== 'true' || found.number !== number) return false
  return amount !== undefined && found.amount === amount && time !== undefined && found.billing_time === time
}

/** By its amount: a time may be written for another time zone than the one that it was sent in. */
function isAnother(found: z.infer<typeof Found>, { number, amount }: Bill): boolean {
  if (String(found.item_status.success).toLowerCase() !== 'true' || found.number !== number) return false
  return amount !== undefined && found.amount !== undefined && found.amount !== amount
}

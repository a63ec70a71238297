import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import { loosePath } from '#core/clients/loosePath.ts'
import type { OutboxRules, PlannedWrite, WriteRequest, WriteVerdict } from '#core/scheme/outboxRules.ts'
import { isObject } from '#schemes/shared/isObject.ts'
import { bodyText, examineCapillary } from './bodyGuards.ts'
import { hasErrors } from './bodyStatus.ts'
import { record } from './presets.ts'
import { capillaryFields, capillaryReason } from './writeFields.ts'

/** Whether Capillary takes a second bill with the same number for the first (capillary.md 6.5). */
export const BillNumbers = z.enum(['unique', 'not-unique']).optional()
export type BillNumbers = z.infer<typeof BillNumbers>

/** A sale, as far as it tells itself from others. */
export interface Bill {
  number: string
  amount: number | undefined
  /** As the client wrote it. */
  time: string | undefined
}

/** Bodies name numbers as text or as numbers (capillary.md 5.1). */
const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim())
const amount = z.coerce.number().optional().catch(undefined)

function oneOf<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item).length(1), item.transform((only) => [only])])
}

const V1Transaction = z.object({ number: text, amount, billing_time: text.optional() })
const V1Transactions = z.object({ root: z.object({ transaction: oneOf(V1Transaction) }) })
const V2Transaction = z.object({ billNumber: text, billAmount: amount, billingDate: text.optional() })
const V1Customers = z.object({ root: z.object({ customer: oneOf(z.looseObject({})) }) })

/**
 * Sales and customers may wait; nothing that redeems, reads or sends a code. A sale needs its own number: a number that the
 * agent made up would stand in the books of the store.
 */
export function capillaryWrites(billNumbers: BillNumbers): OutboxRules {
  return {
    routes: record,
    plan: (request) => {
      const isRepeatable = isRepeatableWrite(request, billNumbers)
      return isRepeatable === undefined ? undefined : planned(request, isRepeatable)
    },
    verdictOf: capillaryVerdict,
    reasonOf: capillaryReason,
    fieldsOf: capillaryFields,
    // A bill is told from others by its number, which stands in the body.
    withoutKey: ({ headers }) => headers,
  }
}

/** `undefined` for a write that cannot wait. */
function isRepeatableWrite(request: WriteRequest, billNumbers: BillNumbers): boolean | undefined {
  if (isTransaction(request)) return billOf(request)?.number ? billNumbers === 'unique' : undefined
  // A customer who is known is updated, so that a repeat changes nothing (capillary.md 5.3).
  if (/\/v1\.1\//.test(loosePath(request.path)))
    return V1Customers.safeParse(bodyOf(request)).success ? true : undefined
  return bodyOf(request) === undefined ? undefined : true
}

function planned(request: WriteRequest, isRepeatable: boolean): PlannedWrite {
  const { headers, body } = request
  const { number: reference, amount } = billOf(request) ?? {}
  return { orderKey: examineCapillary(request).lockKey, isRepeatable, reference, amount, headers, body }
}

/** The sale that a request records; `undefined` for any other request, for several sales, and for one without a number. */
export function billOf(request: WriteRequest): Bill | undefined {
  if (!isTransaction(request)) return undefined
  const body = bodyOf(request)
  const [v1] = V1Transactions.safeParse(body).data?.root.transaction ?? []
  if (v1) return v1.number === '' ? undefined : { number: v1.number, amount: v1.amount, time: v1.billing_time }
  const v2 = V2Transaction.safeParse(body).data
  return v2 && v2.billNumber !== '' ? { number: v2.billNumber, amount: v2.billAmount, time: v2.billingDate } : undefined
}

function isTransaction({ path }: WriteRequest): boolean {
  return /\/(?:v1\.1\/transaction\/add|v2\/transactions)$/.test(loosePath(path))
}

function bodyOf({ body }: WriteRequest): unknown {
  return parseJson(bodyText(body) ?? '')
}

const code = z.coerce.number()
const Status = z.object({ success: z.union([z.boolean(), z.string()]).optional(), code })
const Item = z.object({ item_status: Status })
/** Empty values are `""`, `[]` or absent (capillary.md 5.1). */
const nothing = z.union([z.null(), z.literal(''), z.tuple([])]).transform(() => undefined)
const items = z.union([nothing, z.array(Item), Item.transform((only) => [only])]).optional()
/** Of a body whose items cannot be read, the status tells nothing: an item may fail inside a success. */
const V1Body = z.object({
  status: Status,
  transactions: z.union([nothing, z.object({ transaction: items })]).optional(),
  customers: z.union([nothing, z.object({ customer: items })]).optional(),
})
const V2Errors = z.object({ errors: z.array(z.object({ code })).min(1) })

/** A sale, a sale whose points come later, a customer (capillary.md 5.3, 5.7). */
const savedCodes = new Set([600, 687, 1000])
/** The number exists already; the customer is registered already (capillary.md 5.3, 5.7). */
const recordedBefore = new Set([604, 1014])
/** Capillary did nothing: the same customer is busy, or this user calls too often (capillary.md 5.1, 5.7). */
const notNow = new Set([429, 517, 521])
/** All or some items failed, it says, and names none; and an unknown error (capillary.md 5.1). */
const doesNotTell = new Set([200, 201, 407, 500])

/** A v1.1 item may fail inside a 200, and its own status decides (capillary.md 5.1). */
function capillaryVerdict(status: number, body: Buffer): WriteVerdict {
  if (notNow.has(status)) return { outcome: 'not-now', code: String(status) }
  // Whatever stands before Capillary may answer so, too, once Capillary has done its work.
  if (status >= 500 && status !== 521) return { outcome: 'unclear', code: String(status) }
  const parsed = parseJson(bodyText(body) ?? '')
  const v1 = V1Body.safeParse((parsed as { response?: unknown } | undefined)?.response ?? parsed).data
  if (v1) return v1Verdict(v1)
  const refusal = V2Errors.safeParse(parsed).data?.errors[0]
  if (refusal) return verdictOfCode(refusal.code)
  if (status >= 400) return { outcome: 'refused', code: String(status) }
  return { outcome: status < 300 && isV2Success(parsed) ? 'done' : 'unclear', code: String(status) }
}

/** No page of somebody between, such as that of a guest network, nor an error or a v1.1 status in a form that is not known. */
function isV2Success(body: unknown): boolean {
  return isObject(body) && !hasErrors(body) && body.response === undefined && !isObject(body.status)
}

function v1Verdict({ status, transactions, customers }: z.infer<typeof V1Body>): WriteVerdict {
  const [item] = transactions?.transaction ?? customers?.customer ?? []
  if (item) return isSaved(item.item_status) ? done(item.item_status.code) : verdictOfCode(item.item_status.code)
  if (isSuccess(status) && status.code === 200) return done(status.code)
  return doesNotTell.has(status.code) ? { outcome: 'unclear', code: String(status.code) } : verdictOfCode(status.code)
}

/** Where an item leaves `success` out, as some do (capillary.md 5.1), its code tells; warnings are of what was saved (capillary.md 5.7). */
function isSaved({ success, code: found }: z.infer<typeof Status>): boolean {
  if (found >= 9601 && found <= 9616) return true
  return success === undefined ? savedCodes.has(found) : isSuccess({ success })
}

function isSuccess({ success }: Pick<z.infer<typeof Status>, 'success'>): boolean {
  return success === true || String(success).toLowerCase() === 'true'
}

function done(found: number): WriteVerdict {
  return { outcome: 'done', code: String(found) }
}

function verdictOfCode(found: number): WriteVerdict {
  if (recordedBefore.has(found)) return { outcome: 'recorded-before', code: String(found) }
  return { outcome: notNow.has(found) ? 'not-now' : 'refused', code: String(found) }
}

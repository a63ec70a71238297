import { z } from 'zod'
import type { DirectoryCustomer } from '#core/scheme/customerDirectory.ts'

/** What a response says about a customer. `not-served`: Capillary does not offer the call to this organisation. */
export type CustomerResponse =
  | { outcome: 'found'; customer: DirectoryCustomer }
  | { outcome: 'not-found' | 'not-served' | 'unusable' }

/** Empty values are `""`, `[]` or absent, and numbers may come as strings (capillary.md 5.1). */
const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim() || undefined)
  .optional()
  .catch(undefined)
const number = text.transform((value) =>
  value !== undefined && Number.isFinite(Number(value)) ? Number(value) : undefined,
)

/** An array, or one item without its array, or any value that stands for none. */
function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.array(item), item.transform((only) => [only])])
    .optional()
    .catch(undefined)
    .transform((items) => (items ?? []) as z.infer<Item>[])
}

/** An object that may be absent, `""` or `[]`. */
function part<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).optional().catch(undefined)
}

const Fraud = part({ status: text })

/** How many coupons are named, as a list or as one in a wrapper. What each holds is not documented (capillary.md 5.2). */
const Coupons = z
  .union([z.array(z.record(z.string(), z.unknown())), z.object({ coupon: listOf(z.record(z.string(), z.unknown())) })])
  .optional()
  .catch(undefined)
  .transform((found) => (Array.isArray(found) ? found : (found?.coupon ?? [])).length || undefined)

const V1Customer = z.object({
  firstname: text,
  lastname: text,
  mobile: text,
  email: text,
  type: text,
  loyalty_points: number,
  current_slab: text,
  fraud_details: Fraud,
  points_summaries: part({ points_summary: listOf(z.object({ loyaltyPoints: number, currentSlab: text })) }),
  item_status: part({ code: number, message: text }),
  coupons: Coupons,
})

const V1Body = z.object({
  status: part({ code: number }),
  customers: part({ customer: listOf(V1Customer) }),
})

const Identifiers = listOf(z.object({ type: text, value: text }))

const V2Customer = z.object({
  profiles: listOf(
    z.object({ firstName: text, lastName: text, source: text, identifiers: Identifiers, commChannels: Identifiers }),
  ),
  loyaltyInfo: part({ loyaltyType: text }),
  loyaltyProgramDetails: listOf(z.object({ loyaltyPoints: number, currentSlab: text })),
  fraudDetails: Fraud,
})

const V2Refusal = z.object({ errors: z.array(z.object({ code: number })).min(1) })

/** The customer is unknown, or the value can be no identifier of the kind (capillary.md 5.2). */
const notFound = new Set([816, 1001, 1002, 1003, 1011, 1012, 1042, 8013, 8015, 8065])
const notEnrolled = new Set([1013, 1020, 8089])
const fraud = 618
/** The version, the resource, the method or the operation is not offered (capillary.md 5.1). */
const notServed = new Set([402, 404, 405, 406])

/** Confirmed or to be confirmed. `NOT_FRAUD` and `INTERNAL` are no fraud. */
const fraudStatuses = new Set(['MARKED', 'CONFIRMED', 'RECONFIRMED'])

/** Reads a response of v1.1 `customer/get` or v2 `customerDetails`, in any of their forms. @param body parsed JSON, if it was any */
export function readCustomer(status: number, body: unknown): CustomerResponse {
  const refused = V2Refusal.safeParse(body).data
  if (refused) return readV2Refusal(refused.errors.map(({ code }) => code))
  const v1 = V1Body.safeParse(unwrapped(body, 'response')).data
  if (v1?.customers || v1?.status) return readV1(status, v1)
  const customer = V2Customer.safeParse(unwrapped(body, 'entity')).data
  if (customer && customer.profiles.length > 0) return { outcome: 'found', customer: v2Customer(customer) }
  return { outcome: notServed.has(status) ? 'not-served' : 'unusable' }
}

/** Some samples have no wrapper (capillary.md 5.1). */
function unwrapped(body: unknown, wrapper: 'response' | 'entity'): unknown {
  const inside = (body as Record<string, unknown> | null | undefined)?.[wrapper]
  return typeof inside === 'object' && inside !== null ? inside : body
}

function readV2Refusal(codes: readonly (number | undefined)[]): CustomerResponse {
  const known = codes.filter((code) => code !== undefined)
  if (known.some((code) => notEnrolled.has(code))) return { outcome: 'found', customer: { flags: ['not-enrolled'] } }
  if (known.some((code) => notFound.has(code))) return { outcome: 'not-found' }
  return { outcome: known.some((code) => notServed.has(code)) ? 'not-served' : 'unusable' }
}

function readV1(httpStatus: number, { status, customers }: z.infer<typeof V1Body>): CustomerResponse {
  const [customer] = customers?.customer ?? []
  if (!customer) {
    if (status?.code === 200) return { outcome: 'not-found' }
    return { outcome: notServed.has(status?.code ?? httpStatus) ? 'not-served' : 'unusable' }
  }
  const code = customer.item_status?.code
  if (code !== undefined && notFound.has(code)) return { outcome: 'not-found' }
  // Capillary still returns customers whose data was deleted at their request.
  if (/deleted after PII/i.test(customer.item_status?.message ?? '')) return { outcome: 'not-found' }
  const isKnown = code === undefined ? status?.code === 200 : code === 1000 || code === fraud || notEnrolled.has(code)
  return isKnown ? { outcome: 'found', customer: v1Customer(customer) } : { outcome: 'unusable' }
}

function v1Customer(customer: z.infer<typeof V1Customer>): DirectoryCustomer {
  const { firstname, lastname, mobile, email, type, fraud_details, points_summaries, item_status } = customer
  const [programme] = points_summaries?.points_summary ?? []
  const code = item_status?.code
  return {
    name: nameOf(firstname, lastname),
    tier: customer.current_slab ?? programme?.currentSlab,
    points: customer.loyalty_points ?? programme?.loyaltyPoints,
    coupons: customer.coupons,
    mobile,
    email,
    flags: flagsOf(
      code === fraud || isFraud(fraud_details),
      type?.toUpperCase() === 'NON_LOYALTY' || (code !== undefined && notEnrolled.has(code)),
    ),
  }
}

function v2Customer({ profiles, loyaltyInfo, loyaltyProgramDetails, fraudDetails }: z.infer<typeof V2Customer>) {
  const profile = profiles.find(({ source }) => source === 'INSTORE') ?? profiles[0]
  const [programme] = loyaltyProgramDetails
  const addresses = [...(profile?.identifiers ?? []), ...(profile?.commChannels ?? [])]
  const addressOf = (type: string) =>
    addresses.find((address) => address.type?.toLowerCase() === type && address.value)?.value
  const kind = loyaltyInfo?.loyaltyType?.toLowerCase().replaceAll(/[^a-z]/g, '')
  return {
    name: nameOf(profile?.firstName, profile?.lastName),
    tier: programme?.currentSlab,
    points: programme?.loyaltyPoints,
    mobile: addressOf('mobile'),
    email: addressOf('email'),
    flags: flagsOf(isFraud(fraudDetails), kind === 'nonloyalty'),
  }
}

function nameOf(...parts: (string | undefined)[]): string | undefined {
  return parts.filter((part) => part !== undefined).join(' ') || undefined
}

function isFraud(details: z.infer<typeof Fraud>): boolean {
  return fraudStatuses.has(details?.status?.toUpperCase() ?? '')
}

function flagsOf(isFraudulent: boolean, isNotEnrolled: boolean): DirectoryCustomer['flags'] {
  return [...(isFraudulent ? (['fraud'] as const) : []), ...(isNotEnrolled ? (['not-enrolled'] as const) : [])]
}

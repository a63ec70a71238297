import { z } from 'zod'
import type { RegisteredCustomer } from '../core/customerRegister.ts'

/** What an answer says of a customer. `not-served`: the call itself is not offered to this organisation. */
export type CustomerAnswer =
  | { outcome: 'found'; customer: RegisteredCustomer }
  | { outcome: 'not-found' | 'not-served' | 'no-use' }

/** Empty values are `""`, `[]` or absent, and numbers come as texts (capillary.md 5.1). */
const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim() || undefined)
  .optional()
  .catch(undefined)
const number = text.transform((value) =>
  value !== undefined && Number.isFinite(Number(value)) ? Number(value) : undefined,
)

/** One, an array of one, or what stands for none. */
function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.array(item), item.transform((one) => [one])])
    .optional()
    .catch(undefined)
    .transform((items) => (items ?? []) as z.infer<Item>[])
}

/** A part that may be missing, or be `""` or `[]`. */
function part<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).optional().catch(undefined)
}

const Fraud = part({ status: text })

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
})

const V1 = z.object({
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

/** capillary.md 5.2: unknown, or nothing that could be an identifier of the kind that was asked for. */
const notFound = new Set([816, 1001, 1002, 1003, 1011, 1012, 1042, 8013, 8015, 8065])
const notEnrolled = new Set([1013, 1020, 8089])
const fraud = 618
/** Of the whole request: version, resource, method or operation (capillary.md 5.1). */
const notServed = new Set([402, 404, 405, 406])

/** Confirmed, or waiting to be; `NOT_FRAUD` and `INTERNAL` are other people. */
const fraudMarks = new Set(['MARKED', 'CONFIRMED', 'RECONFIRMED'])

/** What v1.1 `customer/get` or v2 `customerDetails` said, in whichever of their forms. @param said parsed JSON, or nothing */
export function customerIn(status: number, said: unknown): CustomerAnswer {
  const refused = V2Refusal.safeParse(said).data
  if (refused) return refusalOf(refused.errors.map(({ code }) => code))
  const old = V1.safeParse(unwrapped(said, 'response')).data
  if (old?.customers || old?.status) return v1Answer(status, old)
  const whole = unwrapped(said, 'entity')
  const customer = V2Customer.safeParse(whole).data
  if (customer && customer.profiles.length > 0) return { outcome: 'found', customer: v2Customer(customer) }
  return { outcome: notServed.has(status) ? 'not-served' : 'no-use' }
}

/** Some samples leave the wrapper away (capillary.md 5.1). */
function unwrapped(said: unknown, wrapper: 'response' | 'entity'): unknown {
  const inside = (said as Record<string, unknown> | null | undefined)?.[wrapper]
  return typeof inside === 'object' && inside !== null ? inside : said
}

function refusalOf(codes: readonly (number | undefined)[]): CustomerAnswer {
  const known = codes.filter((code) => code !== undefined)
  if (known.some((code) => notEnrolled.has(code))) return { outcome: 'found', customer: { marks: ['not-enrolled'] } }
  if (known.some((code) => notFound.has(code))) return { outcome: 'not-found' }
  return { outcome: known.some((code) => notServed.has(code)) ? 'not-served' : 'no-use' }
}

function v1Answer(status: number, { status: whole, customers }: z.infer<typeof V1>): CustomerAnswer {
  const [customer] = customers?.customer ?? []
  if (!customer) {
    if (whole?.code === 200) return { outcome: 'not-found' }
    return { outcome: notServed.has(whole?.code ?? status) ? 'not-served' : 'no-use' }
  }
  const code = customer.item_status?.code
  if (code !== undefined && notFound.has(code)) return { outcome: 'not-found' }
  // Whoever asked to be forgotten is nobody to the till.
  if (/deleted after PII/i.test(customer.item_status?.message ?? '')) return { outcome: 'not-found' }
  const isKnown = code === undefined ? whole?.code === 200 : code === 1000 || code === fraud || notEnrolled.has(code)
  return isKnown ? { outcome: 'found', customer: v1Customer(customer) } : { outcome: 'no-use' }
}

function v1Customer(customer: z.infer<typeof V1Customer>): RegisteredCustomer {
  const { firstname, lastname, mobile, email, type, fraud_details, points_summaries, item_status } = customer
  const [programme] = points_summaries?.points_summary ?? []
  const code = item_status?.code
  return {
    name: nameOf(firstname, lastname),
    tier: customer.current_slab ?? programme?.currentSlab,
    points: customer.loyalty_points ?? programme?.loyaltyPoints,
    mobile,
    email,
    marks: marksOf(
      code === fraud || isFraud(fraud_details),
      type?.toUpperCase() === 'NON_LOYALTY' || (code !== undefined && notEnrolled.has(code)),
    ),
  }
}

function v2Customer({ profiles, loyaltyInfo, loyaltyProgramDetails, fraudDetails }: z.infer<typeof V2Customer>) {
  const profile = profiles.find(({ source }) => source === 'INSTORE') ?? profiles[0]
  const [programme] = loyaltyProgramDetails
  const addresses = [...(profile?.identifiers ?? []), ...(profile?.commChannels ?? [])]
  const addressOf = (type: string) => addresses.find((one) => one.type?.toLowerCase() === type && one.value)?.value
  const kind = loyaltyInfo?.loyaltyType?.toLowerCase().replaceAll(/[^a-z]/g, '')
  return {
    name: nameOf(profile?.firstName, profile?.lastName),
    tier: programme?.currentSlab,
    points: programme?.loyaltyPoints,
    mobile: addressOf('mobile'),
    email: addressOf('email'),
    marks: marksOf(isFraud(fraudDetails), kind === 'nonloyalty'),
  }
}

function nameOf(...parts: (string | undefined)[]): string | undefined {
  return parts.filter((one) => one !== undefined).join(' ') || undefined
}

function isFraud(details: z.infer<typeof Fraud>): boolean {
  return fraudMarks.has(details?.status?.toUpperCase() ?? '')
}

function marksOf(isFraudulent: boolean, isNotEnrolled: boolean): RegisteredCustomer['marks'] {
  return [...(isFraudulent ? (['fraud'] as const) : []), ...(isNotEnrolled ? (['not-enrolled'] as const) : [])]
}

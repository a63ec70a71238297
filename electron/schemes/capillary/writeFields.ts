import type { RefusalReason } from '#contract/outbox/entry.ts'
import type { WriteFieldName } from '#contract/outbox/people.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { loosePath } from '#core/clients/loosePath.ts'
import type { WriteField, WriteRequest } from '#core/scheme/outboxRules.ts'
import { bodyText } from './bodyGuards.ts'

/** What people may see of a kept write, and correct: bill, amount, time and customer (capillary.md 5.3, 5.7). */
export function capillaryFields(request: WriteRequest): readonly WriteField[] {
  const path = loosePath(request.path)
  const body = parseJson(bodyText(request.body) ?? '')
  if (path.endsWith('/v1.1/transaction/add')) {
    const sale = onlyItem(body, 'transaction')
    return [...v1Sale(sale), ...v1Customer([...sale, 'customer'])]
  }
  if (/\/v1\.1\/customer\//.test(path)) return v1Customer(onlyItem(body, 'customer'))
  const inQuery = v2CustomerInQuery(request.query)
  return path.endsWith('/v2/transactions') ? [...v2Sale, ...inQuery] : [...inQuery, ...v2Identifiers(body)]
}

/** A single item may stand alone or in a list. */
function onlyItem(body: unknown, name: string): (string | number)[] {
  const item = (body as { root?: Record<string, unknown> } | undefined)?.root?.[name]
  return ['root', name, ...(Array.isArray(item) ? [0] : [])]
}

function v1Sale(at: readonly (string | number)[]): WriteField[] {
  return [
    { name: 'bill-number', at: { body: [...at, 'number'] } },
    { name: 'amount', at: { body: [...at, 'amount'] } },
    { name: 'time', at: { body: [...at, 'billing_time'] } },
  ]
}

const v2Sale: readonly WriteField[] = [
  { name: 'bill-number', at: { body: ['billNumber'] } },
  { name: 'amount', at: { body: ['billAmount'] } },
  { name: 'time', at: { body: ['billingDate'] } },
]

function v1Customer(at: readonly (string | number)[]): WriteField[] {
  return [
    { name: 'mobile', at: { body: [...at, 'mobile'] } },
    { name: 'email', at: { body: [...at, 'email'] } },
    { name: 'external-id', at: { body: [...at, 'external_id'] } },
  ]
}

/** By Capillary's name of an identifier, as the client wrote it: a map, for every object has a `constructor`. */
const identifierNames: ReadonlyMap<string, WriteFieldName> = new Map([
  ['mobile', 'mobile'],
  ['email', 'email'],
  ['externalid', 'external-id'],
])

function v2CustomerInQuery(query: string): WriteField[] {
  const parameters = new URLSearchParams(query)
  const kind = parameters.get('identifierName')
  if (kind === null || !parameters.has('identifierValue')) return []
  return [{ name: fieldNameOf(kind), at: { query: 'identifierValue' } }]
}

function v2Identifiers(body: unknown): WriteField[] {
  const { profiles } = (body ?? {}) as { profiles?: { identifiers?: { type?: unknown }[] }[] }
  const identifiers = Array.isArray(profiles) ? profiles[0]?.identifiers : undefined
  if (!Array.isArray(identifiers)) return []
  return identifiers.map((identifier, index) => ({
    name: fieldNameOf(String(identifier?.type)),
    at: { body: ['profiles', 0, 'identifiers', index, 'value'] },
  }))
}

function fieldNameOf(kind: string): WriteFieldName {
  return identifierNames.get(kind.toLowerCase()) ?? 'customer'
}

/** capillary.md 5.3, 5.7. */
const reasons: Readonly<Record<RefusalReason, readonly number[]>> = {
  'recorded-already': [604, 1014],
  amount: [601],
  'bill-number': [602, 685],
  time: [621, 643, 644, 1034],
  'customer-missing': [606, 1006, 1039, 1043],
  'customer-unknown': [611, 8015],
  'customer-blocked': [618, 681, 820, 3045],
  'customer-of-another': [1016, 1032, 1033, 1047, 91_005, 91_006, 91_007],
  mobile: [1001],
  email: [1002],
  'external-id': [1003],
  store: [671, 91_020],
  'not-allowed': [401, 403],
  'other-cloud': [],
  unreadable: [],
}

export function capillaryReason(code: string): RefusalReason | undefined {
  const found = Object.entries(reasons).find(([, codes]) => codes.includes(Number(code)))
  return found?.[0] as RefusalReason | undefined
}

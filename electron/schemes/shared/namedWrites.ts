import type { RefusalReason } from '#contract/outbox/entry.ts'
import type { NamedWrite } from '#contract/outbox/settings.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { RouteTable } from '#core/clients/routeTable.ts'
import { headerValue, withoutHeader } from '#core/message/headerFilter.ts'
import type { OutboxRules, PlannedWrite, WriteField, WriteRequest, WriteVerdict } from '#core/scheme/outboxRules.ts'
import { isObject } from './isObject.ts'

/** The upstream makes one effect of one idempotency key, so each of these writes may be sent again. */
export function namedWrites(writes: readonly NamedWrite[]): OutboxRules | undefined {
  if (writes.length === 0) return undefined
  const tables = writes.map((write) => ({ write, table: new RouteTable([write]) }))
  const writeOf = ({ method, path }: Pick<WriteRequest, 'method' | 'path'>) =>
    tables.find(({ table }) => table.allows(method, path))?.write
  return {
    routes: writes,
    plan: (request, makeKey) => {
      const write = writeOf(request)
      return write && planOf(write, request, makeKey)
    },
    verdictOf: (status, _, request) => verdictOf(status, writeOf(request)),
    reasonOf: (code) => reasons[code],
    fieldsOf: (request) => fieldsOf(writeOf(request)),
    withoutKey: (request) => {
      const key = writeOf(request)?.key
      return key && 'header' in key ? withoutHeader(request.headers, key.header.toLowerCase()) : request.headers
    },
  }
}

/** The customer, the amount, and a key that the client made: its own number of the write. */
function fieldsOf(write: NamedWrite | undefined): WriteField[] {
  if (!write) return []
  const { key, customer, amount } = write
  const at = (path: string) => ({ body: path.split('.') })
  return [
    ...('field' in key ? [{ name: 'reference', at: at(key.field) } as const] : []),
    ...(amount === undefined ? [] : [{ name: 'amount', at: at(amount) } as const]),
    ...(customer === undefined ? [] : [{ name: 'customer', at: at(customer) } as const]),
  ]
}

/** What HTTP says for every upstream (RFC 9110 §15.5). */
const reasons: Readonly<Record<string, RefusalReason>> = {
  401: 'not-allowed',
  403: 'not-allowed',
  409: 'recorded-already',
}

function planOf(
  { key, customer, amount }: NamedWrite,
  request: WriteRequest,
  makeKey: () => string,
): PlannedWrite | undefined {
  const object = objectIn(request.body)
  const keyed =
    'header' in key ? withHeader(request, key.header, makeKey) : withField(object, request, key.field, makeKey)
  if (!keyed) return undefined
  const named = customer === undefined ? undefined : fieldOf(object, customer)
  const sum = amount === undefined ? Number.NaN : Number(fieldOf(object, amount))
  return {
    ...{ ...keyed, isRepeatable: true },
    orderKey: typeof named === 'string' || typeof named === 'number' ? String(named) : undefined,
    amount: Number.isFinite(sum) ? sum : undefined,
  }
}

type Keyed = Pick<PlannedWrite, 'headers' | 'body' | 'reference'>

function withHeader({ headers, body }: WriteRequest, name: string, makeKey: () => string): Keyed {
  const reference = headerValue(headers, name.toLowerCase())?.trim()
  return reference ? { headers, body, reference } : { headers: [...headers, name, makeKey()], body }
}

/** `undefined` for a body that can hold no field. */
function withField(
  object: Record<string, unknown> | undefined,
  { headers, body }: WriteRequest,
  path: string,
  makeKey: () => string,
): Keyed | undefined {
  if (!object) return undefined
  const given = fieldOf(object, path)
  if (given !== undefined && given !== null && given !== '') return { headers, body, reference: JSON.stringify(given) }
  const changed = withValue(object, path.split('.'), makeKey())
  return changed && { headers, body: Buffer.from(JSON.stringify(changed)) }
}

function withValue(
  object: Record<string, unknown>,
  [name = '', ...rest]: string[],
  value: string,
): Record<string, unknown> | undefined {
  if (rest.length === 0) return { ...object, [name]: value }
  const inner = Object.hasOwn(object, name) ? object[name] : {}
  if (!isObject(inner)) return undefined
  const changed = withValue(inner, rest, value)
  return changed && { ...object, [name]: changed }
}

function fieldOf(object: Record<string, unknown> | undefined, path: string): unknown {
  let value: unknown = object
  for (const name of path.split('.')) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return value
}

function objectIn(body: Buffer): Record<string, unknown> | undefined {
  const parsed = parseJson(body.toString('utf8'))
  return isObject(parsed) ? parsed : undefined
}

/** The upstream did nothing, and may later. */
const notNow = new Set([408, 425, 429])
const conflict = 409

/**
 * A conflict about a key in a header means that the first sending is still at work, whatever will come of it; once it has ended,
 * the same key gets its outcome (standards.md 6). About a field of the write itself, it means that the write is there.
 */
function verdictOf(status: number, write: NamedWrite | undefined): WriteVerdict {
  const code = String(status)
  if (status < 300) return { outcome: 'done', code }
  if (notNow.has(status)) return { outcome: 'not-now', code }
  if (status === conflict) return { outcome: write && 'field' in write.key ? 'recorded-before' : 'unclear', code }
  return { outcome: status >= 500 ? 'unclear' : 'refused', code }
}

import { fieldsOf, parseJson, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'
import { mayName, type ScayleClient } from './clients.ts'
import { invalid } from './refusal.ts'
import type { Origin, Session } from './sessions.ts'

/** The customer's address and browser, as the backend reports them. */
export function originOf({ headers }: CloudRequest): Origin {
  const header = (name: string) => headers[name]?.toString()
  return {
    ip: header('x-original-client-ip') ?? '127.0.0.1',
    userAgent: header('x-original-user-agent') ?? headers['user-agent'] ?? '',
  }
}

/** The named fields of a JSON body, or a refusal for a wrong `shop_id` or a missing field (scayle.md 3). */
export function readFields(
  { body }: CloudRequest,
  client: ScayleClient,
  names: readonly string[],
): { fields: Record<string, string> } | { refused: CloudResponse } {
  const given = fieldsOf(parseJson(body))
  const { shop_id: shopId } = given
  if (typeof shopId !== 'number' || !Number.isInteger(shopId)) {
    return { refused: invalid('shop_id', 'an integer', shopId ?? null) }
  }
  if (!mayName(client, shopId)) return { refused: invalid('shop_id', 'a shop of this client', shopId) }
  const missing = names.find((name) => typeof given[name] !== 'string' || textOf(given[name]) === undefined)
  if (missing !== undefined) return { refused: invalid(missing, 'a string') }
  return { fields: Object.fromEntries(names.map((name) => [name, String(given[name])])) }
}

/** A refusal unless `X-Shop-Id` names a shop of the client, as every call for a customer must (scayle.md 3). */
export function shopRefusal({ headers }: CloudRequest, { client }: Session): CloudResponse | undefined {
  const shopId = Number(headers['x-shop-id'])
  return Number.isInteger(shopId) && mayName(client, shopId) ? undefined : invalid('X-Shop-Id', 'a shop of this client')
}

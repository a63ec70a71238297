import { fieldsOf, listOf, textOf } from '#simulator/shared/json.ts'
import type { Call } from './call.ts'
import { type Customers, type Identifier, identifier, identifiersIn } from './customers.ts'

/** One request at a time per customer: a second one meanwhile is refused with 521 (capillary.md 0.7, 6.3). */
export class CustomerLocks {
  readonly #locked = new Set<string>()

  /** Locks all keys and returns the function that releases them; `undefined` when one of them is locked already. */
  acquire(keys: readonly string[]): (() => void) | undefined {
    if (keys.some((key) => this.#locked.has(key))) return undefined
    for (const key of keys) this.#locked.add(key)
    return () => {
      for (const key of keys) this.#locked.delete(key)
    }
  }
}

/**
 * The lock keys of the customers that a call names, each once. A known customer's key is the id, so that the mobile and
 * the e-mail of one person are one key.
 */
export function customersIn(call: Call, customers: Customers): string[] {
  const keys = [...inQuery(call), ...inBody(call.body)].map((identifier) => {
    const customer = customers.find(identifier)
    return customer === undefined ? `${identifier.kind}:${identifier.value}` : `id:${customer.id}`
  })
  return [...new Set(keys)]
}

function inQuery({ path, query }: Call): Identifier[] {
  const named = identifier(query.get('identifierName') ?? '', query.get('identifierValue') ?? '')
  const direct = identifiersIn((name) => {
    // In other calls `id` names a transaction or a store.
    if (name === 'id' && !path.startsWith('/v1.1/customer/')) return undefined
    // `user_id=true` asks for a field of the response (capillary.md 5.2).
    if (name === 'user_id' && query.get(name) === 'true') return undefined
    return query.get(name) ?? undefined
  })
  const listed = direct.flatMap(({ kind, value }) => value.split(',').map((part) => ({ kind, value: part.trim() })))
  return named === undefined ? listed : [named, ...listed]
}

function inBody(body: unknown): Identifier[] {
  const { root, entityType, entityValue } = fieldsOf(body)
  const entity = identifier(textOf(entityType) ?? '', textOf(entityValue) ?? '')
  const { customer, ...others } = fieldsOf(root)
  const nested = Object.values(others).flatMap((items) => listOf(items).map((item) => fieldsOf(item).customer))
  const people = [...listOf(customer), ...nested].map(fieldsOf)
  const found = people.flatMap((person) => identifiersIn((name) => textOf(person[name])))
  return entity === undefined ? found : [entity, ...found]
}

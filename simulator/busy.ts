import type { Call } from './answer.ts'
import { type CustomerBook, type Identifier, identifier, identifiersIn } from './customers.ts'
import { fieldsOf, listOf, textOf } from './json.ts'

/** The customers whose requests are being worked on: a second one meanwhile gets 521 (capillary.md 0.7, 6.3). */
export class CustomersInHand {
  readonly #held = new Set<string>()

  /** Lets go when the returned function is called; `undefined` when one of them is in hand already. */
  hold(names: readonly string[]): (() => void) | undefined {
    if (names.some((name) => this.#held.has(name))) return undefined
    for (const name of names) this.#held.add(name)
    return () => {
      for (const name of names) this.#held.delete(name)
    }
  }
}

/** Who a call is about, once each: by id when known, so that a mobile and an e-mail of one person meet. */
export function customersNamed(call: Call, book: CustomerBook): string[] {
  const names = [...inQuery(call), ...inBody(call.body)].map((one) => {
    const customer = book.find(one)
    return customer === undefined ? `${one.kind}:${one.value}` : `id:${customer.id}`
  })
  return [...new Set(names)]
}

function inQuery({ path, query }: Call): Identifier[] {
  const named = identifier(query.get('identifierName') ?? '', query.get('identifierValue') ?? '')
  const direct = identifiersIn((name) => {
    // Elsewhere `id` is a bill's or a store's.
    if (name === 'id' && !path.startsWith('/v1.1/customer/')) return undefined
    // There `user_id=true` asks for a field of the answer (capillary.md 5.2).
    if (name === 'user_id' && query.get(name) === 'true') return undefined
    return query.get(name) ?? undefined
  })
  const several = direct.flatMap(({ kind, value }) => value.split(',').map((part) => ({ kind, value: part.trim() })))
  return named === undefined ? several : [named, ...several]
}

function inBody(body: unknown): Identifier[] {
  const { root, entityType, entityValue } = fieldsOf(body)
  const entity = identifier(textOf(entityType) ?? '', textOf(entityValue) ?? '')
  const { customer, ...others } = fieldsOf(root)
  const inside = Object.values(others).flatMap((items) => listOf(items).map((item) => fieldsOf(item).customer))
  const people = [...listOf(customer), ...inside].map(fieldsOf)
  const found = people.flatMap((person) => identifiersIn((name) => textOf(person[name])))
  return entity === undefined ? found : [entity, ...found]
}

import type { TillCall } from '#simulator/capillary/call.ts'
import type { Customer, Identifier } from '#simulator/capillary/customers.ts'
import { identifiersIn } from '#simulator/capillary/customers.ts'
import type { CapillaryState } from '#simulator/capillary/state.ts'
import { failed, type ItemStatus, ok, single, v11, v11Refusal } from '#simulator/capillary/v11.ts'
import { fieldsOf, listOf, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import { formatTimestamp } from '#simulator/shared/timestamps.ts'

/** `GET /v1.1/customer/get`: by one kind of identifier, with several values separated by commas (capillary.md 5.2). */
export function getCustomers({ query }: TillCall, state: CapillaryState): CloudResponse {
  const [first] = identifiersIn((name) => query.get(name) ?? undefined)
  if (first === undefined) return itemsResponse(state, [{ item_status: failed(1015, 'No identifier passed') }])
  const items = first.value.split(',').map((value) => {
    const wanted = { kind: first.kind, value: value.trim() }
    const customer = state.customers.find(wanted)
    if (customer !== undefined) return { ...details(customer, query, state), item_status: ok(1000, 'Customer found') }
    return { ...requested(wanted), item_status: failed(1012, 'Customer not found') }
  })
  return itemsResponse(state, items)
}

/** `POST /v1.1/customer/add`: updates a known customer, so a repeat is harmless (capillary.md 5.3). */
export function addCustomers(call: TillCall, state: CapillaryState): CloudResponse {
  const items = listOf(fieldsOf(fieldsOf(call.body).root).customer).map(fieldsOf)
  if (items.length === 0) return v11Refusal(state.assumptions, 400, 400, 'Bad input: root.customer is missing')
  return itemsResponse(
    state,
    items.map((item) => addCustomer(item, call, state)),
  )
}

/** `POST /v1.1/customer/update`: one customer per call (capillary.md 5.3). */
export function updateCustomer({ body }: TillCall, state: CapillaryState): CloudResponse {
  const items = listOf(fieldsOf(fieldsOf(body).root).customer).map(fieldsOf)
  const [item] = items
  if (item === undefined) return v11Refusal(state.assumptions, 400, 400, 'Bad input: root.customer is missing')
  if (items.length > 1) return itemsResponse(state, [{ item_status: failed(1060, 'Batch limit exceeded') }])
  const customer = state.customers.findAny(identifiersIn((name) => textOf(item[name])))
  if (customer === undefined) return itemsResponse(state, [{ item_status: failed(1012, 'Customer not found') }])
  rename(customer, item)
  state.effects.add(`customer ${customer.mobile ?? customer.email ?? customer.externalId}`)
  return itemsResponse(state, [{ ...summary(customer), item_status: ok(1000, 'Customer updated') }])
}

function addCustomer(item: Record<string, unknown>, { till }: TillCall, state: CapillaryState): Item {
  const identifiers = identifiersIn((name) => textOf(item[name])).filter(({ kind }) => kind !== 'id')
  const identifierOf = (kind: Identifier['kind']) => identifiers.find((identifier) => identifier.kind === kind)?.value
  const [mobile, email, externalId] = [identifierOf('mobile'), identifierOf('email'), identifierOf('externalId')]
  if (mobile === undefined && email === undefined && externalId === undefined) {
    return { item_status: failed(1006, 'At least one of mobile, email and external_id is required') }
  }
  if (mobile !== undefined && !/^\d{7,15}$/.test(mobile)) return { item_status: failed(1001, 'Invalid mobile') }
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) return { item_status: failed(1002, 'Invalid email') }
  const found = identifiers.map((identifier) => state.customers.find(identifier))
  const known = new Set(found.filter((customer) => customer !== undefined))
  if (known.size > 1) return { item_status: failed(1016, 'An identifier belongs to another customer') }
  const [existing] = known
  state.effects.add(`customer ${identifiers[0]?.value}`)
  if (existing !== undefined) {
    rename(existing, item)
    return { ...summary(existing), item_status: ok(1000, 'Customer updated') }
  }
  const card = textOf(fieldsOf(item.card_details).card_number)
  const customer = state.customers.register({
    mobile,
    email,
    externalId,
    cards: card === undefined ? [] : [card],
    firstName: textOf(item.firstname) ?? '',
    lastName: textOf(item.lastname) ?? '',
    registeredAt: state.now(),
    registeredTill: till.name,
  })
  return { ...summary(customer), item_status: ok(1000, 'Customer Registration Successful') }
}

interface Item {
  item_status: ItemStatus
  [field: string]: unknown
}

function itemsResponse({ assumptions }: CapillaryState, items: Item[]): CloudResponse {
  const content = { customers: { customer: single(assumptions, 'array', items) } }
  return v11(
    assumptions,
    content,
    items.map((item) => item.item_status),
  )
}

function rename(customer: Customer, item: Record<string, unknown>): void {
  customer.firstName = textOf(item.firstname) ?? customer.firstName
  customer.lastName = textOf(item.lastname) ?? customer.lastName
}

function requested({ kind, value }: Identifier): Record<string, string> {
  const names = { mobile: 'mobile', email: 'email', externalId: 'external_id', card: 'card_number', id: 'user_id' }
  return { [names[kind]]: value }
}

function summary(customer: Customer): Record<string, unknown> {
  return {
    user_id: customer.id,
    mobile: customer.mobile ?? '',
    email: customer.email ?? '',
    external_id: customer.externalId ?? '',
    firstname: customer.firstName,
    lastname: customer.lastName,
    registered_on: formatTimestamp(customer.registeredAt),
  }
}

function details(customer: Customer, query: URLSearchParams, state: CapillaryState): Record<string, unknown> {
  const { user_id, ...rest } = summary(customer)
  return {
    ...rest,
    ...(query.get('user_id') === 'true' ? { user_id } : {}),
    lifetime_points: customer.lifetimePoints,
    lifetime_purchases: customer.lifetimePurchases,
    loyalty_points: customer.points,
    current_slab: customer.tier,
    tier_expiry_date: '2099-12-31 23:59:59',
    updated_on: formatTimestamp(customer.registeredAt),
    type: 'LOYALTY',
    source: 'INSTORE',
    registered_till: { code: customer.registeredTill, name: customer.registeredTill },
    fraud_details: { status: 'NONE' },
    custom_fields: { field: [] },
    extended_fields: { field: [] },
    ...(query.get('mlp') === 'true' ? { points_summaries: { points_summary: [programme(customer)] } } : {}),
    // ASSUMED: `basic=true` leaves the large parts out.
    ...(query.get('basic') === 'true' ? {} : history(customer, state)),
  }
}

function programme(customer: Customer): Record<string, unknown> {
  return { programId: 973, loyaltyPoints: customer.points, currentSlab: customer.tier }
}

function history(customer: Customer, { transactions, coupons, now }: CapillaryState): Record<string, unknown> {
  return {
    transactions: {
      transaction: transactions.latestOf(customer, 10).map(({ id, number, type, amount, billingTime }) => ({
        id,
        number,
        type,
        amount,
        billing_time: billingTime,
      })),
    },
    coupons: {
      coupon: coupons.activeOf(customer, now()).map(({ code, seriesId, type, value, validTill }) => ({
        code,
        series_id: seriesId,
        discount_type: type,
        discount_value: value,
        valid_till: formatTimestamp(validTill),
      })),
    },
  }
}

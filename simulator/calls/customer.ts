import type { Answer, TillCall } from '../answer.ts'
import type { Customer, Identifier } from '../customers.ts'
import { identifiersIn } from '../customers.ts'
import { fieldsOf, listOf, textOf } from '../json.ts'
import { stamp } from '../stamp.ts'
import { failed, type ItemStatus, ok, single, v11, v11Refusal } from '../v11.ts'
import type { World } from '../world.ts'

/** `GET /v1.1/customer/get`: by one kind of identifier, several of it comma-separated (capillary.md 5.2). */
export function getCustomers({ query }: TillCall, world: World): Answer {
  const [first] = identifiersIn((name) => query.get(name) ?? undefined)
  if (first === undefined) return answer(world, [{ item_status: failed(1015, 'No identifier passed') }])
  const items = first.value.split(',').map((value) => {
    const wanted = { kind: first.kind, value: value.trim() }
    const customer = world.customers.find(wanted)
    if (customer !== undefined) return { ...view(customer, query, world), item_status: ok(1000, 'Customer found') }
    return { ...asked(wanted), item_status: failed(1012, 'Customer not found') }
  })
  return answer(world, items)
}

/** `POST /v1.1/customer/add`: a known identifier is updated, so a repeat is harmless (capillary.md 5.3). */
export function addCustomers(call: TillCall, world: World): Answer {
  const items = listOf(fieldsOf(fieldsOf(call.body).root).customer).map(fieldsOf)
  if (items.length === 0) return v11Refusal(world.assumptions, 400, 400, 'Bad input: root.customer is missing')
  return answer(
    world,
    items.map((item) => addOne(item, call, world)),
  )
}

/** `POST /v1.1/customer/update`: one at a time (capillary.md 5.3). */
export function updateCustomer({ body }: TillCall, world: World): Answer {
  const items = listOf(fieldsOf(fieldsOf(body).root).customer).map(fieldsOf)
  const [item] = items
  if (item === undefined) return v11Refusal(world.assumptions, 400, 400, 'Bad input: root.customer is missing')
  if (items.length > 1) return answer(world, [{ item_status: failed(1060, 'Batch limit exceeded') }])
  const customer = world.customers.findAny(identifiersIn((name) => textOf(item[name])))
  if (customer === undefined) return answer(world, [{ item_status: failed(1012, 'Customer not found') }])
  rename(customer, item)
  return answer(world, [{ ...brief(customer), item_status: ok(1000, 'Customer updated') }])
}

function addOne(item: Record<string, unknown>, { till }: TillCall, world: World): Item {
  const identifiers = identifiersIn((name) => textOf(item[name])).filter((one) => one.kind !== 'id')
  const of = (kind: Identifier['kind']) => identifiers.find((one) => one.kind === kind)?.value
  const [mobile, email, externalId] = [of('mobile'), of('email'), of('externalId')]
  if (mobile === undefined && email === undefined && externalId === undefined) {
    return { item_status: failed(1006, 'At least one of mobile, email and external_id is required') }
  }
  if (mobile !== undefined && !/^\d{7,15}$/.test(mobile)) return { item_status: failed(1001, 'Invalid mobile') }
  if (email !== undefined && !/^\S+@\S+$/.test(email)) return { item_status: failed(1002, 'Invalid email') }
  const known = new Set(identifiers.map((one) => world.customers.find(one)).filter((one) => one !== undefined))
  if (known.size > 1) return { item_status: failed(1016, 'An identifier belongs to another customer') }
  const [existing] = known
  if (existing !== undefined) {
    rename(existing, item)
    return { ...brief(existing), item_status: ok(1000, 'Customer updated') }
  }
  const card = textOf(fieldsOf(item.card_details).card_number)
  const customer = world.customers.register({
    mobile,
    email,
    externalId,
    cards: card === undefined ? [] : [card],
    firstName: textOf(item.firstname) ?? '',
    lastName: textOf(item.lastname) ?? '',
    registeredAt: world.now(),
    registeredTill: till.name,
  })
  return { ...brief(customer), item_status: ok(1000, 'Customer Registration Successful') }
}

interface Item {
  item_status: ItemStatus
  [field: string]: unknown
}

function answer({ assumptions }: World, items: Item[]): Answer {
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

function asked({ kind, value }: Identifier): Record<string, string> {
  const names = { mobile: 'mobile', email: 'email', externalId: 'external_id', card: 'card_number', id: 'user_id' }
  return { [names[kind]]: value }
}

function brief(customer: Customer): Record<string, unknown> {
  return {
    user_id: customer.id,
    mobile: customer.mobile ?? '',
    email: customer.email ?? '',
    external_id: customer.externalId ?? '',
    firstname: customer.firstName,
    lastname: customer.lastName,
    registered_on: stamp(customer.registeredAt),
  }
}

function view(customer: Customer, query: URLSearchParams, world: World): Record<string, unknown> {
  const { user_id, ...rest } = brief(customer)
  return {
    ...rest,
    ...(query.get('user_id') === 'true' ? { user_id } : {}),
    lifetime_points: customer.lifetimePoints,
    lifetime_purchases: customer.lifetimePurchases,
    loyalty_points: customer.points,
    current_slab: customer.tier,
    tier_expiry_date: '2099-12-31 23:59:59',
    updated_on: stamp(customer.registeredAt),
    type: 'LOYALTY',
    source: 'INSTORE',
    registered_till: { code: customer.registeredTill, name: customer.registeredTill },
    fraud_details: { status: 'NONE' },
    custom_fields: { field: [] },
    extended_fields: { field: [] },
    ...(query.get('mlp') === 'true' ? { points_summaries: { points_summary: [programme(customer)] } } : {}),
    // ASSUMED: `basic=true` leaves out what makes the answer heavy.
    ...(query.get('basic') === 'true' ? {} : heavy(customer, world)),
  }
}

function programme(customer: Customer): Record<string, unknown> {
  return { programId: 973, loyaltyPoints: customer.points, currentSlab: customer.tier }
}

function heavy(customer: Customer, { bills, coupons, now }: World): Record<string, unknown> {
  return {
    transactions: {
      transaction: bills.latestOf(customer, 10).map(({ id, number, type, amount, billingTime }) => ({
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
        valid_till: stamp(validTill),
      })),
    },
  }
}

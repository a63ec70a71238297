import type { Answer, TillCall } from '../answer.ts'
import { type Customer, identifier, identifiersIn } from '../customers.ts'
import { fieldsOf, listOf, numberOf, textOf } from '../json.ts'
import { stamp } from '../stamp.ts'
import { billRefusal, billType } from '../transactions.ts'
import { v2, v2Refusal } from '../v2.ts'
import { failed, type ItemStatus, ok, single, v11, v11Refusal } from '../v11.ts'
import type { World } from '../world.ts'

/** `POST /v1.1/transaction/add`: an unknown identifier registers the customer (capillary.md 5.7). */
export function addTransactions(call: TillCall, world: World): Answer {
  const items = listOf(fieldsOf(fieldsOf(call.body).root).transaction).map((item) =>
    addOne(fieldsOf(item), call, world),
  )
  if (items.length === 0) return v11Refusal(world.assumptions, 400, 400, 'Bad input: root.transaction is missing')
  return answer(world, items)
}

/** `GET /v1.1/transaction/get` by `number` or `id` (capillary.md 5.7, MED; the code of "not found" is ASSUMED). */
export function getTransactions({ query }: TillCall, world: World): Answer {
  const [id, number] = [query.get('id') ?? undefined, query.get('number') ?? undefined]
  const bills = id === undefined && number === undefined ? [] : world.bills.find({ id, number })
  if (bills.length === 0)
    return answer(world, [{ number: number ?? '', item_status: failed(602, 'Transaction not found') }])
  return answer(
    world,
    bills.map((bill) => ({
      id: bill.id,
      number: bill.number,
      type: bill.type,
      amount: bill.amount,
      billing_time: bill.billingTime,
      store: bill.till.store.name,
      till: bill.till.name,
      customer: { user_id: bill.customerId ?? '' },
      item_status: ok(600, 'Transaction found'),
    })),
  )
}

/** `POST /v2/transactions`: its answer says in headers whose till it counted for (capillary.md 5.1, MED). */
export function addTransactionV2({ body, query, till }: TillCall, world: World): Answer {
  const refuse = (code: number, message: string) => v2Refusal(world.assumptions.v2FailureStatus, { code, message })
  const request = fieldsOf(body)
  const number = textOf(request.billNumber)
  const amount = numberOf(request.billAmount)
  const type = billType(textOf(request.type))
  const wrong = billRefusal(number, amount)
  if (wrong !== undefined) return refuse(wrong.code, wrong.message)
  if (type === undefined || number === undefined || amount === undefined) return refuse(400, 'Invalid type')
  const wanted = identifier(query.get('identifierName') ?? '', query.get('identifierValue') ?? '')
  const anonymous = type.startsWith('not_interested')
  if (wanted === undefined && !anonymous) return refuse(606, 'Customer identifier is missing')
  const known = wanted && world.customers.find(wanted)
  if (known === undefined && !anonymous && !world.assumptions.v2TransactionRegisters) {
    return refuse(8015, 'Customer not found')
  }
  if (world.bills.isTaken(number, till)) return refuse(604, 'Transaction number already exists')
  const customer =
    known ?? (wanted && !anonymous ? register({ [wanted.kind]: wanted.value }, till.name, world) : undefined)
  const billingTime = textOf(request.billingDate) ?? stamp(world.now())
  const { bill } = world.bills.book({ number, type, amount, billingTime, till }, customer)
  return v2({ createdId: bill.id }, { till: till.name, org_id: String(till.organisation.id) })
}

interface Item {
  item_status: ItemStatus
  [field: string]: unknown
}

function answer({ assumptions }: World, items: Item[]): Answer {
  const content = { transactions: { transaction: single(assumptions, 'array', items) } }
  return v11(
    assumptions,
    content,
    items.map((item) => item.item_status),
  )
}

function addOne(item: Record<string, unknown>, { till }: TillCall, world: World): Item {
  const number = textOf(item.number)
  const amount = numberOf(item.amount)
  const type = billType(textOf(item.type))
  const refuse = (code: number, message: string) => ({ number: number ?? '', item_status: failed(code, message) })
  const wrong = billRefusal(number, amount)
  if (wrong !== undefined) return refuse(wrong.code, wrong.message)
  if (type === undefined || number === undefined || amount === undefined) return refuse(400, 'Invalid type')
  if (world.bills.isTaken(number, till)) return refuse(604, 'Transaction number already exists')
  const person = fieldsOf(item.customer)
  const identifiers = identifiersIn((name) => textOf(person[name]))
  const anonymous = type.startsWith('not_interested')
  if (identifiers.length === 0 && !anonymous) return refuse(606, 'Customer identifier is missing')
  const known = world.customers.findAny(identifiers)
  const onlyById = identifiers.every((one) => one.kind === 'id')
  if (known === undefined && !anonymous && onlyById) return refuse(611, 'Customer not found')
  const details = Object.fromEntries(identifiers.map((one) => [one.kind, one.value]))
  const customer = known ?? (anonymous ? undefined : register({ ...details, ...person }, till.name, world))
  const billingTime = textOf(item.billing_time) ?? stamp(world.now())
  const { bill, points } = world.bills.book({ number, type, amount, billingTime, till }, customer)
  return {
    id: bill.id,
    number,
    type,
    amount,
    customer: brief(customer),
    side_effects: { effect: points === 0 ? [] : [{ type: 'points', awarded_points: points }] },
    item_status: ok(600, 'Transaction added successfully'),
  }
}

function register(details: Record<string, unknown>, registeredTill: string, world: World): Customer {
  const card = textOf(details.card)
  return world.customers.register({
    mobile: textOf(details.mobile)?.replace(/^\+/, ''),
    email: textOf(details.email)?.toLowerCase(),
    externalId: textOf(details.externalId),
    cards: card === undefined ? [] : [card],
    firstName: textOf(details.firstname) ?? '',
    lastName: textOf(details.lastname) ?? '',
    registeredAt: world.now(),
    registeredTill,
  })
}

function brief(customer: Customer | undefined): Record<string, unknown> {
  if (customer === undefined) return {}
  const { id, mobile, email, points, tier } = customer
  return { user_id: id, mobile: mobile ?? '', email: email ?? '', loyalty_points: points, current_slab: tier }
}

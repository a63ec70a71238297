import type { TillCall } from '#simulator/capillary/call.ts'
import { type Customer, identifier, identifiersIn } from '#simulator/capillary/customers.ts'
import type { CapillaryState } from '#simulator/capillary/state.ts'
import { transactionRefusal, transactionType } from '#simulator/capillary/transactions.ts'
import { v2, v2Refusal } from '#simulator/capillary/v2.ts'
import { failed, type ItemStatus, ok, single, v11, v11Refusal } from '#simulator/capillary/v11.ts'
import { fieldsOf, listOf, numberOf, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import { formatTimestamp } from '#simulator/shared/timestamps.ts'

/** `POST /v1.1/transaction/add`: registers a customer with an unknown identifier (capillary.md 5.7). */
export function addTransactions(call: TillCall, state: CapillaryState): CloudResponse {
  const items = listOf(fieldsOf(fieldsOf(call.body).root).transaction).map((item) =>
    addTransaction(fieldsOf(item), call, state),
  )
  if (items.length === 0) return v11Refusal(state.assumptions, 400, 400, 'Bad input: root.transaction is missing')
  return itemsResponse(state, items)
}

/** `GET /v1.1/transaction/get` by `number` or `id` (capillary.md 5.7, MED; the code of "not found" is ASSUMED). */
export function getTransactions({ query }: TillCall, state: CapillaryState): CloudResponse {
  const [id, number] = [query.get('id') ?? undefined, query.get('number') ?? undefined]
  const transactions = id === undefined && number === undefined ? [] : state.transactions.find({ id, number })
  if (transactions.length === 0)
    return itemsResponse(state, [{ number: number ?? '', item_status: failed(602, 'Transaction not found') }])
  return itemsResponse(
    state,
    transactions.map((transaction) => ({
      id: transaction.id,
      number: transaction.number,
      type: transaction.type,
      amount: transaction.amount,
      billing_time: transaction.billingTime,
      store: transaction.till.store.name,
      till: transaction.till.name,
      customer: { user_id: transaction.customerId ?? '' },
      item_status: ok(600, 'Transaction found'),
    })),
  )
}

/** `POST /v2/transactions`: the response names the till and organisation in headers (capillary.md 5.1, MED). */
export function addTransactionV2({ body, query, till }: TillCall, state: CapillaryState): CloudResponse {
  const refuse = (code: number, message: string) => v2Refusal(state.assumptions.v2FailureStatus, { code, message })
  const request = fieldsOf(body)
  const number = textOf(request.billNumber)
  const amount = numberOf(request.billAmount)
  const type = transactionType(textOf(request.type))
  const invalid = transactionRefusal(number, amount)
  if (invalid !== undefined) return refuse(invalid.code, invalid.message)
  if (type === undefined || number === undefined || amount === undefined) return refuse(400, 'Invalid type')
  const wanted = identifier(query.get('identifierName') ?? '', query.get('identifierValue') ?? '')
  const isAnonymous = type.startsWith('not_interested')
  if (wanted === undefined && !isAnonymous) return refuse(606, 'Customer identifier is missing')
  const known = wanted && state.customers.find(wanted)
  if (known === undefined && !isAnonymous && !state.assumptions.v2TransactionRegisters) {
    return refuse(8015, 'Customer not found')
  }
  if (isTooOld(textOf(request.billingDate), state)) return refuse(621, 'Transaction date is outside the allowed window')
  if (state.transactions.isTaken(number, till)) return refuse(604, 'Transaction number already exists')
  const customer =
    known ?? (wanted && !isAnonymous ? register({ [wanted.kind]: wanted.value }, till.name, state) : undefined)
  const billingTime = textOf(request.billingDate) ?? formatTimestamp(state.now())
  const { transaction } = state.transactions.book({ number, type, amount, billingTime, till }, customer)
  state.effects.add(`bill ${number}`)
  return v2({ createdId: transaction.id }, { till: till.name, org_id: String(till.organisation.id) })
}

interface Item {
  item_status: ItemStatus
  [field: string]: unknown
}

function itemsResponse({ assumptions }: CapillaryState, items: Item[]): CloudResponse {
  const content = { transactions: { transaction: single(assumptions, 'array', items) } }
  return v11(
    assumptions,
    content,
    items.map((item) => item.item_status),
  )
}

function addTransaction(item: Record<string, unknown>, { till }: TillCall, state: CapillaryState): Item {
  const number = textOf(item.number)
  const amount = numberOf(item.amount)
  const type = transactionType(textOf(item.type))
  const refuse = (code: number, message: string) => ({ number: number ?? '', item_status: failed(code, message) })
  const invalid = transactionRefusal(number, amount)
  if (invalid !== undefined) return refuse(invalid.code, invalid.message)
  if (type === undefined || number === undefined || amount === undefined) return refuse(400, 'Invalid type')
  if (isTooOld(textOf(item.billing_time), state)) return refuse(621, 'Transaction date is outside the allowed window')
  if (state.transactions.isTaken(number, till)) return refuse(604, 'Transaction number already exists')
  const person = fieldsOf(item.customer)
  const identifiers = identifiersIn((name) => textOf(person[name]))
  const isAnonymous = type.startsWith('not_interested')
  if (identifiers.length === 0 && !isAnonymous) return refuse(606, 'Customer identifier is missing')
  const known = state.customers.findAny(identifiers)
  const isOnlyById = identifiers.every(({ kind }) => kind === 'id')
  if (known === undefined && !isAnonymous && isOnlyById) return refuse(611, 'Customer not found')
  const details = Object.fromEntries(identifiers.map(({ kind, value }) => [kind, value]))
  const customer = known ?? (isAnonymous ? undefined : register({ ...details, ...person }, till.name, state))
  const billingTime = textOf(item.billing_time) ?? formatTimestamp(state.now())
  const { transaction, points } = state.transactions.book({ number, type, amount, billingTime, till }, customer)
  state.effects.add(`bill ${number}`)
  return {
    id: transaction.id,
    number,
    type,
    amount,
    customer: summary(customer),
    side_effects: { effect: points === 0 ? [] : [{ type: 'points', awarded_points: points }] },
    item_status: ok(600, 'Transaction added successfully'),
  }
}

/** v1.1 writes a moment without its distance to UTC (capillary.md 5.7); the simulator is in UTC. */
function isTooOld(time: string | undefined, { assumptions, now }: CapillaryState): boolean {
  const { postingWindowHours } = assumptions
  if (postingWindowHours === null || time === undefined) return false
  const at = Date.parse(/[T]/.test(time) ? time : `${time.replace(' ', 'T')}Z`)
  return Number.isFinite(at) && now() - at > postingWindowHours * 3_600_000
}

function register(details: Record<string, unknown>, registeredTill: string, state: CapillaryState): Customer {
  const card = textOf(details.card)
  return state.customers.register({
    mobile: textOf(details.mobile)?.replace(/^\+/, ''),
    email: textOf(details.email)?.toLowerCase(),
    externalId: textOf(details.externalId),
    cards: card === undefined ? [] : [card],
    firstName: textOf(details.firstname) ?? '',
    lastName: textOf(details.lastname) ?? '',
    registeredAt: state.now(),
    registeredTill,
  })
}

function summary(customer: Customer | undefined): Record<string, unknown> {
  if (customer === undefined) return {}
  const { id, mobile, email, points, tier } = customer
  return { user_id: id, mobile: mobile ?? '', email: email ?? '', loyalty_points: points, current_slab: tier }
}

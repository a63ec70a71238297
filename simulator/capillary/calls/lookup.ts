import type { TillCall } from '#simulator/capillary/call.ts'
import { type Customer, identifier } from '#simulator/capillary/customers.ts'
import type { CapillaryState } from '#simulator/capillary/state.ts'
import { v2, v2Refusal } from '#simulator/capillary/v2.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import { formatIsoTimestamp } from '#simulator/shared/timestamps.ts'

/** `GET /v2/customers/lookup`: the customer's id (capillary.md 5.2). */
export function lookup(call: TillCall, state: CapillaryState): CloudResponse {
  return withCustomer(call, state, (customer) => v2({ entity: customer.id }))
}

/** `GET /v2/customers/lookup/customerDetails` (capillary.md 5.2). */
export function customerDetails(call: TillCall, state: CapillaryState): CloudResponse {
  return withCustomer(call, state, (customer) => {
    const embed = (call.query.get('embed') ?? '').split(',')
    return v2({
      ...details(customer),
      ...(embed.includes('points') ? { loyaltyProgramDetails: [programme(customer)] } : {}),
    })
  })
}

/** `GET /v2/customers/points/balance` (capillary.md 5.2, MED). */
export function balance(call: TillCall, state: CapillaryState): CloudResponse {
  return withCustomer(call, state, ({ id, points }) =>
    v2({ entityId: id, totalPoints: points, mainPoints: points, promisedPoints: 0 }),
  )
}

const sources = ['INSTORE', 'MARTJACK', 'WECHAT', 'ECOMMERCE', 'WEBSITE', 'MOBILE_APP', 'ALL']

function withCustomer(
  { query }: TillCall,
  state: CapillaryState,
  found: (customer: Customer) => CloudResponse,
): CloudResponse {
  const refuse = (code: number, message: string) => v2Refusal(state.assumptions.v2FailureStatus, { code, message })
  const [source, name, value] = ['source', 'identifierName', 'identifierValue'].map((key) => query.get(key) ?? '')
  if (!sources.includes((source || 'INSTORE').toUpperCase())) return refuse(8003, 'Invalid source')
  if (!name) return refuse(8092, 'Identifier type is missing')
  if (!value) return refuse(8093, 'Identifier value is missing')
  const wanted = identifier(name, value)
  if (wanted === undefined) return refuse(8013, 'Invalid identifier')
  const customer = state.customers.find(wanted)
  return customer === undefined ? refuse(8015, 'Customer not found') : found(customer)
}

function details(customer: Customer): Record<string, unknown> {
  const identifiers = [
    { type: 'mobile', value: customer.mobile },
    { type: 'email', value: customer.email },
    { type: 'externalId', value: customer.externalId },
  ].filter(({ value }) => value !== undefined)
  const channels = identifiers.filter(({ type }) => type !== 'externalId')
  return {
    id: customer.id,
    profiles: [
      {
        firstName: customer.firstName,
        lastName: customer.lastName,
        fields: {},
        identifiers,
        commChannels: channels.map((channel) => ({
          ...channel,
          primary: true,
          verified: false,
          meta: {},
          attributes: {},
        })),
        source: 'INSTORE',
        userId: customer.id,
        accountId: '',
        attribution: {
          createDate: formatIsoTimestamp(customer.registeredAt),
          createdBy: { code: customer.registeredTill, name: customer.registeredTill, type: 'TILL' },
        },
      },
    ],
    loyaltyInfo: { loyaltyType: 'loyalty', lifetimePurchases: customer.lifetimePurchases },
    fraudDetails: { status: 'NONE' },
    extendedFields: {},
    cardDetails: customer.cards.map((cardNumber) => ({ cardNumber, status: 'ACTIVE' })),
  }
}

function programme(customer: Customer): Record<string, unknown> {
  return {
    programId: 973,
    programTitle: 'Demo Points',
    loyaltyPoints: customer.points,
    currentSlab: customer.tier,
    programPointsToCurrencyRatio: 1,
  }
}

import type { Answer, TillCall } from '../answer.ts'
import { type Customer, identifier } from '../customers.ts'
import { isoStamp } from '../stamp.ts'
import { v2, v2Refusal } from '../v2.ts'
import type { World } from '../world.ts'

/** `GET /v2/customers/lookup` (capillary.md 5.2). */
export function lookup(call: TillCall, world: World): Answer {
  return withCustomer(call, world, (customer) => v2({ entity: customer.id }))
}

/** `GET /v2/customers/lookup/customerDetails` (capillary.md 5.2). */
export function customerDetails(call: TillCall, world: World): Answer {
  return withCustomer(call, world, (customer) => {
    const embed = (call.query.get('embed') ?? '').split(',')
    return v2({
      ...details(customer),
      ...(embed.includes('points') ? { loyaltyProgramDetails: [programme(customer)] } : {}),
    })
  })
}

/** `GET /v2/customers/points/balance` (capillary.md 5.2, MED). */
export function balance(call: TillCall, world: World): Answer {
  return withCustomer(call, world, ({ id, points }) =>
    v2({ entityId: id, totalPoints: points, mainPoints: points, promisedPoints: 0 }),
  )
}

const sources = ['INSTORE', 'MARTJACK', 'WECHAT', 'ECOMMERCE', 'WEBSITE', 'MOBILE_APP', 'ALL']

function withCustomer({ query }: TillCall, world: World, found: (customer: Customer) => Answer): Answer {
  const refuse = (code: number, message: string) => v2Refusal(world.assumptions.v2FailureStatus, { code, message })
  const [source, name, value] = ['source', 'identifierName', 'identifierValue'].map((key) => query.get(key) ?? '')
  if (!sources.includes((source || 'INSTORE').toUpperCase())) return refuse(8003, 'Invalid source')
  if (!name) return refuse(8092, 'Identifier type is missing')
  if (!value) return refuse(8093, 'Identifier value is missing')
  const wanted = identifier(name, value)
  if (wanted === undefined) return refuse(8013, 'Invalid identifier')
  const customer = world.customers.find(wanted)
  return customer === undefined ? refuse(8015, 'Customer not found') : found(customer)
}

function details(customer: Customer): Record<string, unknown> {
  const identifiers = [
    { type: 'mobile', value: customer.mobile },
    { type: 'email', value: customer.email },
    { type: 'externalId', value: customer.externalId },
  ].filter((one) => one.value !== undefined)
  const channels = identifiers.filter((one) => one.type !== 'externalId')
  return {
    id: customer.id,
    profiles: [
      {
        firstName: customer.firstName,
        lastName: customer.lastName,
        fields: {},
        identifiers,
        commChannels: channels.map((one) => ({ ...one, primary: true, verified: false, meta: {}, attributes: {} })),
        source: 'INSTORE',
        userId: customer.id,
        accountId: '',
        attribution: {
          createDate: isoStamp(customer.registeredAt),
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

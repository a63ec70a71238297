import type { EffectCounts } from '#simulator/shared/effectCounts.ts'
import type { Outbox } from '#simulator/shared/outbox.ts'
import type { SharedServices } from '#simulator/shared/services.ts'
import type { CapillaryAssumptions } from './assumptions.ts'
import { Coupons } from './coupons.ts'
import { Authenticator } from './credentials.ts'
import { CustomerLocks } from './customerLocks.ts'
import { type Customer, Customers, identifiersIn } from './customers.ts'
import { demoCoupons, demoCustomers } from './demoCustomers.ts'
import { type ApiClient, Tokens } from './oauth.ts'
import { OneTimeCodes } from './otp.ts'
import { Redemptions } from './points.ts'
import { createTills, type Till, type TillSetting } from './tills.ts'
import { type SalesJournal, Transactions } from './transactions.ts'

/** The data of the simulated Capillary, which its Auth Engine reads, too. */
export interface CapillaryState {
  assumptions: CapillaryAssumptions
  now(): number
  tills: Till[]
  tokens: Tokens
  authenticator: Authenticator
  customers: Customers
  customerLocks: CustomerLocks
  codes: OneTimeCodes
  redemptions: Redemptions
  coupons: Coupons
  transactions: Transactions
  outbox: Outbox
  effects: EffectCounts
}

export function createCapillaryState(
  assumptions: CapillaryAssumptions,
  { now, outbox, effects }: SharedServices,
  tillSettings: readonly TillSetting[],
  clients: readonly ApiClient[],
  journal?: SalesJournal,
): CapillaryState {
  const tills = createTills(tillSettings)
  const tokens = new Tokens(clients)
  const state: CapillaryState = {
    assumptions,
    now,
    tills,
    tokens,
    authenticator: new Authenticator(tills, tokens, assumptions),
    customers: new Customers(demoCustomers),
    customerLocks: new CustomerLocks(),
    codes: new OneTimeCodes(assumptions),
    redemptions: new Redemptions(assumptions),
    coupons: new Coupons(demoCoupons),
    transactions: new Transactions(assumptions, journal),
    outbox,
    effects,
  }
  const restored = state.transactions.restore(tills, (customer) => knownOrRegistered(customer, state.customers))
  for (const { number } of restored) effects.add(`bill ${number}`)
  return state
}

function knownOrRegistered(journaled: Customer, customers: Customers): Customer {
  const { mobile, email, externalId } = journaled
  const named: Record<string, string | undefined> = { mobile, email, external_id: externalId }
  return customers.findAny(identifiersIn((name) => named[name])) ?? customers.register(journaled)
}

/** Restores the initial data; tills and issued tokens stay valid. */
export function resetCapillary(state: CapillaryState): void {
  state.authenticator.unlockAll()
  state.customers.restore()
  state.codes.clear()
  state.redemptions.clear()
  state.coupons.clear()
  state.transactions.clear()
}

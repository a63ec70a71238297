import type { CapillaryAssumptions } from './assumptions.ts'
import type { Customer } from './customers.ts'
import { round } from './points.ts'
import type { Till } from './tills.ts'

export type TransactionType = 'regular' | 'not_interested' | 'return' | 'not_interested_return'

export interface Transaction {
  id: number
  number: string
  type: TransactionType
  amount: number
  billingTime: string
  customerId: number | undefined
  till: Till
}

/** A transaction as it was booked, with the customer as it was then. */
export interface JournaledSale extends Omit<Transaction, 'id' | 'customerId' | 'till'> {
  till: string
  customer: Customer | undefined
}

/** Keeps transactions over a kill of the simulator, as the database of a cloud outlives its servers. */
export interface SalesJournal {
  /** In the order in which they were booked. */
  sales(): JournaledSale[]
  /** When this returns, a kill of the process no longer loses the transaction; a power cut may. */
  append(sale: JournaledSale): void
}

/** The simulated programme gives one point per ten units of the currency. */
const amountPerPoint = 10

export function transactionType(text: string | undefined): TransactionType | undefined {
  const type = (text ?? 'regular').toLowerCase()
  const known: readonly TransactionType[] = ['regular', 'not_interested', 'return', 'not_interested_return']
  return known.find((name) => name === type)
}

/** Why a transaction cannot be booked (capillary.md 5.7), apart from its customer. */
export function transactionRefusal(
  number: string | undefined,
  amount: number | undefined,
): { code: number; message: string } | undefined {
  if (number === undefined) return { code: 602, message: 'Invalid transaction number' }
  if (number.length > 50) return { code: 685, message: 'Transaction number is longer than 50 characters' }
  return amount === undefined || amount < 0 ? { code: 601, message: 'Invalid amount' } : undefined
}

export class Transactions {
  readonly #assumptions: CapillaryAssumptions
  readonly #journal: SalesJournal | undefined
  #transactions: Transaction[] = []

  constructor(assumptions: CapillaryAssumptions, journal?: SalesJournal) {
    this.#assumptions = assumptions
    this.#journal = journal
  }

  /** Whether the number is already used in the scope where it must be unique (capillary.md 6.5). */
  isTaken(number: string, till: Till): boolean {
    return this.#transactions.some(
      (transaction) => transaction.number === number && this.#sameScope(transaction.till, till),
    )
  }

  /** Books a transaction and adds the customer's points; a return takes them back. */
  book(
    details: Omit<Transaction, 'id' | 'customerId'>,
    customer: Customer | undefined,
  ): { transaction: Transaction; points: number } {
    this.#journal?.append({ ...details, till: details.till.name, customer })
    return this.#add(details, customer)
  }

  /** Books again what the journal has. @param customerOf the customer as the simulator knows them now */
  restore(tills: readonly Till[], customerOf: (journaled: Customer) => Customer): Transaction[] {
    return (this.#journal?.sales() ?? []).flatMap(({ till: name, customer, ...details }) => {
      const till = tills.find((each) => each.name === name)
      return till ? [this.#add({ ...details, till }, customer && customerOf(customer)).transaction] : []
    })
  }

  find(wanted: { id?: string | undefined; number?: string | undefined }): Transaction[] {
    return this.#transactions.filter((transaction) =>
      wanted.id === undefined ? transaction.number === wanted.number : String(transaction.id) === wanted.id,
    )
  }

  latestOf(customer: Customer, count: number): Transaction[] {
    return this.#transactions.filter((transaction) => transaction.customerId === customer.id).slice(-count)
  }

  clear(): void {
    this.#transactions = []
  }

  #add(
    details: Omit<Transaction, 'id' | 'customerId'>,
    customer: Customer | undefined,
  ): { transaction: Transaction; points: number } {
    const transaction = { ...details, id: 800_001 + this.#transactions.length, customerId: customer?.id }
    this.#transactions.push(transaction)
    const sign = transaction.type === 'regular' ? 1 : transaction.type === 'return' ? -1 : 0
    const points = customer === undefined ? 0 : sign * Math.floor(transaction.amount / amountPerPoint)
    if (customer !== undefined) {
      customer.points = round(Math.max(0, customer.points + points))
      customer.lifetimePoints = round(customer.lifetimePoints + Math.max(0, points))
      customer.lifetimePurchases = round(customer.lifetimePurchases + sign * transaction.amount)
    }
    return { transaction, points }
  }

  #sameScope(first: Till, second: Till): boolean {
    switch (this.#assumptions.transactionUniqueness) {
      case 'organisation':
        return first.organisation.id === second.organisation.id
      case 'store':
        return first.store.id === second.store.id
      case 'till':
        return first.name === second.name
      case 'off':
        return false
    }
  }
}

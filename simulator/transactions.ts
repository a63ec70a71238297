import type { Assumptions } from './assumptions.ts'
import type { Customer } from './customers.ts'
import { round } from './points.ts'
import type { Till } from './tills.ts'

export type BillType = 'regular' | 'not_interested' | 'return' | 'not_interested_return'

export interface Bill {
  id: number
  number: string
  type: BillType
  amount: number
  billingTime: string
  customerId: number | undefined
  till: Till
}

/** One point per ten of the currency, a rule of this pretend programme. */
const amountPerPoint = 10

export function billType(text: string | undefined): BillType | undefined {
  const type = (text ?? 'regular').toLowerCase()
  const known: readonly BillType[] = ['regular', 'not_interested', 'return', 'not_interested_return']
  return known.find((one) => one === type)
}

/** Why a bill cannot be booked (capillary.md 5.7); the customer is looked at elsewhere. */
export function billRefusal(
  number: string | undefined,
  amount: number | undefined,
): { code: number; message: string } | undefined {
  if (number === undefined) return { code: 602, message: 'Invalid transaction number' }
  if (number.length > 50) return { code: 685, message: 'Transaction number is longer than 50 characters' }
  return amount === undefined || amount < 0 ? { code: 601, message: 'Invalid amount' } : undefined
}

export class Bills {
  readonly #assumptions: Assumptions
  #bills: Bill[] = []

  constructor(assumptions: Assumptions) {
    this.#assumptions = assumptions
  }

  /** Whether this number was booked before, where the organisation looks (capillary.md 6.5). Then: 604. */
  isTaken(number: string, till: Till): boolean {
    return this.#bills.some((bill) => bill.number === number && this.#sameScope(bill.till, till))
  }

  /** Books it and gives, or for a return takes back, the customer's points. */
  book(details: Omit<Bill, 'id' | 'customerId'>, customer: Customer | undefined): { bill: Bill; points: number } {
    const bill = { ...details, id: 800_001 + this.#bills.length, customerId: customer?.id }
    this.#bills.push(bill)
    const sign = bill.type === 'regular' ? 1 : bill.type === 'return' ? -1 : 0
    const points = customer === undefined ? 0 : sign * Math.floor(bill.amount / amountPerPoint)
    if (customer !== undefined) {
      customer.points = round(Math.max(0, customer.points + points))
      customer.lifetimePoints = round(customer.lifetimePoints + Math.max(0, points))
      customer.lifetimePurchases = round(customer.lifetimePurchases + sign * bill.amount)
    }
    return { bill, points }
  }

  find(wanted: { id?: string | undefined; number?: string | undefined }): Bill[] {
    return this.#bills.filter((bill) =>
      wanted.id === undefined ? bill.number === wanted.number : String(bill.id) === wanted.id,
    )
  }

  latestOf(customer: Customer, count: number): Bill[] {
    return this.#bills.filter((bill) => bill.customerId === customer.id).slice(-count)
  }

  clear(): void {
    this.#bills = []
  }

  #sameScope(one: Till, other: Till): boolean {
    switch (this.#assumptions.billUniqueness) {
      case 'organisation':
        return one.organisation.id === other.organisation.id
      case 'store':
        return one.store.id === other.store.id
      case 'till':
        return one.name === other.name
      case 'off':
        return false
    }
  }
}

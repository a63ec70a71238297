import type { CapillaryAssumptions } from './assumptions.ts'
import type { Customer } from './customers.ts'
import { failed, type ItemStatus, ok } from './v11.ts'

/** Value of one point in the store's currency. */
export const pointValue = 1

export interface Redemption {
  id: string
  points: number
  balance: number
  status: ItemStatus
}

/** Why a customer cannot redeem this number of points (capillary.md 5.5); `undefined` when they can. */
export function pointsRefusal(customer: Customer | undefined, points: number | undefined): ItemStatus | undefined {
  if (points === undefined || points <= 0) return failed(801, 'Invalid points')
  if (Math.abs(points * 1000 - Math.round(points * 1000)) > 1e-6) return failed(878, 'At most 3 decimals')
  if (customer === undefined) return failed(816, 'Customer not found')
  return customer.points < points ? failed(803, 'Insufficient points') : undefined
}

export class Redemptions {
  readonly #assumptions: CapillaryAssumptions
  readonly #byReference = new Map<string, Redemption>()
  #count = 0

  constructor(assumptions: CapillaryAssumptions) {
    this.#assumptions = assumptions
  }

  /**
   * Takes the points off the balance unless `check` returns a refusal. A reference number is unique for ever and across
   * all customers, and a failed attempt uses it up, too (capillary.md 6.4).
   */
  redeem(
    customer: Customer | undefined,
    points: number,
    reference: string | undefined,
    check: () => ItemStatus | undefined,
  ): Redemption {
    const first = reference === undefined ? undefined : this.#byReference.get(reference)
    if (first !== undefined) return this.#repeated(first)
    const refusal = check()
    if (refusal === undefined && customer !== undefined) customer.points = round(customer.points - points)
    this.#count += 1
    const redemption = {
      id: `sim${this.#count.toString(36).padStart(5, '0')}`,
      points,
      balance: customer?.points ?? 0,
      status: refusal ?? ok(800, 'Points Redeemed'),
    }
    if (reference !== undefined) this.#byReference.set(reference, redemption)
    return redemption
  }

  clear(): void {
    this.#byReference.clear()
    this.#count = 0
  }

  #repeated(first: Redemption): Redemption {
    if (this.#assumptions.duplicateRedemption === 'first result') return first
    return {
      ...first,
      status: failed(this.#assumptions.duplicateRedemptionCode, 'Duplicate external_reference_number'),
    }
  }
}

/** Rounds to three decimals, as Capillary does. */
export function round(points: number): number {
  return Math.round(points * 1000) / 1000
}

import type { Customer } from './customers.ts'
import { failed, type ItemStatus, ok } from './v11.ts'

export interface Coupon {
  code: string
  /** Id of the customer. */
  owner: number
  seriesId: number
  type: 'ABS' | 'PERC'
  value: number
  validTill: number
}

export class Coupons {
  readonly #coupons: readonly Coupon[]
  readonly #redeemed = new Map<string, number>()

  constructor(coupons: readonly Coupon[]) {
    this.#coupons = coupons
  }

  find(code: string): Coupon | undefined {
    return this.#coupons.find((coupon) => coupon.code === code)
  }

  activeOf(customer: Customer, now: number): Coupon[] {
    return this.#coupons.filter((coupon) => this.statusOf(coupon.code, customer, now).success)
  }

  /** Whether the customer can redeem the coupon now, in the codes of capillary.md 5.6. */
  statusOf(code: string, customer: Customer | undefined, now: number): ItemStatus {
    const coupon = this.find(code)
    if (customer === undefined) return failed(701, 'Customer not found')
    if (coupon === undefined) return failed(702, 'Invalid coupon code')
    if (coupon.owner !== customer.id) return failed(703, 'Coupon does not belong to this customer')
    if (this.#redeemed.has(code)) return failed(711, 'Coupon already redeemed')
    return coupon.validTill < now ? failed(712, 'Coupon expired') : ok(700, 'Coupon redeemable')
  }

  /** Redeems the coupon once: a repeat is 711, because no idempotency key is documented (capillary.md 6.4). */
  redeem(code: string, customer: Customer | undefined, now: number): { id: number; status: ItemStatus } {
    const current = this.statusOf(code, customer, now)
    if (!current.success) return { id: -1, status: current }
    const id = 400_001 + this.#redeemed.size
    this.#redeemed.set(code, id)
    return { id, status: ok(700, 'Coupon redeemed') }
  }

  clear(): void {
    this.#redeemed.clear()
  }
}

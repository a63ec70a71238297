import type { Customer } from './customers.ts'
import { failed, type ItemStatus, ok } from './v11.ts'

export interface Coupon {
  code: string
  /** The customer's id. */
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
    return this.#coupons.filter((coupon) => this.standing(coupon.code, customer, now).success)
  }

  /** Whether a customer may use a code now (capillary.md 5.6). */
  standing(code: string, customer: Customer | undefined, now: number): ItemStatus {
    const coupon = this.find(code)
    if (customer === undefined) return failed(701, 'Customer not found')
    if (coupon === undefined) return failed(702, 'Invalid coupon code')
    if (coupon.owner !== customer.id) return failed(703, 'Coupon does not belong to this customer')
    if (this.#redeemed.has(code)) return failed(711, 'Coupon already redeemed')
    return coupon.validTill < now ? failed(712, 'Coupon expired') : ok(700, 'Coupon redeemable')
  }

  /** No idempotency key is documented: a second time is 711, whoever asks (capillary.md 6.4). */
  redeem(code: string, customer: Customer | undefined, now: number): { id: number; status: ItemStatus } {
    const standing = this.standing(code, customer, now)
    if (!standing.success) return { id: -1, status: standing }
    const id = 400_001 + this.#redeemed.size
    this.#redeemed.set(code, id)
    return { id, status: ok(700, 'Coupon redeemed') }
  }

  clear(): void {
    this.#redeemed.clear()
  }
}

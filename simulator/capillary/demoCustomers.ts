import type { Coupon } from './coupons.ts'
import type { Customer } from './customers.ts'

const registeredAt = Date.UTC(2024, 2, 11, 9, 30)

function demoCustomer(id: number, mobile: string, first: string, last: string, points: number, tier: string): Customer {
  return {
    id,
    mobile,
    email: `${first}.${last}@example.com`.toLowerCase(),
    externalId: `EX${id}`,
    cards: [`7000${mobile.slice(-8)}`],
    firstName: first,
    lastName: last,
    points,
    lifetimePoints: points + 500,
    lifetimePurchases: (points + 500) * 10,
    tier,
    registeredAt,
    registeredTill: 'store.server',
  }
}

/** Invented people: invented names and numbers, addresses under example.com. */
export const demoCustomers: readonly Customer[] = [
  demoCustomer(900001, '919999999993', 'Asha', 'Example', 1250, 'Gold'),
  demoCustomer(900002, '919999999994', 'Bruno', 'Muster', 40, 'Silver'),
  demoCustomer(900003, '919999999995', 'Chen', 'Sample', 0, 'Silver'),
  demoCustomer(900004, '910000000004', 'Dara', 'Nobody', 98000, 'Platinum'),
  { ...demoCustomer(900005, '910000000005', 'Emil', 'Testmann', 300, 'Gold'), email: undefined },
  { ...demoCustomer(900006, '910000000006', 'Fatma', 'Fictive', 75.5, 'Silver'), mobile: undefined },
]

const validTill = Date.UTC(2099, 11, 31)

export const demoCoupons: readonly Coupon[] = [
  { code: 'WELCOME10', owner: 900001, seriesId: 101, type: 'PERC', value: 10, validTill },
  { code: 'TEA5', owner: 900001, seriesId: 102, type: 'ABS', value: 5, validTill },
  { code: 'BIRTHDAY', owner: 900002, seriesId: 103, type: 'ABS', value: 15, validTill },
  { code: 'OLDNEWS', owner: 900001, seriesId: 104, type: 'ABS', value: 50, validTill: Date.UTC(2020, 0, 1) },
]

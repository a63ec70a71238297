import type { SaleFactName, SaleFacts } from '#contract/sale.ts'

const known: readonly SaleFactName[] = ['cashier', 'shift', 'receipt']

/** What the setting `counter.asks` has the window ask, in the order of the fields. */
export function askedFacts(asks: string | undefined): SaleFactName[] {
  const names = asks?.split(',').map((name) => name.trim()) ?? []
  return known.filter((name) => names.includes(name))
}

/** Those with something in them, without blanks at their ends. */
export function toldFacts(typed: Readonly<Record<SaleFactName, string>>): SaleFacts {
  const told = known.flatMap((name) => (typed[name].trim() === '' ? [] : [[name, typed[name].trim()] as const]))
  return Object.fromEntries(told)
}

/** Who serves is asked before the first customer, a receipt before a code is sent. */
export function isStaffMissing(asked: readonly SaleFactName[], told: SaleFacts): boolean {
  return asked.some((name) => name !== 'receipt' && told[name] === undefined)
}

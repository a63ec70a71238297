import { demoCustomers } from './demoCustomers.ts'

/** Whom one may look up at the simulated Capillary cloud. */
export function customersText(): string {
  const [first, ...others] = demoCustomers.map(({ mobile, email, cards, firstName, lastName, tier, points }) => {
    const found = [mobile, email, cards[0] && `card ${cards[0]}`].filter(Boolean).join(', ')
    return `${found}: ${firstName} ${lastName}, ${tier}, ${points} points`
  })
  return [`Its customers     ${first}`, ...others.map((line) => `                  ${line}`)].join('\n')
}

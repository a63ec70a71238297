import type { LimitSettings } from '#contract/limits.ts'
import type { FaultRule } from '#simulator/simulator.ts'
import type { RuleId } from './rules.ts'

/** What happens to the till while the POS is at work. */
export type Trouble = 'agent killed' | 'machine asleep' | 'code expired'

/** One sale by the person at the checkout, and what is arranged for it. */
export interface Act {
  /** What the person does. */
  does: string
  mobile: string
  /** What a simulated cashier does in its place. */
  cashier: 'sells' | 'types a wrong code first' | 'confirms twice'
  /** What the cloud does wrong. */
  faults?: FaultRule[]
  /** What happens when the POS has got so far. */
  trouble?: { when: 'sale is sent' | 'code is sent' | 'act begins'; what: Trouble }
  /** Another program has the agent's port. */
  impostor?: true
}

export interface Scenario {
  id: string
  title: string
  acts: readonly Act[]
  /** What the POS must do. Each is decided by `rules.ts`. */
  rules: readonly RuleId[]
  /** Asked of a person who tries the POS, since nobody else sees its screen; answered yes when all is well. */
  question?: string
  /** Staff practise: another cloud is simulated for it, and the first one must not see any of it. */
  isTraining?: true
  /** Limits of the agent: for a person, who is slow, and for a program. */
  limits?: { person: LimitSettings; program: LimitSettings }
}

/** Of the simulated cloud's invented customers. A code is sent to each once, since another would have to wait. */
const first = { mobile: '919999999993', name: 'Asha' }
const second = { mobile: '919999999994', name: 'Bruno' }

const sellTo = ({ mobile }: { mobile: string }) =>
  ({ does: `Sell to the customer ${mobile}, with a code.`, mobile, cashier: 'sells' }) as const
const sells = sellTo(first)
export const sellsAgain = sellTo(second)
const saysWhat = 'Did the POS show what is wrong, and what the cashier can do?'

/** A fault of the cloud in the calls that record a sale: Capillary's two, and every write of a cloud that is not known further. */
function atSales(fault: Omit<FaultRule, 'method' | 'path'>): FaultRule[] {
  return [
    ...['/v1.1/transaction/add', '/v2/transactions'].map((path) => ({ ...fault, method: 'POST', path })),
    ...['POST', 'PUT', 'PATCH'].map((method) => ({ ...fault, method, path: '/plain/' })),
  ]
}

/** What a POS is led through, in this order. */
export const scenarios: readonly Scenario[] = [
  {
    id: 'sale',
    title: 'Find a customer, verify, sell',
    acts: [sells],
    rules: ['customer-found', 'key-known', 'agent-proven', 'code-confirmed', 'sold', 'sold-once', 'ended'],
    question: `Did the POS show the customer ${first.name}?`,
  },
  {
    id: 'double-tap',
    title: 'The cashier confirms the sale twice',
    acts: [{ ...sells, does: `Sell to ${first.mobile}, and confirm with two quick taps.`, cashier: 'confirms twice' }],
    rules: ['sold', 'sold-once', 'never-repeated', 'ended'],
  },
  {
    id: 'lost-before',
    title: 'The connection breaks before the sale reaches the cloud',
    acts: [{ ...sells, faults: atSales({ fault: 'no effect, reset', times: 1 }) }],
    rules: ['sale-sent', 'never-repeated', 'sold-once', 'fault-shown', 'ended'],
    question: 'Did the POS say that the sale is kept, or that it may not have happened and what to do?',
  },
  {
    id: 'lost-after',
    title: "The sale happens, and the cloud's answer is lost",
    acts: [{ ...sells, faults: atSales({ fault: 'effect, then reset', times: 1 }) }],
    rules: ['sale-sent', 'never-repeated', 'sold-once', 'fault-shown', 'ended'],
    question: 'Did the POS say that the sale is kept, or that it may have happened and what to do?',
  },
  {
    id: 'too-many',
    title: 'Too many requests (429)',
    acts: [sells],
    limits: { person: { requestsPerSecond: 0.1, burst: 1 }, program: { requestsPerSecond: 1, burst: 2 } },
    rules: ['pause-kept', 'sold', 'sold-once', 'ended'],
  },
  {
    id: 'busy-customer',
    title: 'Another till changes the customer at the same time (521)',
    acts: [{ ...sells, faults: atSales({ fault: '521 once' }) }],
    rules: ['sold', 'sold-once', 'never-repeated', 'ended'],
  },
  {
    id: 'locked',
    title: "The cloud refuses the till's credential",
    acts: [
      {
        ...sells,
        does: `Look the customer ${first.mobile} up.`,
        faults: [{ fault: '401', path: '/' }],
      },
    ],
    rules: ['refused-by-person-fault', 'person-fault-left', 'fault-shown', 'key-kept', 'ended'],
    question: saysWhat,
  },
  {
    id: 'wrong-code',
    title: 'The customer reads out a wrong code',
    acts: [
      { ...sells, does: `Sell to ${first.mobile}. Type a wrong code first.`, cashier: 'types a wrong code first' },
    ],
    rules: ['wrong-code-asked-again', 'one-code-sent', 'code-confirmed', 'sold', 'ended'],
    question: 'Did the POS say that the code was wrong, and ask again?',
  },
  {
    id: 'code-expired',
    title: 'The code expires before it is typed',
    acts: [{ ...sells, trouble: { when: 'code is sent', what: 'code expired' } }],
    rules: ['expired-left', 'ended'],
    question: 'Did the POS say that the code has expired, without counting the customer as verified?',
  },
  {
    id: 'agent-killed',
    title: 'The agent is killed while a sale is under way, and comes back',
    acts: [
      {
        ...sells,
        faults: atSales({ fault: 'slow', times: 1, delayMs: 1_500 }),
        trouble: { when: 'sale is sent', what: 'agent killed' },
      },
      sellsAgain,
    ],
    rules: ['sale-cut', 'never-repeated', 'sold-once', 'key-kept', 'served-again', 'ended'],
    question: 'Did the POS say that the first sale may have happened, and sell again by itself afterwards?',
  },
  {
    id: 'asleep',
    title: 'The machine sleeps for a night between two sales',
    acts: [sells, { ...sellsAgain, trouble: { when: 'act begins', what: 'machine asleep' } }],
    rules: ['sold', 'sold-once', 'never-repeated', 'key-kept', 'served-again', 'ended'],
  },
  {
    id: 'training',
    title: 'Staff practise: the till is in training mode',
    isTraining: true,
    acts: [sells],
    rules: ['served-in-training', 'nothing-sold', 'training-shown', 'ended'],
    question: 'Did the POS say, on its screen and on the receipt, that this is training?',
  },
  {
    id: 'impostor',
    title: "Another program has taken the agent's port",
    acts: [{ ...sells, does: `Try to sell to ${first.mobile}.`, impostor: true }, sellsAgain],
    rules: ['impostor-asked', 'key-withheld', 'key-kept', 'served-again', 'ended'],
    question: saysWhat,
  },
]

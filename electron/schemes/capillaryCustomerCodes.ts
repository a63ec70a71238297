import type { CustomerOutcome } from '../core/customer.ts'
import { Fault } from '../core/fault.ts'
import { invalid } from '../core/issues.ts'

/** What the customer or the cashier can do something about (capillary.md 4.5). */
const outcomes: Readonly<Record<number, CustomerOutcome>> = {
  1502: 'not-checked',
  1505: 'start-again',
  1506: 'wrong-code',
  1507: 'start-again',
  1508: 'start-again',
  1509: 'start-again',
  1515: 'unknown-customer',
  1518: 'tries-used-up',
  1524: 'passwords-off',
  1525: 'start-again',
  1526: 'not-checked',
  1528: 'wrong-password',
  1529: 'start-again',
  1530: 'tries-used-up',
  1531: 'start-again',
  1534: 'quota-used-up',
  1537: 'no-code-sent',
  1541: 'start-again',
}

const wrongFields: Readonly<Record<number, { path: string; message: string }>> = {
  1519: { path: 'identifierValue', message: 'was not accepted, or the brand was not' },
  1520: { path: 'password', message: 'must not be empty' },
  1521: { path: 'password', message: 'must be the same twice' },
  1523: { path: 'password', message: 'could not be changed' },
  1527: { path: 'password', message: 'must not be the old one' },
  1532: { path: 'password', message: 'could not be reset' },
  1540: { path: 'identifierType', message: 'must be MOBILE or EMAIL for a customer who is new' },
  1542: { path: 'password', message: 'is too weak' },
  1543: { path: 'identifierValue', message: 'is taken by somebody else' },
  1546: { path: 'identifierType', message: 'is none that this brand knows' },
}

const waiting: Readonly<Record<number, { detail: string; remedy: string; retryAfterSeconds: number }>> = {
  1503: {
    detail: "Capillary's Auth Engine could not make a code (1503).",
    remedy: 'Try again; if it stays so, ask Capillary whether codes are switched on for the brand.',
    retryAfterSeconds: 5,
  },
  1504: {
    detail: "Capillary's Auth Engine could not make a token (1504).",
    remedy: 'Try again; if it stays so, ask Capillary to check the till behind the brand.',
    retryAfterSeconds: 5,
  },
  1535: {
    detail: 'The brand may send no codes at all: its quota is 0 (1535).',
    remedy: "Ask Capillary to raise the brand's quota of codes.",
    retryAfterSeconds: 3_600,
  },
}

/** What a code of the Auth Engine's means. @throws Fault for those that are no answer to a step */
export function outcomeOf(code: number): CustomerOutcome {
  const outcome = outcomes[code]
  if (outcome) return outcome
  const wrong = wrongFields[code]
  if (wrong) throw invalid([wrong])
  const wait = waiting[code]
  if (wait)
    throw new Fault('UPSTREAM_NOT_READY', wait.detail, { retryAfterSeconds: wait.retryAfterSeconds }, wait.remedy)
  const reason = `code ${code}`
  throw new Fault('UPSTREAM_ANSWER_INVALID', `Capillary's Auth Engine answered with ${reason}.`, { reason })
}

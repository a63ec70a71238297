import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { CustomerOutcome } from '#core/scheme/requestAuthenticator.ts'

/** The codes that the customer or the cashier can act on (capillary.md 4.5). */
const outcomes: Readonly<Record<number, CustomerOutcome>> = {
  1502: 'not-checked',
  1505: 'start-again',
  1506: 'wrong-code',
  1507: 'start-again',
  1508: 'start-again',
  1509: 'start-again',
  1515: 'unknown-customer',
  1518: 'tries-used-up',
  1523: 'password-not-changed',
  1524: 'passwords-off',
  1525: 'start-again',
  1526: 'not-checked',
  1528: 'wrong-password',
  1529: 'start-again',
  1530: 'tries-used-up',
  1531: 'start-again',
  1532: 'password-not-changed',
  1534: 'quota-used-up',
  1537: 'no-code-sent',
  1541: 'start-again',
}

const inputIssues: Readonly<Record<number, { path: string; message: string }>> = {
  1519: { path: 'identifierValue', message: 'was not accepted, or the brand was not' },
  1520: { path: 'newPassword', message: 'is needed: this brand wants a password' },
  1521: { path: 'newPassword', message: 'must be the same twice' },
  1527: { path: 'newPassword', message: 'must not be the old one' },
  1540: { path: 'identifierType', message: 'must be MOBILE or EMAIL for a customer who is new' },
  1542: { path: 'newPassword', message: 'is too weak for this brand' },
  1543: { path: 'identifierValue', message: 'is taken by somebody else' },
  1546: { path: 'identifierType', message: 'is none that this brand knows' },
}

const temporaryFailures: Readonly<Record<number, { detail: string; remedy: string; retryAfterSeconds: number }>> = {
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

/**
 * The outcome that a code of the Auth Engine stands for.
 *
 * @param password name of the caller's field that a code about a password is about
 * @throws Fault `INVALID_INPUT` · `UPSTREAM_NOT_READY` · `UPSTREAM_ANSWER_INVALID` for the codes that are no outcome
 */
export function outcomeOf(code: number, password: 'password' | 'newPassword' = 'newPassword'): CustomerOutcome {
  const outcome = outcomes[code]
  if (outcome) return outcome
  const issue = inputIssues[code]
  if (issue) throw invalid([issue.path === 'newPassword' ? { ...issue, path: password } : issue])
  const failure = temporaryFailures[code]
  if (!failure) throw unexpectedCode(code)
  const { detail, remedy, retryAfterSeconds } = failure
  throw new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds }, remedy)
}

export function unexpectedCode(code: number): Fault<'UPSTREAM_ANSWER_INVALID'> {
  const reason = `code ${code}`
  return new Fault('UPSTREAM_ANSWER_INVALID', `Capillary's Auth Engine answered with ${reason}.`, { reason })
}

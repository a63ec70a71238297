import type { CustomerCard, LookedUp } from '../../../electron/contract/lookUp.ts'
import type { CashierVerification } from '../../../electron/contract/verification.ts'
import type { ShownFault } from '../../agent/fault.ts'

/** What is asked of the agent just now. */
export type Busy = 'looking-up' | 'sending' | 'checking' | 'cancelling'

export type Step =
  /** Nobody is served. */
  | { step: 'idle' }
  | { step: 'found'; customer: CustomerCard }
  /** Nothing is known of who this is; `typed` is all there is. */
  | { step: 'unproven'; reason: 'not-found' | 'no-look-up'; canVerify: boolean }
  /** A code is waited for. `seenAt`: when the agent said so, milliseconds since 1970. */
  | { step: 'verifying'; verification: CashierVerification; name?: string; seenAt: number; wrongCodes: number }
  | { step: 'over'; verification: CashierVerification; name?: string }

/** The cashier's side of the counter: one customer at a time. */
export type Counter = Step & {
  /** The whole number or address, for as long as it is needed. */
  typed: string
  busy?: Busy | undefined
  /** Of what was asked last. */
  fault?: ShownFault | undefined
  /** Open verifications that the cashier left: they are not brought back unasked. */
  putAway: readonly string[]
}

export type CounterEvent =
  | { type: 'typed'; text: string }
  | { type: 'asked'; busy: Busy }
  | { type: 'failed'; fault: ShownFault }
  | { type: 'looked-up'; answer: LookedUp }
  | { type: 'no-look-up' }
  /** A code was sent, once more perhaps, or the cashier goes on with what is open. */
  | { type: 'taken'; verification: CashierVerification; at: number }
  /** The answer to a code. */
  | { type: 'checked'; verification: CashierVerification; at: number }
  /** As it stands at the agent, whoever changed it. */
  | { type: 'seen'; verification: CashierVerification; at: number }
  /** All that wait for a code; the newest first. */
  | { type: 'open'; verifications: CashierVerification[]; at: number }
  | { type: 'put-away' }

export const atRest: Counter = { step: 'idle', typed: '', putAway: [] }

export function next(counter: Counter, event: CounterEvent): Counter {
  const { putAway } = counter
  switch (event.type) {
    case 'typed':
      return { step: 'idle', typed: event.text, putAway: left(counter) }
    case 'asked':
      return { ...counter, busy: event.busy, fault: undefined }
    case 'failed':
      return { ...counter, busy: undefined, fault: event.fault }
    case 'looked-up':
      if (event.answer.outcome === 'found')
        return { step: 'found', customer: event.answer.customer, typed: '', putAway }
      return unproven(counter, 'not-found', event.answer.canVerify)
    case 'no-look-up':
      return unproven(counter, 'no-look-up', true)
    case 'taken':
      return showing(counter, event.verification, event.at, 0)
    case 'checked':
      return isOn(counter, event.verification) ? checked(counter, event.verification, event.at) : counter
    case 'seen':
      return isOn(counter, event.verification) ? seen(counter, event.verification, event.at) : counter
    case 'open':
      return opened(counter, event.verifications, event.at)
    case 'put-away':
      return { ...atRest, putAway: left(counter) }
  }
}

/** Whether a customer is being served, so that nothing may come between. */
export function isServing(counter: Counter): boolean {
  return counter.step !== 'idle' || counter.typed !== '' || counter.busy !== undefined || counter.fault !== undefined
}

function unproven({ typed, putAway }: Counter, reason: 'not-found' | 'no-look-up', canVerify: boolean): Counter {
  return { step: 'unproven', reason, canVerify, typed, putAway }
}

function showing(counter: Counter, verification: CashierVerification, seenAt: number, wrongCodes: number): Counter {
  const common = { typed: '', verification, ...nameIn(counter, verification), putAway: counter.putAway }
  if (isOpen(verification)) return { step: 'verifying', seenAt, wrongCodes, ...common }
  return { step: 'over', ...common }
}

/** What is over stays over: an answer that was on its way before may still come in. */
function checked(counter: Counter, verification: CashierVerification, at: number): Counter {
  return counter.step === 'verifying' ? showing(counter, verification, at, counter.wrongCodes + 1) : counter
}

/** What is asked meanwhile goes on. */
function seen(counter: Counter, verification: CashierVerification, at: number): Counter {
  if (counter.step !== 'verifying') return counter
  const { busy, fault, wrongCodes } = counter
  const shown = showing(counter, verification, at, wrongCodes)
  return shown.step === 'verifying' ? { ...shown, busy, fault } : shown
}

/** What a program asks for is shown at once when nobody is served. */
function opened(counter: Counter, verifications: CashierVerification[], at: number): Counter {
  const putAway = counter.putAway.filter((id) => verifications.some((open) => open.id === id))
  const asked = verifications.find(({ id, client }) => client !== undefined && !putAway.includes(id))
  if (asked && !isServing(counter)) return showing({ ...counter, putAway }, asked, at, 0)
  return { ...counter, putAway }
}

/** Of the customer who was looked up, for as long as it is about them. */
function nameIn(counter: Counter, verification: CashierVerification): { name?: string } {
  const isSame = isOn(counter, verification) || (counter.step === 'found' && verification.client === undefined)
  const name = counter.step === 'found' ? counter.customer.name : 'name' in counter ? counter.name : undefined
  return isSame && name !== undefined ? { name } : {}
}

function left(counter: Counter): readonly string[] {
  return counter.step === 'verifying' ? [...counter.putAway, counter.verification.id] : counter.putAway
}

function isOn(counter: Counter, { id }: CashierVerification): boolean {
  return (counter.step === 'verifying' || counter.step === 'over') && counter.verification.id === id
}

function isOpen({ state }: CashierVerification): boolean {
  return state === 'started' || state === 'code-sent'
}

import type { CounterCustomer, ProviderSignInStarted } from '#contract/customer.ts'
import type { CustomerCard, LookedUp } from '#contract/lookUp.ts'
import type { CashierVerification } from '#contract/verification.ts'
import type { ShownFault } from '#renderer/agent/fault.ts'

/** The call to the agent that is in flight. */
export type PendingCall = 'looking-up' | 'enrolling' | 'sending' | 'checking' | 'starting-sign-in' | 'signing-out'

/** Of the customer who was looked up, for the steps after that. */
export type CustomerFacts = Partial<
  Pick<CustomerCard, 'name' | 'tier' | 'points' | 'coupons' | 'lookUpId' | 'upstream' | 'channels'>
>

/** A customer of one upstream. */
export interface SigningInCustomer extends CounterCustomer {
  upstream: string
}

export type SessionStep =
  | { step: 'idle' }
  | { step: 'found'; customer: CustomerCard }
  /** The customer is not known: only `typed` is. */
  | {
      step: 'unverified'
      reason: 'not-found' | 'no-look-up'
      canVerify: boolean
      canEnrol: boolean
      codesLeftToday?: number | undefined
    }
  /** Waits for the code. `seenAt`: when the agent last reported the verification, in milliseconds since 1970. */
  | {
      step: 'verifying'
      verification: CashierVerification
      customer?: CustomerFacts
      seenAt: number
      wrongCodes: number
      /** Read by a scanner, and too long for a code: perhaps the next customer's card. */
      scanned?: string | undefined
    }
  /** `isRefusedByCloud`: it takes no more tries, although the agent counts some that are left. */
  | { step: 'ended'; verification: CashierVerification; customer?: CustomerFacts; isRefusedByCloud: boolean }
  /** Waits for the customer to sign in at the identity provider. */
  | { step: 'signing-in'; customer: SigningInCustomer; signIn: ProviderSignInStarted }
  | { step: 'signed-in'; customer: SigningInCustomer }

/** What the cashier's screen shows: one customer at a time. */
export type CashierSession = SessionStep & {
  /** The full number or address, kept only while a look-up or a first code may still need it. */
  typed: string
  pending?: PendingCall | undefined
  /** The fault of the last call. */
  fault?: ShownFault | undefined
  /** Open verifications that the cashier left. They do not come up by themselves again. */
  dismissedIds: readonly string[]
}

export type CashierEvent =
  | { type: 'typed'; text: string }
  | { type: 'called'; pending: PendingCall }
  | { type: 'failed'; fault: ShownFault }
  | { type: 'looked-up'; answer: LookedUp }
  /** The upstream cannot look customers up. */
  | { type: 'no-look-up' }
  /** A first or another code was sent to whoever is on the screen. */
  | {
      type: 'code-sent'
      verification: CashierVerification
      at: number
      /** Whom another verification is about, that takes the place of the one on the screen. */
      customer?: CustomerFacts
    }
  /** The cashier goes on with an open verification, of whose customer only the one who has just left is known. */
  | { type: 'resumed'; verification: CashierVerification; at: number; customer?: CustomerFacts | undefined }
  /** The agent checked a code. */
  | { type: 'checked'; verification: CashierVerification; at: number }
  /** Whom the cloud knows by what the customer typed on a customer display. */
  | { type: 'recognised'; id: string; customer: CustomerFacts }
  /** The agent reports a verification, which any caller may have changed. */
  | { type: 'updated'; verification: CashierVerification; at: number }
  /** The agent reports all open verifications, newest first. */
  | { type: 'listed'; verifications: CashierVerification[]; at: number }
  | { type: 'sign-in-started'; customer: SigningInCustomer; signIn: ProviderSignInStarted }
  | { type: 'signed-in'; customer: SigningInCustomer }
  /** Nobody signed in. */
  | { type: 'sign-in-failed'; fault: ShownFault }
  /** A scanner read what is no code; absent when the cashier stays with the code. */
  | { type: 'scanned'; text?: string }
  | { type: 'dismissed' }

export const initial: CashierSession = { step: 'idle', typed: '', dismissedIds: [] }

export function reduceSession(session: CashierSession, event: CashierEvent): CashierSession {
  const { dismissedIds } = session
  switch (event.type) {
    case 'typed':
      return { step: 'idle', typed: event.text, dismissedIds: withCurrent(session) }
    case 'called':
      return { ...session, pending: event.pending, fault: undefined }
    case 'failed':
      return { ...session, pending: undefined, fault: { ...event.fault, during: session.pending } }
    case 'looked-up':
      if (event.answer.outcome === 'found')
        return { step: 'found', customer: event.answer.customer, typed: '', dismissedIds }
      return unverified(session, 'not-found', event.answer)
    case 'no-look-up':
      return unverified(session, 'no-look-up', { canVerify: true, canEnrol: false })
    case 'code-sent':
      return show(session, event, 0, event.customer ?? customerSentTo(session, event.verification))
    case 'resumed':
      return show(session, event, 0, event.customer ?? customerOf(session, event.verification))
    case 'checked':
      return isCurrent(session, event.verification) ? checked(session, event.verification, event.at) : session
    case 'updated':
      return isCurrent(session, event.verification) ? updated(session, event.verification, event.at) : session
    case 'recognised':
      return (session.step === 'verifying' || session.step === 'ended') && session.verification.id === event.id
        ? { ...session, customer: factsOf(event.customer) }
        : session
    case 'listed':
      return listed(session, event.verifications, event.at)
    case 'sign-in-started':
      return { step: 'signing-in', customer: event.customer, signIn: event.signIn, typed: '', dismissedIds }
    case 'signed-in':
      return isSigningIn(session, event.customer)
        ? { step: 'signed-in', customer: event.customer, typed: '', dismissedIds }
        : session
    case 'sign-in-failed':
      return session.step === 'signing-in' ? { ...initial, fault: event.fault, dismissedIds } : session
    case 'scanned':
      return session.step === 'verifying' ? { ...session, scanned: event.text } : session
    case 'dismissed':
      return { ...initial, dismissedIds: withCurrent(session) }
  }
}

/** Whether a customer is being served: then a verification of a client must not take the screen. */
export function isServing({ step, typed, pending, fault }: CashierSession): boolean {
  return step !== 'idle' || typed !== '' || pending !== undefined || fault !== undefined
}

function unverified(
  { typed, dismissedIds }: CashierSession,
  reason: 'not-found' | 'no-look-up',
  { canVerify, canEnrol, codesLeftToday }: Omit<Extract<LookedUp, { outcome: 'not-found' }>, 'outcome'>,
): CashierSession {
  return { step: 'unverified', reason, canVerify, canEnrol, codesLeftToday, typed, dismissedIds }
}

function show(
  session: CashierSession,
  { verification, at: seenAt }: { verification: CashierVerification; at: number },
  wrongCodes: number,
  customer = customerOf(session, verification),
): CashierSession {
  const common = { typed: '', verification, ...(customer && { customer }), dismissedIds: session.dismissedIds }
  if (isOpen(verification)) return { step: 'verifying', seenAt, wrongCodes, ...common }
  // Of a verification that has ended the agent reports no tries. The last wrong code uses up one.
  const isRefusedByCloud =
    verification.state === 'refused' && session.step === 'verifying' && session.verification.triesLeft > 1
  return { step: 'ended', isRefusedByCloud, ...common }
}

/** A response that arrives after the end does not reopen the verification. */
function checked(session: CashierSession, verification: CashierVerification, at: number): CashierSession {
  return session.step === 'verifying' ? show(session, { verification, at }, session.wrongCodes + 1) : session
}

/** Keeps the call in flight, the fault and a scan that is asked about: the report is about the verification only. */
function updated(session: CashierSession, verification: CashierVerification, at: number): CashierSession {
  if (session.step !== 'verifying') return session
  if (isOpen(verification)) return { ...session, verification, seenAt: at }
  return show(session, { verification, at }, session.wrongCodes)
}

/** Shows a verification that a client started, unless a customer is being served. */
function listed(session: CashierSession, verifications: CashierVerification[], at: number): CashierSession {
  const dismissedIds = session.dismissedIds.filter((id) => verifications.some((open) => open.id === id))
  const requested = verifications.find(({ id, client }) => client !== undefined && !dismissedIds.includes(id))
  if (requested && !isServing(session)) return show({ ...session, dismissedIds }, { verification: requested, at }, 0)
  return { ...session, dismissedIds }
}

/** The customer who was looked up and then sent the code: whoever is found otherwise may be another one. */
function customerSentTo(session: CashierSession, verification: CashierVerification): CustomerFacts | undefined {
  return session.step === 'found' ? factsOf(session.customer) : customerOf(session, verification)
}

/** The customer of the verification that is on the screen already. */
function customerOf(session: CashierSession, verification: CashierVerification): CustomerFacts | undefined {
  const isShown = session.step === 'verifying' || session.step === 'ended'
  return isShown && isCurrent(session, verification) ? session.customer : undefined
}

function factsOf({ name, tier, points, coupons, lookUpId, upstream, channels }: CustomerFacts): CustomerFacts {
  return {
    ...(lookUpId !== undefined && { lookUpId }),
    ...(upstream !== undefined && { upstream }),
    ...(channels && { channels }),
    ...(name !== undefined && { name }),
    ...(tier !== undefined && { tier }),
    ...(points !== undefined && { points }),
    ...(coupons !== undefined && { coupons }),
  }
}

/** The dismissed ids with the verification that is on the screen. */
function withCurrent(session: CashierSession): readonly string[] {
  return session.step === 'verifying' ? [...session.dismissedIds, session.verification.id] : session.dismissedIds
}

function isCurrent(session: CashierSession, { id }: CashierVerification): boolean {
  return (session.step === 'verifying' || session.step === 'ended') && session.verification.id === id
}

function isSigningIn(session: CashierSession, { customer }: SigningInCustomer): boolean {
  return session.step === 'signing-in' && session.customer.customer === customer
}

function isOpen({ state }: CashierVerification): boolean {
  return state === 'started' || state === 'code-sent'
}

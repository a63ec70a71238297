import type { DisplayAsk, DisplayView } from '#contract/display.ts'
import type { CustomerCard } from '#contract/lookUp.ts'
import type { SaleFacts } from '#contract/sale.ts'
import type { CashierVerification } from '#contract/verification.ts'
import type { LookUps } from '#core/customers/lookUps.ts'
import type { Verifications } from '#core/verification/verifications.ts'

/** Who serves cashiers. */
export interface Counter {
  verifications: Verifications
  lookUps: LookUps
  /** Whether its customers are invented ones. */
  isPractice: boolean
}

/** What one display asks its customer. */
export interface Ask {
  id: string
  display: string
  upstream: string
  client: string | undefined
  counter: Counter
  sale: SaleFacts
  /** Id of the verification, once a code was sent. */
  verification: string | undefined
  customer: CustomerCard | undefined
  isTyping: boolean
  /** Whether a code is being sent. */
  isBusy: boolean
  /** Numbers and addresses that were tried. */
  identifiers: number
  wrongCodes: number
  hasEnded: boolean
}

/** As the cashier follows it. */
export function askViewOf({ id, display, verification, customer, isTyping, hasEnded }: Ask): DisplayAsk {
  const step = hasEnded ? 'ended' : verification === undefined ? 'identifier' : 'code'
  return {
    ...{ id, display, step, isTyping },
    ...(verification !== undefined && { verification }),
    ...(customer && { customer }),
  }
}

/** As the customer sees it. @param verification `undefined` where none was started, or where it is gone */
export function displayViewOf(
  ask: Ask | undefined,
  verification: CashierVerification | undefined,
  { store, program }: { store: string | undefined; program: string | undefined },
): DisplayView {
  const named = store === undefined ? {} : { store }
  if (!ask) return { step: 'idle', ...named }
  const { id: askId, wrongCodes } = ask
  const reason = { ...named, ...(program !== undefined && { program }) }
  if (ask.verification === undefined) return { step: 'identifier', askId, ...reason }
  if (!verification) return { step: 'ended', askId, outcome: 'cancelled' }
  const { state, purpose, amount, channel, maskedIdentifier } = verification
  if (state !== 'started' && state !== 'code-sent') return { step: 'ended', askId, outcome: state }
  const { triesLeft, sendsLeft, resendAfterSeconds, expiresAt } = verification
  return {
    ...{
      step: 'code',
      askId,
      channel,
      maskedIdentifier,
      triesLeft,
      sendsLeft,
      resendAfterSeconds,
      expiresAt,
      wrongCodes,
    },
    ...reason,
    ...(purpose !== undefined && { purpose }),
    ...(amount && { amount }),
  }
}

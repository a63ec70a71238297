import type { CashierSession } from '#renderer/screens/customer/cashierSession.ts'

/** `right`: done as it should be. `wrong`: it was not. `attention`: somebody has to look. */
export type Sound = 'right' | 'wrong' | 'attention'

/** What a cashier hears when one step of the session leads to another, without looking at the screen. */
export function soundFor(before: CashierSession, after: CashierSession): Sound | undefined {
  if (after.fault && after.fault !== before.fault) return 'wrong'
  switch (after.step) {
    case 'ended':
      if (before.step === 'ended') return undefined
      return after.verification.state === 'confirmed' ? 'right' : 'wrong'
    case 'verifying':
      if (before.step !== 'verifying') return after.verification.client === undefined ? undefined : 'attention'
      return after.wrongCodes > before.wrongCodes ? 'wrong' : undefined
    case 'found':
      return before.step !== 'found' && after.customer.marks.includes('fraud') ? 'attention' : undefined
    case 'unverified':
      return before.step !== 'unverified' && after.reason === 'not-found' ? 'wrong' : undefined
    case 'signed-in':
      return before.step === 'signed-in' ? undefined : 'right'
    case 'idle':
    case 'signing-in':
      return undefined
  }
}

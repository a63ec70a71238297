import { type Dispatch, useEffect } from 'react'
import { agent } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import type { CashierEvent, CashierSession } from '#renderer/screens/customer/cashierSession.ts'

/** Reports to the session how the sign-in under way ends. A cashier who leaves its step or the screen gives it up. */
export function useSignInOutcome(session: CashierSession, dispatch: Dispatch<CashierEvent>): void {
  const { customer, upstream } = session.step === 'signing-in' ? session.customer : {}
  useEffect(() => {
    if (customer === undefined || upstream === undefined) return
    const leaving = new AbortController()
    const { signal } = leaving
    agent.customers.signIn.finish({ upstream, customer }, { signal }).then(
      (signedIn) => dispatch({ type: 'signed-in', customer: { ...signedIn, upstream } }),
      (thrown) => {
        if (!signal.aborted) dispatch({ type: 'sign-in-failed', fault: faultOf(thrown) })
      },
    )
    return () => leaving.abort()
  }, [customer, upstream, dispatch])
}

import { createContext, type ReactNode, useContext, useEffect, useEffectEvent } from 'react'
import { useRoute } from 'wouter'
import { isServing } from './cashierSession.ts'
import { useSignInChoice } from './signIn/useSignInChoice.ts'
import { useSounds } from './sound/useSounds.ts'
import { useCashierSession } from './useCashierSession.ts'
import { useCustomerUpstreams } from './useCustomerUpstreams.ts'
import { useStatementClient } from './useStatementClient.ts'

/** A name is on the screen then. */
const idleMs = 60_000
/** Only a part of the number is, and everybody waits for the message. */
const codeIdleMs = 5 * 60_000

function useCashierState() {
  const choice = useCustomerUpstreams()
  const statement = useStatementClient(choice.chosen?.id)
  const signIn = useSignInChoice(choice.chosen?.signIn)
  const controls = useCashierSession(choice.chosen, statement.chosen)
  const { session } = controls
  useSounds(session)
  return {
    ...{ choice, statement, signIn, controls },
    /** A customer who signs in is busy with a phone or a page; the sign-in ends by itself. */
    canReset: isServing(session) && !session.pending && session.step !== 'signing-in',
    idleMs: session.step === 'verifying' ? codeIdleMs : idleMs,
  }
}

const CashierContext = createContext<ReturnType<typeof useCashierState> | undefined>(undefined)

export function useCashier(): ReturnType<typeof useCashierState> {
  const cashier = useContext(CashierContext)
  if (!cashier) throw new Error('useCashier is called outside Cashier')
  return cashier
}

/**
 * Holds the customer in hand, in memory only, so that a look at another screen loses nothing. Away from the counter it is put away
 * after the same time as there.
 */
export function Cashier({ children }: { children: ReactNode }) {
  const cashier = useCashierState()
  const [isAtCounter] = useRoute('/customer')
  const { canReset, idleMs: awayMs, controls } = cashier
  const putAway = useEffectEvent(() => controls.dismiss())
  const isSigningIn = controls.session.step === 'signing-in'
  const isAway = !isAtCounter && canReset
  useEffect(() => {
    if (!isAway) return
    const timer = setTimeout(() => putAway(), awayMs)
    return () => clearTimeout(timer)
  }, [isAway, awayMs])
  useEffect(() => {
    // Whoever leaves gives the sign-in up.
    if (!isAtCounter && isSigningIn) putAway()
  }, [isAtCounter, isSigningIn])
  return <CashierContext value={cashier}>{children}</CashierContext>
}

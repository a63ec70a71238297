import { useQuery } from '@tanstack/react-query'
import { type Dispatch, useEffect, useEffectEvent, useState } from 'react'
import type { DisplayRequest } from '#contract/display.ts'
import { agent, calls } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import type { CashierEvent, CashierSession } from '#renderer/screens/customer/cashierSession.ts'

export type CustomerDisplay = ReturnType<typeof useCustomerDisplay>

/**
 * What this window has a customer asked on a customer display. Once the customer was sent a code, the session goes on with it as if
 * the cashier had sent it.
 */
export function useCustomerDisplay(session: CashierSession, dispatch: Dispatch<CashierEvent>) {
  const { data: displays = [] } = useQuery(calls.displays.list.queryOptions())
  const { data: asks = [] } = useQuery(calls.displays.asks.queryOptions())
  const [askId, setAskId] = useState<string>()
  const ask = asks.find(({ id }) => id === askId)
  const { verification, customer, step } = ask ?? {}

  const goOn = useEffectEvent(async (id: string) => {
    if (session.step !== 'idle') return
    try {
      // By now the cashier may have another customer on the screen.
      dispatch({ type: 'resumed', verification: await agent.verifications.get({ id }), at: Date.now() })
    } catch (thrown) {
      dispatch({ type: 'failed', fault: faultOf(thrown) })
    }
  })
  useEffect(() => {
    if (verification !== undefined) void goOn(verification)
  }, [verification])
  const shownId = session.step === 'verifying' || session.step === 'ended' ? session.verification.id : undefined
  useEffect(() => {
    if (customer && verification !== undefined && shownId === verification)
      dispatch({ type: 'recognised', id: verification, customer })
  }, [customer, verification, shownId, dispatch])

  const end = () => {
    setAskId(undefined)
    if (askId !== undefined) void agent.displays.end({ id: askId }).catch(() => {})
  }
  // Whoever leaves the customer leaves the question, too.
  const [followed, setFollowed] = useState<string>()
  if (shownId !== undefined && shownId === verification && followed !== shownId) setFollowed(shownId)
  const hasLeft = followed !== undefined && followed === verification && shownId !== followed
  const endNow = useEffectEvent(end)
  useEffect(() => {
    if (hasLeft) endNow()
  }, [hasLeft])

  return {
    /** The displays whose page is open, each with its number. */
    open: displays.flatMap(({ id, isOpen }, index) => (isOpen ? [{ id, number: index + 1 }] : [])),
    /** How many there are, to know whether a number says anything. */
    count: displays.length,
    /** What the customer is asked now. */
    ask: step === 'ended' ? undefined : ask,
    start: async (request: DisplayRequest) => {
      try {
        const { id } = await agent.displays.ask(request)
        setAskId(id)
      } catch (thrown) {
        dispatch({ type: 'failed', fault: faultOf(thrown) })
      }
    },
    end,
  }
}

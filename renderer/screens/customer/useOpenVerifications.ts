import { skipToken, useQuery } from '@tanstack/react-query'
import { type Dispatch, useEffect } from 'react'
import { calls } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import type { CashierEvent, CashierSession } from './cashierSession.ts'

/**
 * Reports to the session how the agent sees the current verification and which ones are open.
 *
 * @returns the open verifications except the current one
 */
export function useOpenVerifications(session: CashierSession, dispatch: Dispatch<CashierEvent>) {
  const verifying = session.step === 'verifying' ? session : undefined
  const id = verifying?.verification.id
  const current = useQuery({
    ...calls.verifications.get.queryOptions({ input: id ? { id } : skipToken }),
    gcTime: 0,
    // The first read repeats what is known: a change before the stream of changes was open was not reported.
    staleTime: 0,
    ...(verifying && { initialData: verifying.verification, initialDataUpdatedAt: verifying.seenAt }),
  })
  const open = useQuery(calls.verifications.open.queryOptions({ gcTime: 0 }))

  useEffect(() => {
    if (current.data) dispatch({ type: 'updated', verification: current.data, at: current.dataUpdatedAt })
  }, [current.data, current.dataUpdatedAt, dispatch])
  useEffect(() => {
    if (current.error) dispatch({ type: 'failed', fault: faultOf(current.error) })
  }, [current.error, dispatch])
  useEffect(() => {
    if (open.data) dispatch({ type: 'listed', verifications: open.data, at: open.dataUpdatedAt })
  }, [open.data, open.dataUpdatedAt, dispatch])

  return (open.data ?? []).filter((verification) => verification.id !== id)
}

import { skipToken, useQuery } from '@tanstack/react-query'
import { type Dispatch, useEffect } from 'react'
import { calls } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import type { Counter, CounterEvent } from './counter.ts'

/** Tells the counter what others do to the one that is shown, and what programs ask for. */
export function useOpenVerifications(counter: Counter, dispatch: Dispatch<CounterEvent>) {
  const verifying = counter.step === 'verifying' ? counter : undefined
  const id = verifying?.verification.id
  const shown = useQuery({
    ...calls.verifications.get.queryOptions({ input: id ? { id } : skipToken }),
    gcTime: 0,
    // Known, yet asked for once more: it may have changed before anybody listened.
    staleTime: 0,
    ...(verifying && { initialData: verifying.verification, initialDataUpdatedAt: verifying.seenAt }),
  })
  const open = useQuery(calls.verifications.open.queryOptions({ gcTime: 0 }))

  useEffect(() => {
    if (shown.data) dispatch({ type: 'seen', verification: shown.data, at: shown.dataUpdatedAt })
  }, [shown.data, shown.dataUpdatedAt, dispatch])
  useEffect(() => {
    if (shown.error) dispatch({ type: 'failed', fault: faultOf(shown.error) })
  }, [shown.error, dispatch])
  useEffect(() => {
    if (open.data) dispatch({ type: 'open', verifications: open.data, at: open.dataUpdatedAt })
  }, [open.data, open.dataUpdatedAt, dispatch])

  return (open.data ?? []).filter((verification) => verification.id !== id)
}

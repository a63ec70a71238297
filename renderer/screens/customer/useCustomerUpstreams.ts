import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UpstreamView } from '../../../electron/contract/upstream.ts'
import { calls } from '../../agent/agent.ts'

export interface CustomerUpstream extends UpstreamView {
  canLookUp: boolean
  canVerify: boolean
}

/** The upstreams that know customers, and the one that is asked: by itself one that can do most. */
export function useCustomerUpstreams() {
  const list = useQuery(calls.upstreams.list.queryOptions())
  const forms = useQuery(calls.upstreams.forms.queryOptions())
  const [chosenId, choose] = useState<string>()
  const upstreams = (list.data ?? []).flatMap((upstream): CustomerUpstream[] => {
    const { canLookUp = false, canVerify = false } = forms.data?.find(({ scheme }) => scheme === upstream.scheme) ?? {}
    return canLookUp || canVerify ? [{ ...upstream, canLookUp, canVerify }] : []
  })
  const byUse = upstreams.toSorted((one, other) => usesOf(other) - usesOf(one))
  const chosen = upstreams.find(({ id }) => id === chosenId) ?? byUse[0]
  return { upstreams, chosen, choose, isKnown: list.isSuccess && forms.isSuccess, error: list.error ?? forms.error }
}

function usesOf({ canLookUp, canVerify, state }: CustomerUpstream): number {
  return (state === 'ready' ? 4 : 0) + (canLookUp ? 2 : 0) + (canVerify ? 1 : 0)
}

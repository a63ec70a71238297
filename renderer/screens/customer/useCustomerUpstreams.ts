import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { calls } from '#renderer/agent/agent.ts'
import { customerUpstreams, preferredUpstream } from './customerUpstreams.ts'

/** The upstreams that know customers, and the chosen one: the preferred one until the cashier chooses another. */
export function useCustomerUpstreams() {
  const list = useQuery(calls.upstreams.list.queryOptions())
  const forms = useQuery(calls.upstreams.forms.queryOptions())
  const offers = useQuery(calls.customers.signIn.offers.queryOptions())
  const [chosenId, choose] = useState<string>()
  const upstreams = customerUpstreams(list.data ?? [], forms.data ?? [], offers.data ?? [])
  const chosen = upstreams.find(({ id }) => id === chosenId) ?? preferredUpstream(upstreams)
  const queries = [list, forms, offers]
  const error = queries.map((query) => query.error).find((thrown) => thrown !== null)
  return { upstreams, chosen, choose, isKnown: queries.every(({ isSuccess }) => isSuccess), error }
}

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Topic } from '../../electron/contract/event.ts'
import { agent, calls } from './agent.ts'

/** What to read anew when a topic changed. */
const affected: Record<Topic, readonly (readonly unknown[])[]> = {
  status: [calls.status.key(), calls.updates.key()],
  upstreams: [calls.upstreams.key(), calls.status.key()],
  clients: [calls.clients.key(), calls.status.key()],
  pairings: [calls.pairings.key()],
  verifications: [calls.verifications.key()],
  requests: [calls.traffic.key(), calls.status.key()],
  settings: [calls.settings.key()],
  pin: [calls.pin.key()],
}

/** How long to wait before the stream is opened again. */
const pauseMs = 1_000

/** Keeps what is shown true for as long as the window is open. Answers whether the agent can be heard. */
export function useChanges(): boolean {
  const queries = useQueryClient()
  const [isHeard, setHeard] = useState(true)
  useEffect(() => {
    const closing = new AbortController()
    void follow(queries, closing.signal, setHeard)
    return () => closing.abort()
  }, [queries])
  return isHeard
}

/** A first answer that is still on its way may be from before the change, and would pass for the newest. */
async function readAnew(queries: QueryClient, queryKey: readonly unknown[]): Promise<void> {
  const firsts = queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })
  await Promise.allSettled(firsts.filter(({ state }) => state.data === undefined).map(({ promise }) => promise))
  await queries.invalidateQueries({ queryKey })
}

async function follow(queries: QueryClient, closed: AbortSignal, setHeard: (heard: boolean) => void): Promise<void> {
  while (!closed.aborted) {
    try {
      const topics = await agent.changes(undefined, { signal: closed })
      // Whatever changed while nobody listened.
      await queries.invalidateQueries()
      setHeard(true)
      for await (const topic of topics) for (const queryKey of affected[topic]) void readAnew(queries, queryKey)
    } catch {
      if (closed.aborted) return
    }
    setHeard(false)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

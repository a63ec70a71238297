import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Topic } from '#contract/event.ts'
import { agent, calls } from './agent.ts'
import { forgetProof } from './agentProof.ts'
import { faultOf } from './fault.ts'
import { announceConnection } from './nextConnection.ts'
import { dropPageKey } from './pageKey.ts'

/** What the counter can do depends on both upstreams and clients. */
const counterOffers = [calls.verifications.clients.key(), calls.customers.signIn.offers.key()]

/** The queries that the agent makes stale when it reports a change of a topic. */
const queryKeysOf: Record<Topic, readonly (readonly unknown[])[]> = {
  status: [calls.status.key(), calls.directives.key(), calls.updates.key(), calls.drops.key()],
  upstreams: [calls.upstreams.key(), calls.status.key(), ...counterOffers],
  clients: [calls.clients.key(), calls.status.key(), ...counterOffers],
  pairings: [calls.pairings.key()],
  verifications: [calls.verifications.key()],
  // Each request is also a client's last use.
  requests: [calls.traffic.key(), calls.status.key(), calls.clients.list.key()],
  outbox: [calls.status.key(), calls.outbox.key()],
  settings: [calls.settings.key()],
  pin: [calls.pin.key(), calls.status.key()],
  displays: [calls.displays.key()],
}

const reconnectDelayMs = 1_000

/** `signed-out`: the agent answers, and this browser has no session any more. Only a person can change that. */
export type Connection = 'connected' | 'silent' | 'signed-out'

/** Refetches whatever the agent reports as changed while the window is open. Returns how the agent is connected. */
export function useAgentChanges(): Connection {
  const queries = useQueryClient()
  const [connection, setConnection] = useState<Connection>('connected')
  useEffect(() => {
    const closing = new AbortController()
    void follow(queries, closing.signal, setConnection)
    return () => closing.abort()
  }, [queries])
  return connection
}

async function follow(
  queries: QueryClient,
  closed: AbortSignal,
  setConnection: (connection: Connection) => void,
): Promise<void> {
  let pageVersion: string | undefined
  while (!closed.aborted) {
    try {
      const topics = await agent.changes(undefined, { signal: closed })
      const { version } = await agent.status(undefined, { signal: closed })
      pageVersion ??= version
      // An agent of another version serves other files, and may answer other calls.
      if (version !== pageVersion) location.reload()
      // Changes from before the stream was open were not reported.
      await queries.invalidateQueries()
      setConnection('connected')
      announceConnection()
      for await (const topic of topics) for (const queryKey of queryKeysOf[topic]) void refetch(queries, queryKey)
    } catch (thrown) {
      if (closed.aborted) return
      if (faultOf(thrown).code === 'SESSION_REQUIRED') {
        dropPageKey()
        setConnection('signed-out')
        return
      }
    }
    forgetProof()
    setConnection('silent')
    await new Promise((resolve) => setTimeout(resolve, reconnectDelayMs))
  }
}

/** Waits for first responses still in flight: they may predate the change, and the query client would take them for fresh. */
async function refetch(queries: QueryClient, queryKey: readonly unknown[]): Promise<void> {
  const fetching = queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })
  await Promise.allSettled(fetching.filter(({ state }) => state.data === undefined).map(({ promise }) => promise))
  await queries.invalidateQueries({ queryKey })
}

import type { Status } from '#contract/status.ts'
import type { Health } from './health.ts'
import type { Activity } from './installGate.ts'

/** What tells what the agent is doing. */
export interface ActivitySources {
  status(): Pick<Status, 'upstreams'>
  outbox: { readonly isSending: boolean }
  drops: { readonly isSending: boolean }
  recentRequests: { recent(): readonly { at: number }[] }
  verifications: { open(): readonly unknown[] }
  pairings: { pending(): readonly unknown[] }
}

/** What an update, or a change from afar, would interrupt now. */
export function activityOf(agent: ActivitySources): Activity {
  const { upstreams } = agent.status()
  const requests = upstreams.reduce(
    (sum, { activeRequests, waitingRequests }) => sum + activeRequests + waitingRequests,
    0,
  )
  return {
    // Of what the outbox and the drops send, an end between two steps would leave the outcome unknown.
    requestsUnderWay: Math.max(requests, agent.outbox.isSending || agent.drops.isSending ? 1 : 0),
    lastRequestAt: agent.recentRequests.recent()[0]?.at,
    verificationsOpen: agent.verifications.open().length,
    pairingsOpen: agent.pairings.pending().length,
  }
}

interface HealthSources {
  upstreams: { list(): readonly { id: string }[]; find(id: string): { session?: unknown } | undefined }
}

/** @param isListening whether the POS API listens */
export function healthOf({ upstreams }: HealthSources, isListening: boolean): Health {
  const ids = upstreams.list().map(({ id }) => id)
  return { isListening, loadedUpstreams: ids.filter((id) => upstreams.find(id)?.session) }
}

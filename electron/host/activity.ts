import type { Agent } from '#core/agent.ts'
import type { Health } from '#core/updates/health.ts'
import type { Activity } from '#core/updates/installGate.ts'

/** What an update would interrupt now. */
export function activityOf(agent: Agent): Activity {
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

/** @param isListening whether the POS API listens */
export function healthOf(agent: Agent, isListening: boolean): Health {
  const ids = agent.upstreams.list().map(({ id }) => id)
  return { isListening, loadedUpstreams: ids.filter((id) => agent.upstreams.find(id)?.session) }
}

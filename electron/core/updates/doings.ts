import type { Agent } from '../agent.ts'
import type { Health } from './health.ts'
import type { Doings } from './hindrances.ts'

/** What an update would disturb just now. */
export function doingsOf(agent: Agent): Doings {
  const { upstreams } = agent.status()
  return {
    requestsUnderWay: upstreams.reduce((sum, { activeRequests, waitingRequests: w }) => sum + activeRequests + w, 0),
    lastRequestAt: agent.traffic.recent()[0]?.at,
    verificationsOpen: agent.verifications.open().length,
    pairingsOpen: agent.pairings.pending().length,
  }
}

/** @param isListening whether the POS door is open */
export function healthOf(agent: Agent, isListening: boolean): Health {
  const ready = agent.upstreams.list().filter(({ state }) => state === 'ready')
  return { isListening, readyUpstreams: ready.map(({ id }) => id) }
}

/** The state of the agent after an update: what the agent itself did, never what callers or upstreams make of it. */
export interface Health {
  /** Whether the POS API listens. It does once the agent is open. */
  isListening: boolean
  /** Upstreams whose credential the agent has read. One that the upstream refused is among them. */
  loadedUpstreams: readonly string[]
}

/** Why the new version is worse than the one before, in a few words; `undefined` when it is not. */
export function unhealthyBecause(health: Health | undefined, loadedBefore: readonly string[]): string | undefined {
  if (!health) return 'the agent did not open'
  if (!health.isListening) return 'the POS API does not listen'
  const lost = loadedBefore.filter((id) => !health.loadedUpstreams.includes(id))
  return lost.length > 0 ? `no longer loaded: ${lost.join(', ')}` : undefined
}

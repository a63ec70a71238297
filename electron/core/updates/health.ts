/** How the agent is after an update. */
export interface Health {
  /** Whether the POS door listens. It does when the agent is opened. */
  isListening: boolean
  readyUpstreams: readonly string[]
}

/** What a new version lacks, in a few words; `undefined` when it is no worse than the one before. */
export function whyUnwell(health: Health | undefined, readyBefore: readonly string[]): string | undefined {
  if (!health) return 'the agent did not open'
  if (!health.isListening) return 'the POS door does not listen'
  const lost = readyBefore.filter((id) => !health.readyUpstreams.includes(id))
  return lost.length > 0 ? `no longer ready: ${lost.join(', ')}` : undefined
}

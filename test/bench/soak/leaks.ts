import type { AgentSample } from './monitor.ts'

/** Growth between start and end that is no leak. */
const tolerated = { heapMib: 4, handles: 4, threads: 2 }

/**
 * What the agent still holds at the end of the soak, as sentences. Open upstream connections are kept on purpose: the
 * agent counts them itself, and they are subtracted.
 */
export function resourceLeaks(first: AgentSample, last: AgentSample): string[] {
  const filesOf = (sample: AgentSample) => sample.open - sample.openConnections
  return [
    ...(last.active > 0 || last.waiting > 0
      ? [`${last.active} requests are still active and ${last.waiting} wait, though no client sends any more`]
      : []),
    ...(filesOf(last) > filesOf(first) + tolerated.handles
      ? [`${filesOf(last)} open files besides upstream connections at the end, ${filesOf(first)} at the start`]
      : []),
    ...(last.threads > first.threads + tolerated.threads
      ? [`${last.threads} threads at the end, ${first.threads} at the start`]
      : []),
  ]
}

/** @param warmMib live objects after the warm-up */
export function heapLeaks(warmMib: number, lastMib: number): string[] {
  if (lastMib <= warmMib + tolerated.heapMib) return []
  return [`${lastMib.toFixed(1)} MiB of live objects at the end, ${warmMib.toFixed(1)} after the warm-up`]
}

import type { Agent } from '#core/agent.ts'
import type { Clock } from '#core/base/clock.ts'
import type { TillWindow } from './tillWindow.ts'

/** How long the window stays in front after the last request has ended, and after the last input in it. */
const lingerMs = 5_000

interface Options {
  agent: {
    changes: Pick<Agent['changes'], 'subscribe'>
    pairings: { pending(): readonly { id: string }[] }
    verifications: { open(): readonly { id: string; client?: unknown }[] }
  }
  window: Pick<TillWindow, 'raise' | 'restorePrevious' | 'idleMs'>
  clock: Clock
}

/**
 * Brings the window to the front while a client waits for a person: for a customer's code, or for a pairing.
 *
 * @returns ends this
 */
export function raiseWindowWhenNeeded({ agent, window, clock }: Options): () => void {
  const waiting = new Set<string>()
  let cancelTimer = () => {}
  const lowerIn = (delayMs: number) => {
    cancelTimer = clock.after(delayMs, () => {
      const stillBusyMs = lingerMs - window.idleMs()
      if (stillBusyMs > 0) lowerIn(stillBusyMs)
      else window.restorePrevious()
    })
  }
  const update = () => {
    const now = waitingIds(agent)
    const hasNew = [...now].some((id) => !waiting.has(id))
    const hasEnded = waiting.size > 0 && now.size === 0
    waiting.clear()
    for (const id of now) waiting.add(id)
    if (now.size > 0) cancelTimer()
    // Once for each request: a person who has closed the window since then has seen it.
    if (hasNew) window.raise()
    if (hasEnded) lowerIn(lingerMs)
  }
  const unsubscribe = agent.changes.subscribe(({ topic }) => {
    if (topic === 'pairings' || topic === 'verifications') update()
  })
  return () => {
    unsubscribe()
    cancelTimer()
  }
}

/** Pairings and the verifications of clients. One that a cashier started is in the window already. */
function waitingIds({ pairings, verifications }: Options['agent']): Set<string> {
  const ofClients = verifications.open().filter(({ client }) => client !== undefined)
  return new Set([...pairings.pending(), ...ofClients].map(({ id }) => id))
}

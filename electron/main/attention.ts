import type { Agent } from '../core/agent.ts'
import type { Clock } from '../core/clock.ts'
import type { TillWindow } from './tillWindow.ts'

/** For the cashier to see how it ended; and how long one who goes on working there is not disturbed. */
const lingerMs = 5_000

interface Options {
  agent: Pick<Agent, 'changes' | 'pairings' | 'verifications'>
  window: Pick<TillWindow, 'bringOut' | 'goBack' | 'restMs'>
  clock: Clock
}

/**
 * Brings the window out while a program waits for a person at it: with a customer's code, or to be let in. The answer
 * ends that.
 */
export function attend({ agent, window, clock }: Options): () => void {
  const waiting = new Set<string>()
  let callOff = () => {}
  const leaveIn = (delayMs: number) => {
    callOff = clock.after(delayMs, () => {
      const busyForMs = lingerMs - window.restMs()
      if (busyForMs > 0) leaveIn(busyForMs)
      else window.goBack()
    })
  }
  const look = () => {
    const now = waitingIn(agent)
    const isNew = [...now].some((one) => !waiting.has(one))
    const isOver = waiting.size > 0 && now.size === 0
    waiting.clear()
    for (const one of now) waiting.add(one)
    if (now.size > 0) callOff()
    // Once for each: a person who puts the window away meanwhile has seen it.
    if (isNew) window.bringOut()
    if (isOver) leaveIn(lingerMs)
  }
  const stop = agent.changes.watch(({ topic }) => {
    if (topic === 'pairings' || topic === 'verifications') look()
  })
  return () => {
    stop()
    callOff()
  }
}

/** A cashier's own verification is in the window already. */
function waitingIn({ pairings, verifications }: Options['agent']): Set<string> {
  const asked = verifications.open().filter(({ client }) => client !== undefined)
  return new Set([...pairings.pending(), ...asked].map(({ id }) => id))
}

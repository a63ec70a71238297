import { isToBeBarred } from './changesDay.ts'
import type { Simulation } from './simulation.ts'

export interface ClockFigures {
  /** Tills whose clock is wrong by a day, barred ones aside. */
  wrong: number
  /** Of these the collector was told; and of tills whose clock is right. */
  reported: number
  mistaken: number
  /** With a wrong clock, and without the release and the settings that all others have. */
  leftBehind: number
}

/** How tills with a wrong clock are at the end. */
export async function clocksOf(simulation: Simulation, version: string): Promise<ClockFigures> {
  const facts = await simulation.facts()
  const isWrong = (skewMs: number) => Math.abs(skewMs) > 3_600_000
  const wrong = simulation.identities.filter(({ skewMs }) => isWrong(skewMs))
  const installations = new Set(wrong.map(({ installation }) => installation))
  const off = simulation.receiver
    .samplesSince(0)
    .filter(({ labels, value }) => labels.__name__ === 'till_agent_clock_skew_seconds' && Math.abs(value) > 3_600)
  const newest = Math.max(...facts.map(({ counter }) => counter))
  return {
    wrong: wrong.length,
    reported: off.filter(({ labels }) => installations.has(String(labels.instance))).length,
    mistaken: off.filter(({ labels }) => !installations.has(String(labels.instance))).length,
    leftBehind: wrong.filter((till) => {
      const its = facts[till.number]
      return its !== undefined && !isToBeBarred(its, till) && (its.version !== version || its.counter < newest)
    }).length,
  }
}

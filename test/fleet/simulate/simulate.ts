import { type BadFigures, badDay } from './badDay.ts'
import { type ChangesFigures, changesDay } from './changesDay.ts'
import { type ClockFigures, clocksOf } from './clocks.ts'
import { Prometheus } from './prometheus.ts'
import { dayMs, Simulation, type SimulationOptions } from './simulation.ts'
import { type TroubleFigures, troubleDay } from './troubleDay.ts'

export interface Figures {
  tills: number
  /** That push their numbers. */
  reporting: number
  changes: ChangesFigures
  bad?: BadFigures
  trouble?: TroubleFigures
  clocks?: ClockFigures
}

/**
 * @param days the first is one of changes, the second a bad one, the third one of trouble; further ones pass quietly
 * @param onDay is told after each of the three what is known
 */
export async function simulate(
  days: number,
  options: SimulationOptions,
  onDay: (figures: Figures) => void = () => {},
): Promise<Figures> {
  const simulation = await Simulation.start(options)
  try {
    const figures: Figures = {
      tills: options.tills,
      reporting: simulation.identities.filter(({ reports }) => reports).length,
      changes: await changesDay(simulation),
    }
    onDay(figures)
    if (days > 1) figures.bad = await badDay(simulation, await Prometheus.start(simulation.work, simulation.processes))
    onDay(figures)
    if (days > 2) {
      figures.trouble = await troubleDay(simulation)
      figures.clocks = await clocksOf(simulation, '1.3.0')
    }
    onDay(figures)
    if (days > 3) await simulation.pass((days - 3) * dayMs)
    return figures
  } finally {
    await simulation.end()
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Line } from '../line.ts'

/** How the line to the cloud is. `cut`: nothing passes and nobody says so. `down`: connections are reset and refused. */
export type Sky = 'calm' | 'cut' | 'down'

/** After trouble, connections that were stuck take a while to be given up. */
const afterTroubleMs = 3_000

/** Lets the line fail and return, over and over. */
export class Weather {
  readonly #line: Line
  readonly #troubles: { fromMs: number; untilMs: number }[] = []

  constructor(line: Line) {
    this.#line = line
  }

  get troubles(): number {
    return this.#troubles.length
  }

  /** Until the time is up; calm at the end. */
  async blow(untilMs: number, tell: (sky: Sky) => void): Promise<void> {
    const rounds = [
      { sky: 'down', calmMs: 15_000, troubleMs: 4_000 },
      { sky: 'cut', calmMs: 15_000, troubleMs: 3_000 },
      { sky: 'cut', calmMs: 10_000, troubleMs: 8_000 },
      { sky: 'down', calmMs: 10_000, troubleMs: 300 },
    ] as const
    for (let round = 0; ; round += 1) {
      const { sky, calmMs, troubleMs } = rounds[round % rounds.length] as (typeof rounds)[number]
      if (performance.now() + calmMs + troubleMs + afterTroubleMs > untilMs) break
      await sleep(calmMs)
      const trouble = { fromMs: performance.now(), untilMs: Number.POSITIVE_INFINITY }
      this.#troubles.push(trouble)
      tell(sky)
      await this.#line.order(sky)
      await sleep(troubleMs)
      await this.#line.order(sky === 'cut' ? 'mend' : 'up')
      trouble.untilMs = performance.now() + afterTroubleMs
      tell('calm')
    }
    await sleep(Math.max(0, untilMs - performance.now()))
  }

  /** Whether the line was well all the while. */
  wasCalm(fromMs: number, toMs: number): boolean {
    return this.#troubles.every((trouble) => trouble.untilMs < fromMs || trouble.fromMs > toMs)
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'
import { TrialReport } from '#test/support/findings.ts'
import { startPrivateKeyring } from '#test/support/keyring.ts'
import { copyOfProgram } from '#test/support/programCopy.ts'
import { SeededRandom } from '#test/support/seededRandom.ts'
import { NotReady } from './agent.ts'
import { type Trial, TrialContext } from './trial.ts'
import { disks } from './trials/disks.ts'
import { hungKeychain } from './trials/hungKeychain.ts'
import { lyingUpstreams } from './trials/lyingUpstreams.ts'
import { noisyNeighbour } from './trials/noisyNeighbour.ts'
import { outboxKills } from './trials/outboxKills.ts'
import { randomKills } from './trials/randomKills.ts'
import { startAndEnd } from './trials/startAndEnd.ts'
import { stepKills, writeFaults } from './trials/steps.ts'

export const trials: readonly Trial[] = [
  randomKills,
  outboxKills,
  stepKills,
  writeFaults,
  startAndEnd,
  disks,
  lyingUpstreams,
  hungKeychain,
  noisyNeighbour,
]

interface Options {
  seed: number
  minutes: number
  /** Names of trials; all when left out. */
  only?: readonly string[] | undefined
  /** Replaces the built agent. */
  program?: string | undefined
  /** See `TrialContext.kills`. */
  kills?: number | undefined
  processes: ChildProcesses
  log(line: string): void
}

/** Runs the trials one after the other, each for its share of the time. */
export async function torture({ seed, minutes, only, program, kills, processes, log }: Options): Promise<TrialReport> {
  const report = new TrialReport()
  const chosen = trials.filter(({ name }) => only?.includes(name) ?? true)
  const weights = chosen.reduce((sum, { weight }) => sum + weight, 0)
  const folder = mkdtempSync(join(tmpdir(), 'till-torture-'))
  try {
    for (const trial of chosen) {
      const skipReason = trial.skipReason?.()
      if (skipReason) {
        log(`${trial.name}: left out, ${skipReason}`)
        continue
      }
      log(trial.name)
      const keyring = await startPrivateKeyring('unlocked')
      const untilMs = performance.now() + (minutes * 60_000 * trial.weight) / weights
      const surroundings = { name: trial.name, seed, report, processes, folder, keyring, untilMs, kills, log }
      const random = new SeededRandom(seed)
      try {
        await trial.run(new TrialContext({ ...surroundings, random, program: copyOfProgram('torture', program) }))
      } catch (thrown) {
        // It ends this trial alone: what the others have found is not lost with it.
        const promise =
          thrown instanceof NotReady ? 'an agent that no harm is done to gets ready' : 'the trial goes through'
        report.add({
          trial: trial.name,
          promise,
          seen: thrown instanceof Error ? String(thrown.stack) : String(thrown),
        })
      } finally {
        await processes.endAll()
        await keyring.stop()
      }
    }
    return report
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

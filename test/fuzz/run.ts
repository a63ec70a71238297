import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'
import { TrialReport } from '#test/support/findings.ts'
import { copyOfProgram } from '#test/support/programCopy.ts'
import { NotReady } from '#test/torture/agent.ts'
import { FuzzContext, type FuzzTarget } from './fuzzTarget.ts'
import { browserUi } from './targets/browserUi.ts'
import { controlSocket } from './targets/controlSocket.ts'
import { link } from './targets/link.ts'
import { posApi } from './targets/posApi.ts'

export const targets: readonly FuzzTarget[] = [posApi, controlSocket, browserUi, link]

interface Options {
  seed: number
  minutes: number
  /** Names of targets; all when left out. */
  only?: readonly string[] | undefined
  /** Replaces the built agent. */
  program?: string | undefined
  processes: ChildProcesses
  log(line: string): void
}

/** Feeds the targets one after the other, each for its share of the time. */
export async function fuzz({ seed, minutes, only, program, processes, log }: Options): Promise<TrialReport> {
  const report = new TrialReport()
  const chosen = targets.filter(({ name }) => only?.includes(name) ?? true)
  const weights = chosen.reduce((sum, { weight }) => sum + weight, 0)
  for (const target of chosen) {
    log(target.name)
    const folder = mkdtempSync(join(tmpdir(), 'till-fuzz-'))
    const untilMs = performance.now() + (minutes * 60_000 * target.weight) / weights
    const surroundings = { name: target.name, seed, report, processes, folder, untilMs }
    try {
      await target.run(new FuzzContext({ ...surroundings, program: copyOfProgram('fuzz', program) }))
    } catch (thrown) {
      // It ends this target alone: what the others have found is not lost with it.
      const promise =
        thrown instanceof NotReady ? 'an agent that no harm is done to gets ready' : 'the trial goes through'
      report.add({
        trial: target.name,
        promise,
        seen: thrown instanceof Error ? String(thrown.stack) : String(thrown),
      })
    } finally {
      await processes.endAll()
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return report
}

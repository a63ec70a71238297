import { mkdtempSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'
import type { TrialReport } from '#test/support/findings.ts'
import type { Keyring } from '#test/support/keyring.ts'
import type { SeededRandom } from '#test/support/seededRandom.ts'
import { commandOf, compileCache, DoomedAgent } from './agent.ts'
import { ForkServer } from './forkServer.ts'
import type { FaultShim } from './shim.ts'

/** One way of stressing the agent. */
export interface Trial {
  name: string
  /** Share of the run's time, compared with the other trials. */
  weight: number
  /** Why it cannot be done on this machine; `undefined` when it can. */
  skipReason?(): string | undefined
  /** Goes on until the time is over, or until everything was tried once. */
  run(context: TrialContext): Promise<void>
}

interface Deps {
  name: string
  seed: number
  random: SeededRandom
  report: TrialReport
  processes: ChildProcesses
  /** Of the run; each trial makes folders of its own in it. */
  folder: string
  program: string
  keyring: Keyring
  untilMs: number
  /** How often the trial is to kill, an agent or a cloud, in place of its time. */
  kills?: number | undefined
  log(line: string): void
}

/** What a trial works with. */
export class TrialContext {
  readonly random: SeededRandom
  readonly keyring: Keyring
  readonly processes: ChildProcesses
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.random = deps.random
    this.keyring = deps.keyring
    this.processes = deps.processes
    this.#deps = deps
  }

  isOver(): boolean {
    return performance.now() >= this.#deps.untilMs
  }

  /** For a trial that counts its kills: goes on until it has made so many. */
  get kills(): number | undefined {
    return this.#deps.kills
  }

  /** How many kinds of finding there are so far. */
  get findings(): number {
    return this.#deps.report.findings.length
  }

  log(line: string): void {
    this.#deps.log(line)
  }

  newFolder(): string {
    return mkdtempSync(join(this.#deps.folder, `${this.#deps.name}-`))
  }

  /** Starts the built agent. It gets the keychain of the run, unless `env` brings another. */
  startAgent(options: { dataDir: string } & Partial<ConstructorParameters<typeof DoomedAgent>[0]>): DoomedAgent {
    const { program, processes, keyring } = this.#deps
    return new DoomedAgent({ program, processes, env: keyring.env, ...options })
  }

  /** For agents with these options, whose `process` is one of its. */
  openForkServer(options: { dataDir: string; folder: string; shim: FaultShim; vaultKey: string }): ForkServer {
    const { program, processes, keyring } = this.#deps
    const env = { ...keyring.env, ...options.shim.env, NODE_COMPILE_CACHE: compileCache }
    const command = commandOf({ program, processes, env, dataDir: options.dataDir, vaultKey: options.vaultKey })
    return new ForkServer({ processes, command, env, folder: options.folder })
  }

  /** A promise of the agent that did not hold. */
  found(promise: string, seen: string, reproduction: object = {}): void {
    const { name, seed, report, log, kills } = this.#deps
    log(`found: ${promise}: ${seen}`)
    report.add({ trial: name, promise, seen, reproduction: { command: again(name, seed, kills), ...reproduction } })
  }

  /** A time limit that was missed. That is the machine's doing where far more wants to run than it can. */
  foundLate(promise: string, seen: string, reproduction: object = {}): void {
    if (isOverloaded()) this.count('time limits missed on an overloaded machine, which are no findings')
    else this.found(promise, seen, reproduction)
  }

  count(name: string, by = 1): void {
    this.#deps.report.count(name, by)
  }

  measure(name: string, ms: number): void {
    this.#deps.report.measure(name, ms)
  }
}

/** Processes that run or want to, for each core. The tests themselves keep every core busy. */
const maxLoadPerCore = 3

function isOverloaded(): boolean {
  return (loadavg()[0] ?? 0) > maxLoadPerCore * availableParallelism()
}

function again(name: string, seed: number, kills: number | undefined): string {
  return `npm run torture -- --seed ${seed} ${kills === undefined ? `--only ${name}` : `--kills ${kills}`}`
}

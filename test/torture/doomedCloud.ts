import type { StdioOptions } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CapillaryAssumptions, type FaultRule, salesIn } from '#simulator/simulator.ts'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'
import { compileCache } from './agent.ts'
import { type AgentProcess, spawnedProcess } from './agentProcess.ts'
import { ForkServer } from './forkServer.ts'
import { canInject, FaultShim } from './shim.ts'

export const doomSteps = ['before a sale takes effect', 'after a sale took effect', 'as it answers'] as const

/** The process kills itself at this step of the nth write that it meets. */
export interface Doom {
  step: (typeof doomSteps)[number]
  nth: number
}

/** For the process, in a file, as JSON. */
export interface CloudOptions {
  /** Path of the file that keeps transactions. */
  journal: string
  assumptions: Partial<CapillaryAssumptions>
  doom?: Doom | undefined
}

interface Deps extends Omit<CloudOptions, 'doom' | 'journal'> {
  processes: ChildProcesses
  /** Of its own. */
  folder: string
  /** Of the next process. */
  nextDoom(): Doom | undefined
  /** Until the next process is started. */
  nextPauseMs(): number
  onKilled(when: Doom['step'] | 'at any moment'): void
}

const program = join(import.meta.dirname, 'cloudMain.ts')

/** A simulated cloud in a process of its own: it is killed, comes back after a while, and keeps its transactions. */
export class DoomedCloud {
  /** Of the process before, while there is none. */
  port = 0
  readonly #deps: Deps
  readonly #journal: string
  readonly #options: string
  readonly #shim: FaultShim | undefined
  readonly #forks: ForkServer | undefined
  #process: AgentProcess | undefined
  #isDoomed = false
  #isPeaceful = false
  #isClosed = false
  #next = Promise.withResolvers<void>()

  private constructor(deps: Deps) {
    this.#deps = deps
    const { folder, processes } = deps
    this.#journal = join(folder, 'cloud.jsonl')
    this.#options = join(folder, 'options.json')
    if (!canInject()) return
    this.#shim = new FaultShim(folder, this.#beginning)
    this.#forks = new ForkServer({ processes, folder, ...{ command: this.#command, env: this.#env } })
  }

  static async open(deps: Deps): Promise<DoomedCloud> {
    const cloud = new DoomedCloud(deps)
    void cloud.#keep()
    await cloud.#next.promise
    return cloud
  }

  /** Leaves alone one that will kill itself. */
  kill(): void {
    if (!this.#isAlive || this.#isDoomed) return
    this.#process?.kill('SIGKILL')
  }

  /** Nothing happens to it from now on. */
  async makePeace(): Promise<void> {
    this.#isPeaceful = true
    this.#next = Promise.withResolvers()
    this.#process?.kill('SIGKILL')
    await this.#next.promise
  }

  /** Does nothing where no process is there. */
  async injectFault(rule: FaultRule): Promise<void> {
    await this.#changeFaults('POST', JSON.stringify(rule))
  }

  async clearFaults(): Promise<void> {
    await this.#changeFaults('DELETE')
  }

  /** Numbers of the bills that were booked, in that order. */
  bookings(): string[] {
    const text = existsSync(this.#journal) ? readFileSync(this.#journal, 'utf8') : ''
    return salesIn(text.slice(0, text.lastIndexOf('\n') + 1)).map(({ number }) => number)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#isAlive) this.#process?.kill('SIGKILL')
    await this.#process?.ended
    this.#forks?.close()
    this.#shim?.close()
  }

  get #isAlive(): boolean {
    return this.#process?.hasEnded === false
  }

  /** Of the process. A folder that it makes first: where it is forked, it goes on from there. */
  get #command(): string[] {
    return [program, this.#beginning, this.#options]
  }

  get #beginning(): string {
    return join(this.#deps.folder, 'begin')
  }

  get #env(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.#shim?.env, NODE_COMPILE_CACHE: compileCache }
  }

  async #keep(): Promise<void> {
    while (!this.#isClosed) {
      const isPeaceful = this.#isPeaceful
      const doom = isPeaceful ? undefined : this.#deps.nextDoom()
      this.#isDoomed = doom !== undefined
      await this.#live(doom, isPeaceful)
      if (this.#isClosed || this.#isPeaceful) continue
      this.#deps.onKilled(doom?.step ?? 'at any moment')
      await sleep(this.#deps.nextPauseMs())
    }
  }

  /** One process, from its start to its death. */
  async #live(doom: Doom | undefined, isPeaceful: boolean): Promise<void> {
    const { processes, assumptions } = this.#deps
    const options: CloudOptions = { journal: this.#journal, assumptions, doom }
    writeFileSync(this.#options, JSON.stringify(options))
    const stdio: StdioOptions = ['ignore', 'pipe', 'pipe']
    const spawned = () => spawnedProcess(processes.start(process.execPath, this.#command, { env: this.#env, stdio }))
    const begun = this.#forks?.start() ?? spawned()
    this.#process = begun
    begun.output.once('data', (line: Buffer) => {
      this.port = Number(line.toString())
      // Peace may have been made while this one started.
      if (isPeaceful || !this.#isPeaceful) this.#next.resolve()
    })
    // Peace may have been made while there was none to kill.
    if (this.#isPeaceful && !isPeaceful) begun.kill('SIGKILL')
    await begun.ended
  }

  async #changeFaults(method: string, body?: string): Promise<void> {
    const url = `http://127.0.0.1:${this.port}/_simulator/faults`
    await fetch(url, { method, ...(body !== undefined && { body }) })
      .then((response) => response.text())
      .catch(() => {})
  }
}

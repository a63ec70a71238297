import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CapillaryAssumptions, type FaultRule, salesIn } from '#simulator/simulator.ts'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'

export const doomSteps = ['before a sale takes effect', 'after a sale took effect', 'as it answers'] as const

/** The process kills itself at this step of the nth write that it meets. */
export interface Doom {
  step: (typeof doomSteps)[number]
  nth: number
}

/** For the process, as JSON. */
export interface CloudOptions {
  /** Path of the file that keeps transactions. */
  journal: string
  assumptions: Partial<CapillaryAssumptions>
  doom?: Doom | undefined
}

interface Deps extends Omit<CloudOptions, 'doom'> {
  processes: ChildProcesses
  /** Of the next process. */
  nextDoom(): Doom | undefined
  /** Until the next process is started. */
  nextPauseMs(): number
  onKilled(when: Doom['step'] | 'at any moment'): void
}

const program = join(import.meta.dirname, 'cloudMain.ts')
const compileCache = new URL('../../out/compile-cache', import.meta.url).pathname

/** A simulated cloud in a process of its own: it is killed, comes back after a while, and keeps its transactions. */
export class DoomedCloud {
  /** Of the process before, while there is none. */
  port = 0
  readonly #deps: Deps
  #child: ChildProcess | undefined
  #isDoomed = false
  #isPeaceful = false
  #isClosed = false
  #next = Promise.withResolvers<void>()

  private constructor(deps: Deps) {
    this.#deps = deps
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
    this.#child?.kill('SIGKILL')
  }

  /** Nothing happens to it from now on. */
  async makePeace(): Promise<void> {
    this.#isPeaceful = true
    this.#next = Promise.withResolvers()
    this.#child?.kill('SIGKILL')
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
    const { journal } = this.#deps
    const text = existsSync(journal) ? readFileSync(journal, 'utf8') : ''
    return salesIn(text.slice(0, text.lastIndexOf('\n') + 1)).map(({ number }) => number)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (!this.#isAlive || !this.#child) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }

  get #isAlive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
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
    const { processes, journal, assumptions } = this.#deps
    const options: CloudOptions = { journal, assumptions, doom }
    const child = processes.start(process.execPath, [program, JSON.stringify(options)], {
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    this.#child = child
    child.stdout?.once('data', (line: Buffer) => {
      this.port = Number(line.toString())
      // Peace may have been made while this one started.
      if (isPeaceful || !this.#isPeaceful) this.#next.resolve()
    })
    // Peace may have been made while there was none to kill.
    if (this.#isPeaceful && !isPeaceful) child.kill('SIGKILL')
    await ended
  }

  async #changeFaults(method: string, body?: string): Promise<void> {
    const url = `http://127.0.0.1:${this.port}/_simulator/faults`
    await fetch(url, { method, ...(body !== undefined && { body }) })
      .then((response) => response.text())
      .catch(() => {})
  }
}

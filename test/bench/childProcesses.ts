import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

const killAfterMs = 5_000

/** The processes that this run starts. Each is ended by its own id, and none outlives the run. */
export class ChildProcesses {
  readonly #children = new Set<ChildProcess>()

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void this.endAll().finally(() => process.exit(1)))
    process.once('exit', () => {
      for (const child of this.#children) child.kill('SIGKILL')
    })
  }

  start(command: string, args: string[], options: SpawnOptions): ChildProcess & { pid: number } {
    const child = spawn(command, args, options)
    // A program that does not exist has no pid, which is checked next; any later failure ends the process.
    child.on('error', () => {})
    if (child.pid === undefined) throw new Error(`${command} could not be processes`)
    this.#children.add(child)
    child.once('exit', () => this.#children.delete(child))
    return child as ChildProcess & { pid: number }
  }

  async end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    await ended
    clearTimeout(timer)
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#children].map((child) => this.end(child)))
  }
}

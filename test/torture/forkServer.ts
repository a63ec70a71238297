import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PassThrough, type Readable, type Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'
import type { AgentProcess } from './agentProcess.ts'

interface Options {
  processes: ChildProcesses
  /** Program and its arguments. */
  command: readonly string[]
  /** For the sockets of the processes; outside of what the shim watches. */
  folder: string
  /** With those of a `FaultShim`. */
  env: NodeJS.ProcessEnv
}

/** Longer than a fork takes on a busy machine. */
const forkTimeoutMs = 60_000
/** Node keeps the pid of the process that was started. */
const ownPid =
  "data:text/javascript,import{readlinkSync}from'node:fs';Object.defineProperty(process,'pid',{get:()=>Number(readlinkSync('/proc/self'))})"
/** Other threads of V8 are not there in a process that was forked. */
const nodeOptions = ['--single-threaded', '--import', ownPid]

/**
 * A process that has loaded its program and stands before its first step outside of itself (faultShim.c). Each start forks it,
 * which takes a tenth of the work of loading the program anew.
 */
export class ForkServer {
  readonly #folder: string
  readonly #server: ChildProcess
  readonly #pids: AsyncIterator<string>
  #stderr = ''
  #starts = 0
  /** Answers come in the order of the commands. */
  #last: Promise<unknown> = Promise.resolve()

  constructor({ processes, command, folder, env }: Options) {
    this.#folder = folder
    this.#server = processes.start(process.execPath, [...nodeOptions, ...command], {
      env: { ...env, SHIM_FORK: '1' },
      stdio: ['ignore', 'inherit', 'pipe', 'pipe', 'pipe'],
    })
    this.#server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
    })
    const [, , , , answers] = this.#server.stdio
    this.#pids = createInterface({ input: answers as Readable })[Symbol.asyncIterator]()
  }

  start(): AgentProcess {
    const output = new PassThrough()
    const forked = this.#fork()
    let hasEnded = false
    const ended = forked.then(async ({ pid, socket }) => {
      socket.on('error', () => {}).pipe(output)
      await once(socket, 'close')
      // Its connection is closed before its locks are.
      while (isThere(pid)) await sleep(1)
      hasEnded = true
      return { code: null, signal: null, stderr: this.#stderr }
    })
    // Who waits for it is told; the others of the run go on.
    ended.catch(() => {})
    return {
      output,
      ended,
      get hasEnded() {
        return hasEnded
      },
      kill: (signal) =>
        void forked.then(
          ({ pid }) => {
            if (!hasEnded) kill(pid, signal)
          },
          () => {},
        ),
    }
  }

  /** Its processes end with it. */
  close(): void {
    this.#server.kill('SIGKILL')
  }

  #fork(): Promise<{ pid: number; socket: Socket }> {
    const forking = this.#last.then(() => this.#forkNext())
    this.#last = forking.catch(() => {})
    return forking
  }

  async #forkNext(): Promise<{ pid: number; socket: Socket }> {
    this.#starts += 1
    const listener = createServer().listen(join(this.#folder, `fork-${this.#starts}`))
    try {
      await once(listener, 'listening')
      const connected = once(listener, 'connection', { signal: AbortSignal.timeout(forkTimeoutMs) })
      const [, , , commands] = this.#server.stdio
      ;(commands as Writable).write(`${join(this.#folder, `fork-${this.#starts}`)}\n`)
      const { value, done } = await this.#pids.next()
      if (done) throw new Error(`the fork server ended: ${this.#stderr}`)
      const [socket] = await connected
      return { pid: Number(value), socket }
    } finally {
      listener.close()
    }
  }
}

function isThere(pid: number): boolean {
  return kill(pid, 0)
}

/** @returns whether it is there */
function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

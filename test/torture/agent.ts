import { setTimeout as sleep } from 'node:timers/promises'
import { type ControlClient, createPipeClient } from '#adapters/network/pipeClient.ts'
import { socketPath } from '#host/paths.ts'
import { forgetRun } from '#host/runRecord.ts'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'
import { type AgentEnd, type AgentProcess, spawnedProcess } from './agentProcess.ts'

export interface AgentOptions {
  program: string
  processes: ChildProcesses
  dataDir: string
  env: NodeJS.ProcessEnv
  vault?: 'keychain' | 'memory'
  /** Path of the key to a vault in a file, in place of `vault`. */
  vaultKey?: string
  /** Path of a provisioning file. */
  provision?: string
  ui?: boolean
  /** Where it runs, in place of a process that is started. The server was made with these arguments. */
  process?: AgentProcess
}

/** The agent ended, or did not get ready in time. */
export class NotReady extends Error {
  readonly end: AgentEnd | 'still running'

  constructor(end: AgentEnd | 'still running') {
    super(end === 'still running' ? 'not ready in time' : `ended with ${end.code ?? end.signal}: ${end.stderr}`)
    this.end = end
  }
}

/** Longer than a start takes on a busy machine. */
const readyTimeoutMs = 180_000
/** Compiling the program takes longer than starting it. */
export const compileCache = new URL('../../out/compile-cache', import.meta.url).pathname

/** The built agent, started to be killed. */
export class DoomedAgent {
  readonly process: AgentProcess
  readonly control: ControlClient
  readonly ended: Promise<AgentEnd>
  /** Resolves once the agent has said that it is ready; never when it ends before. */
  readonly firstLine: Promise<{ port?: number; ui?: { url: string } }>
  port = 0
  /** A one-time link to the browser UI, where it is served. */
  link = ''

  constructor(options: AgentOptions) {
    // Its kills stand for power cuts, which put no agent into safe mode.
    forgetRun(options.dataDir)
    this.process = options.process ?? startedProcess(options)
    this.control = createPipeClient(socketPath(options.dataDir))
    this.ended = this.process.ended
    this.firstLine = this.#readFirstLine()
  }

  /** @throws NotReady */
  async ready(timeoutMs = readyTimeoutMs): Promise<this> {
    const line = await Promise.race([
      this.firstLine,
      this.ended.then((end) => Promise.reject(new NotReady(end))),
      sleep(timeoutMs, undefined, { ref: false }).then(() => Promise.reject(new NotReady('still running'))),
    ])
    const { port, ui } = line
    // In safe mode it has none.
    if (port === undefined) throw new NotReady({ code: null, signal: null, stderr: JSON.stringify(line) })
    this.port = port
    this.link = ui?.url ?? ''
    return this
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Ends it as a power cut does, as far as this process is concerned. */
  kill(): Promise<AgentEnd> {
    this.process.kill('SIGKILL')
    return this.ended
  }

  /** Ends it in an orderly way; `undefined` when it is still there after the timeout, and was then killed. */
  async stop(timeoutMs: number): Promise<AgentEnd | undefined> {
    this.process.kill('SIGTERM')
    const end = await Promise.race([this.ended, sleep(timeoutMs, undefined, { ref: false })])
    if (!end) await this.kill()
    return end
  }

  async #readFirstLine(): Promise<{ port?: number; ui?: { url: string } }> {
    let text = ''
    return new Promise((resolve) => {
      this.process.output.setEncoding('utf8').on('data', (part: string) => {
        text += part
        const end = text.indexOf('\n')
        if (end > 0) resolve(JSON.parse(text.slice(0, end)))
      })
    })
  }
}

/** What an agent is started with. */
export function commandOf({ program, dataDir, vault = 'keychain', vaultKey, provision, ui }: AgentOptions): string[] {
  const kept = vaultKey === undefined ? ['--vault', vault] : ['--vault', 'file', '--vault-key', vaultKey]
  const args = ['serve', '--json', ...kept, '--port', '0', '--data-dir', dataDir]
  if (provision !== undefined) args.push('--provision', provision)
  if (ui) args.push('--ui', '--ui-port', '0')
  return [program, ...args]
}

function startedProcess(options: AgentOptions): AgentProcess {
  const child = options.processes.start(process.execPath, commandOf(options), {
    env: { ...options.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return spawnedProcess(child)
}

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { findLeaks } from './canaries.ts'

export const built = join(import.meta.dirname, '../../out/headless/till-agent.js')
// Some tests start a dozen processes, and each takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

/** For `expect.poll`. */
export const patience = { timeout: 10_000 }

/** Compiling takes longer than most commands do. */
const cache = join(import.meta.dirname, '../../out/compile-cache')

/** A process of ours that has ended. Neither what it printed nor what it was started with held a canary. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

interface Options {
  /** In place of this process's own environment. */
  env?: NodeJS.ProcessEnv
  /** On standard input, which is then closed. */
  input?: string
  /** In place of the one that was built. */
  program?: string
}

interface AgentOptions extends Options {
  dataDir?: string
  vault?: 'keychain' | 'memory'
  provisioning?: object
  port?: number
  /** Serves its window to a browser. */
  ui?: boolean
}

export interface RunningAgent {
  url: string
  port: number
  pid: number
  dataDir: string
  /** Keys made while provisioning. */
  newKeys: { client: { id: string }; key: string }[]
  /** A one-time link to the window. */
  link: string
  /** A request with the key. */
  call(key: string, path: string): Promise<Response>
  end(signal?: NodeJS.Signals): Promise<Ended>
}

/** A folder for one test; whatever was left in it held no canary. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'till-test-'))
  onTestFinished(() => {
    for (const file of filesBelow(folder)) expect(findLeaks(readFileSync(file, 'utf8')), file).toEqual([])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const kept = entries.filter((entry) => entry.isFile() && !/(provision|secret)/.test(entry.name))
  return kept.map((entry) => join(entry.parentPath, entry.name))
}

/** A file in a folder of its own. Call it provision… or secret… when it may hold a canary. */
export function writeInput(name: string, content: string | object): string {
  const path = join(makeFolder(), name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** Runs one command to its end. */
export async function run(args: string[], { env, input = '', program }: Options = {}): Promise<Ended> {
  const child = start(args, env, program)
  child.process.stdin.on('error', () => {})
  child.process.stdin.end(input)
  return child.ended
}

/** The same with `--json`: its answer, or what it says of the fault. */
export async function runJson(args: string[], options?: Options) {
  const { code, stdout, stderr } = await run([...args, '--json'], options)
  return { code, answer: stdout && JSON.parse(stdout), error: stderr && JSON.parse(stderr).error }
}

/** `serve` on a free port, ready; it ends with the test. */
export async function startAgent(options: AgentOptions = {}): Promise<RunningAgent> {
  const { dataDir = join(makeFolder(), 'data'), vault = 'memory', provisioning, port = 0, ui } = options
  const file = provisioning ? ['--provision', writeInput('provision.json', provisioning)] : []
  const args = [
    'serve',
    '--json',
    '--port',
    String(port),
    '--data-dir',
    dataDir,
    '--vault',
    vault,
    ...file,
    ...(ui ? ['--ui', '--ui-port', '0'] : []),
  ]
  const child = start(args, options.env)
  const ready = JSON.parse(await firstLine(child))
  return {
    url: `http://127.0.0.1:${ready.port}`,
    port: ready.port,
    pid: ready.pid,
    dataDir,
    newKeys: ready.newKeys,
    link: ready.ui?.url ?? '',
    call: (key, path) => fetch(`http://127.0.0.1:${ready.port}${path}`, { headers: { 'Till-Agent-Key': key } }),
    end: (signal = 'SIGTERM') => {
      child.process.kill(signal)
      return child.ended
    },
  }
}

export interface Started {
  process: ChildProcessWithoutNullStreams
  /** What it printed so far. */
  stdout(): string
  stderr(): string
  ended: Promise<Ended>
}

/** Starts a command that goes on; it ends with the test. */
export function start(args: string[], env: NodeJS.ProcessEnv = process.env, program = built): Started {
  if (!existsSync(built)) throw new Error('The agent is not built. Run: npm run build')
  expect(findLeaks(args.join(' '))).toEqual([])
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...env, NODE_COMPILE_CACHE: cache },
    stdio: 'pipe',
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code]): Ended => {
    expect(findLeaks(`${stdout}\n${stderr}`)).toEqual([])
    return { code, stdout, stderr }
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { process: child, stdout: () => stdout, stderr: () => stderr, ended }
}

/** What a started command prints first. */
export async function firstLine({ process: child, stdout, ended }: Started): Promise<string> {
  const printed = new Promise<void>((resolve) => {
    child.stdout.on('data', () => {
      if (stdout().includes('\n')) resolve()
    })
  })
  await Promise.race([printed, ended])
  if (!stdout().includes('\n')) throw new Error(`It ended before it was ready: ${(await ended).stderr}`)
  return stdout().split('\n')[0] as string
}

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { findLeaks } from './canaries.ts'
import { closeWithTest } from './closeWithTest.ts'

/** The built command line, which is also the agent. */
export const built = join(import.meta.dirname, '../../out/headless/till-agent.js')

/** Compiling the program takes longer than most commands do. */
const compileCache = join(import.meta.dirname, '../../out/compile-cache')

/** A command that has ended. Neither its arguments nor its output held a canary. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface CommandOptions {
  /** Replaces this process's own environment. */
  env?: NodeJS.ProcessEnv
  /** Written to standard input, which is then closed. */
  input?: string
  /** Replaces the built program. */
  program?: string
}

/** Runs one command to its end. */
export async function run(args: string[], { env, input = '', program }: CommandOptions = {}): Promise<Ended> {
  const command = start(args, env, program)
  command.process.stdin.on('error', () => {})
  command.process.stdin.end(input)
  return command.ended
}

/** Runs one command with `--json`: its answer, or the `error` that it reports. */
export async function runJson(args: string[], options?: CommandOptions) {
  const { code, stdout, stderr } = await run([...args, '--json'], options)
  return { code, answer: stdout && JSON.parse(stdout), error: stderr && JSON.parse(stderr).error }
}

/** A command that goes on running. */
export interface Started {
  process: ChildProcessWithoutNullStreams
  /** The output so far. */
  stdout(): string
  stderr(): string
  ended: Promise<Ended>
}

/** Starts a command that goes on; it is killed when its test has finished. */
export function start(args: string[], env: NodeJS.ProcessEnv = process.env, program = built): Started {
  if (!existsSync(built)) throw new Error('The agent is not built. Run: npm run build')
  expect(findLeaks(args.join(' '))).toEqual([])
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...env, NODE_COMPILE_CACHE: compileCache },
    stdio: 'pipe',
  })
  return follow(child)
}

/** Collects what a program prints; kills it when its test has finished. */
export function follow(child: ChildProcessWithoutNullStreams): Started {
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
  closeWithTest(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { process: child, stdout: () => stdout, stderr: () => stderr, ended }
}

/** The first line that a started command prints. */
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

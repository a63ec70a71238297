import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface Holder {
  pid: number
  /** The first line that it printed. */
  output: string
  kill(): Promise<void>
}

/** Starts `holdCommand.ts`, which holds a lock or a port until it is killed or the test ends. */
export async function startHolder(what: 'lock' | 'listen', where: string): Promise<Holder> {
  const command = [join(import.meta.dirname, 'holdCommand.ts'), what, where, '--password=hush']
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = () => killAndWait(child)
  onTestFinished(kill)
  for await (const line of createInterface(child.stdout)) return { pid: child.pid ?? 0, output: line, kill }
  throw new Error(`The process ended early: ${await text(child.stderr)}`)
}

async function killAndWait(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

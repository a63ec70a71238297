import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningAgent } from './agent.ts'
import type { Environment } from './environment.ts'
import { cpuMicros, endedChildrenMicros, rssMib } from './procfs.ts'
import { median, shuffled } from './statistics.ts'

/** How long commands take, and what an agent takes that nobody asks anything. Milliseconds are of the wall, and CPU. */
export interface StartFigures {
  commands: { name: string; wallMs: number; cpuMs: number }[]
  idle: { rssMib: number; cpuMicrosPerSecond: number; wakeUpsPerSecond: number }
}

interface Setting {
  environment: Environment
  program: string
  /** Starts an agent, and resolves when it is ready. */
  startAgent(): Promise<RunningAgent>
  end(agent: RunningAgent): Promise<void>
  rounds: number
}

interface Command {
  args: readonly string[]
  exitCode: number
}

const serve = 'serve, until it is ready'
/** After its start, an agent warms up. */
const settleMs = 5_000
const idleMs = 10_000

export async function measureStart({ environment, program, startAgent, end, rounds }: Setting): Promise<StartFigures> {
  const running = await startAgent()
  const globals = ['--vault', 'memory', '--data-dir']
  const noAgent = mkdtempSync(join(environment.folder, 'none-'))
  const commands: Record<string, Command> = {
    'node itself': { args: ['-e', '0'], exitCode: 0 },
    '--version': { args: [program, '--version'], exitCode: 0 },
    '--help': { args: [program, '--help'], exitCode: 0 },
    'status, of a running agent': { args: [program, 'status', ...globals, running.dataDir], exitCode: 0 },
    'status, without one': { args: [program, 'status', ...globals, noAgent], exitCode: 3 },
  }
  const samples: { name: string; wallMs: number; cpuMs: number }[] = []
  // The first round fills the cache of compiled code.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of shuffled([...Object.keys(commands), serve])) {
      const command = commands[name]
      const sample = command ? timeCommand(command) : await timeServe(startAgent, end)
      if (round > 0) samples.push({ name, ...sample })
    }
  }
  const idle = await measureIdle(running.pid)
  await end(running)
  const middle = (name: string, what: 'wallMs' | 'cpuMs') =>
    median(samples.filter((sample) => sample.name === name).map((sample) => sample[what]))
  return {
    commands: [...Object.keys(commands), serve].map((name) => ({
      ...{ name, wallMs: middle(name, 'wallMs'), cpuMs: middle(name, 'cpuMs') },
    })),
    idle,
  }
}

function timeCommand({ args, exitCode }: Command): { wallMs: number; cpuMs: number } {
  const startedAtMs = performance.now()
  const beforeMicros = endedChildrenMicros()
  const { status } = spawnSync(process.execPath, args, { stdio: 'pipe' })
  if (status !== exitCode) throw new Error(`${args.join(' ')} ended with ${status}`)
  return { wallMs: performance.now() - startedAtMs, cpuMs: (endedChildrenMicros() - beforeMicros) / 1_000 }
}

async function timeServe(startAgent: Setting['startAgent'], end: Setting['end']) {
  const startedAtMs = performance.now()
  const agent = await startAgent()
  const sample = { wallMs: performance.now() - startedAtMs, cpuMs: cpuMicros([agent.pid]) / 1_000 }
  await end(agent)
  return sample
}

async function measureIdle(pid: number): Promise<StartFigures['idle']> {
  await sleep(settleMs)
  const before = { cpu: cpuMicros([pid]), wakeUps: wakeUpsOf(pid) }
  await sleep(idleMs)
  const seconds = idleMs / 1_000
  return {
    rssMib: rssMib([pid]),
    cpuMicrosPerSecond: (cpuMicros([pid]) - before.cpu) / seconds,
    wakeUpsPerSecond: (wakeUpsOf(pid) - before.wakeUps) / seconds,
  }
}

/** How often the main thread has waited so far. */
function wakeUpsOf(pid: number): number {
  return Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1])
}

import type { ChildProcess } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { pinned } from './cores.ts'
import { type Ground, place } from './ground.ts'
import type { Started } from './started.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bundle = join(root, 'out', 'headless', 'till-agent.js')

export interface RunningAgent {
  child: ChildProcess & { pid: number }
  pid: number
  port: number
  dataDir: string
}

interface Options {
  program: string
  ground: Ground
  started: Started
  core: number | undefined
  provisioning: object
  nodeArgs?: string[]
}

/** The program that users run, as it was just built; a copy, so that building on does not disturb the run. */
export function agentProgram(): string {
  const folder = join(root, 'out', 'bench')
  mkdirSync(folder, { recursive: true })
  const copy = join(folder, 'till-agent.js')
  copyFileSync(bundle, copy)
  return copy
}

/** As `till-agent` starts it. */
const engine = '--max-semi-space-size=4'

/** By default a client may ask 50 times a second (design 7), which is then all that a load test would measure. */
const noRateLimit = { requestsPerSecond: 1_000_000, burst: 1_000_000 }

/** Starts `till-agent serve` on a free port, with a data directory of its own, and waits until it is ready. */
export async function startAgent(options: Options): Promise<RunningAgent> {
  const { program, ground, started, core, provisioning, nodeArgs = [] } = options
  const dataDir = mkdtempSync(join(ground.folder, 'agent-'))
  const file = place(ground, 'provisioning.json', JSON.stringify(provisioning))
  const args = [engine, ...nodeArgs, program, 'serve', '--vault', 'memory', '--provision', file, '--port', '0']
  const child = started.start(...pinned(core, process.execPath, [...args, '--data-dir', dataDir, '--json']), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const { event, port } = JSON.parse(line)
    if (event === 'ready') return { child, pid: child.pid, port, dataDir }
  }
  throw new Error('the agent ended before it was ready')
}

/** One client that may call everything below `/v1/` of each upstream, as often as it likes. */
export function provisioningFor(ground: Ground, upstreams: Record<string, number>): object {
  const ids = Object.keys(upstreams)
  return {
    limits: noRateLimit,
    upstreams: ids.map((id) => ({
      id,
      scheme: 'capillary-till',
      baseUrl: `https://localhost:${upstreams[id]}`,
      caFile: ground.ca.caFile,
      till: ground.till,
      password: ground.password,
    })),
    clients: [
      {
        id: 'pos',
        name: 'Checkout',
        key: ground.clientKey,
        grants: ids.map((upstream) => ({ upstream, allow: [{ methods: ['GET', 'POST'], path: '/v1/**' }] })),
      },
    ],
  }
}

import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ChildProcesses } from './childProcesses.ts'
import { pinned } from './cores.ts'
import { type Environment, writeFileIn } from './environment.ts'

export interface RunningAgent {
  child: ChildProcess & { pid: number }
  pid: number
  port: number
  dataDir: string
}

interface Options {
  program: string
  environment: Environment
  processes: ChildProcesses
  core: number | undefined
  provisioning: object
  nodeArgs?: string[]
  /** Path of the key to a vault in a file; without it the vault is in memory. */
  vaultKey?: string
  /** Settings of the group `telemetry`. */
  telemetry?: object | undefined
}

/** The flag that the `till-agent` launcher passes to Node. */
const v8Flag = '--max-semi-space-size=4'

/** By default a client may ask 50 times a second, which is then all that a load test would measure. */
const noRateLimit = { requestsPerSecond: 1_000_000, burst: 1_000_000 }

/** Starts `till-agent serve` on a free port, with a data directory of its own, and waits until it is ready. */
export async function startAgent(options: Options): Promise<RunningAgent> {
  const { program, environment, processes, core, provisioning, nodeArgs = [], vaultKey, telemetry } = options
  const dataDir = mkdtempSync(join(environment.folder, 'agent-'))
  if (telemetry) {
    const settings = { version: 1, installation: 'bench', upstreams: [], clients: [], telemetry }
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
  }
  const file = writeFileIn(environment, 'provisioning.json', JSON.stringify(provisioning))
  const vault = vaultKey === undefined ? ['--vault', 'memory'] : ['--vault', 'file', '--vault-key', vaultKey]
  const args = [v8Flag, ...nodeArgs, program, 'serve', ...vault, '--provision', file, '--port', '0']
  const child = processes.start(...pinned(core, process.execPath, [...args, '--data-dir', dataDir, '--json']), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const { event, port } = JSON.parse(line)
    if (event === 'ready') return { child, pid: child.pid, port, dataDir }
  }
  throw new Error('the agent ended before it was ready')
}

/** Provisioning with one client that may call every path below `/v1/` of each upstream without a rate limit. */
export function provisioningFor(environment: Environment, upstreams: Record<string, number>): object {
  const ids = Object.keys(upstreams)
  return {
    limits: noRateLimit,
    upstreams: ids.map((id) => ({
      id,
      scheme: 'capillary-till',
      baseUrl: `https://localhost:${upstreams[id]}`,
      caFile: environment.ca.caFile,
      till: environment.till,
      password: environment.password,
    })),
    clients: [
      {
        id: 'pos',
        name: 'Checkout',
        key: environment.clientKey,
        grants: ids.map((upstream) => ({ upstream, allow: [{ methods: ['GET', 'POST'], path: '/v1/**' }] })),
      },
    ],
  }
}

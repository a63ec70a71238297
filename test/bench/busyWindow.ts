// Whether a busy window slows requests to the POS API down, which the same process serves:
// node test/bench/busyWindow.ts [seconds] [rounds]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kind, startApp } from '#test/electron/host.ts'
import { freePort } from '#test/support/freePort.ts'
import { withPrivateKeyring } from '#test/support/keyring.ts'
import { median, quantile, shuffled } from './statistics.ts'
import { activities } from './window/activities.ts'
import { measurePacedRequests, requestsPerSecond } from './window/pacedRequests.ts'

const root = join(import.meta.dirname, '../..')
const seconds = Number(process.argv[2] ?? 5)
const rounds = Number(process.argv[3] ?? 5)
const warmUpSeconds = 3
const key = `ta_pos_${'b'.repeat(43)}`

/** The receivers of the requests, measured at the same time. */
const targets = ['agent of the window', 'agent in a process of its own', 'no agent: the machine as it is']

await withPrivateKeyring('unlocked', async (env) => {
  const work = mkdtempSync(join(tmpdir(), 'till-busy-'))
  const cloud = await startCloud()
  const file = join(work, 'provision.json')
  writeFileSync(file, JSON.stringify(provisioning(cloud.port)), { mode: 0o600 })
  const port = await freePort()
  Object.assign(process.env, env)
  const app = await startApp(['--port', String(port), '--data-dir', join(work, 'data'), '--provision', file], {
    TILL_TEST_WHOLE_CHROMIUM: 'yes',
  })
  const separateAgent = await startSeparateAgent(file, join(work, 'separate'))
  try {
    process.stdout.write(
      `On ${kind}.\n${requestsPerSecond} requests a second, ${rounds} times ${seconds} s; milliseconds, medians.\n`,
    )
    const ports = [port, separateAgent.port, cloud.port]
    const measureAll = (forSeconds: number) =>
      Promise.all(ports.map((each) => measurePacedRequests({ port: each, key }, forSeconds)))
    await measureAll(warmUpSeconds)
    const results = new Map(activities.map(([name]) => [name, ports.map((): number[][] => [])]))
    for (let round = 0; round < rounds; round += 1)
      for (const [name, start] of shuffled(activities)) {
        const end = await start(app, cloud.port)
        const times = await measureAll(seconds)
        await end()
        for (const [at, list] of results.get(name)?.entries() ?? []) list.push(times[at] ?? [])
      }
    for (const [name, lists] of results) {
      process.stdout.write(`${name}\n`)
      for (const [at, list] of lists.entries())
        process.stdout.write(`  ${targets[at]?.padEnd(36)} ${percentiles(list)}\n`)
    }
  } finally {
    separateAgent.end()
    await app.kill()
    cloud.close()
    rmSync(work, { recursive: true, force: true })
  }
})

/** An agent that shares nothing with the window: the best that a utility process could achieve. */
async function startSeparateAgent(file: string, dataDir: string) {
  const args = ['serve', '--json', '--vault', 'memory', '--port', '0', '--data-dir', dataDir, '--provision', file]
  const program = join(root, 'out/headless/till-agent.js')
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  return { port: JSON.parse(String(line)).port as number, end: () => child.kill() }
}

function percentiles(times: number[][]): string {
  const values = [0.5, 0.95, 0.99].map((share) => median(times.map((round) => quantile(round, share))))
  return ['p50', 'p95', 'p99'].map((name, at) => `${name} ${values[at]?.toFixed(1).padStart(6)}`).join('  ')
}

function provisioning(port: number) {
  const baseUrl = `http://127.0.0.1:${port}`
  return {
    // After a pause of the machine, requests arrive in bursts.
    limits: { requestsPerSecond: 1_000, burst: 1_000 },
    upstreams: [{ id: 'cloud', scheme: 'capillary-till', baseUrl, till: 'till1', password: 'bench' }],
    clients: [{ id: 'pos', name: 'Bench', key, grants: [{ upstream: 'cloud', allow: ['capillary:sell'] }] }],
  }
}

/** Answers at once. `/large` sends 20 MiB a second, like an update over a good line. */
async function startCloud() {
  const piece = Buffer.alloc(1024 * 1024)
  const server = createServer((request, response) => {
    if (request.url !== '/large') return response.end('{}')
    let left = seconds * 20
    const timer = setInterval(() => {
      response.write(piece)
      left -= 1
      if (left > 0) return
      clearInterval(timer)
      response.end()
    }, 50)
    return response
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { port: (server.address() as AddressInfo).port, close }
}

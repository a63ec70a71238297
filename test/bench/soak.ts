import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { copyOfProgram } from '#test/support/programCopy.ts'
import { type RunningAgent, startAgent } from './agent.ts'
import { ChildProcesses } from './childProcesses.ts'
import { createEnvironment, newKey, writeFileIn } from './environment.ts'
import { startNetworkLink } from './networkLink.ts'
import { freePorts } from './ports.ts'
import { errorLines } from './soak/agentLog.ts'
import { ClientLoad, type SoakClient } from './soak/clients.ts'
import { RequestJournal } from './soak/journal.ts'
import { heapLeaks, resourceLeaks } from './soak/leaks.ts'
import { LiveHeap } from './soak/liveHeap.ts'
import { AgentMonitor } from './soak/monitor.ts'
import { NetworkFaults } from './soak/networkFaults.ts'
import { summaryOf } from './soak/summary.ts'
import type { UpstreamReport } from './soak/upstream.ts'

// npm run soak [-- --minutes N]: well-behaved and hostile clients of the agent, over a link that fails and returns.
// Exits with 1 on a leak, a stuck request or a wrong response.

/** Share of the soak after which everything has run once, so that the heap no longer grows. */
const warmAfter = 0.2
/** Time for active requests to end after the last client has stopped. */
const idleTimeoutMs = 35_000
const exitTimeoutMs = 10_000

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
if (!(minutes >= 0.5 && minutes <= 24 * 60)) throw new Error('--minutes must be a number from 0.5 to 1440')

const environment = createEnvironment()
const processes = new ChildProcesses()
const journal = new RequestJournal()
const report = (violations: string[]) => {
  for (const violation of violations) journal.reportViolation(violation)
}
const [flood, monitoring, ...clients] = ['flood', 'monitor', 'till', 'kiosk', 'scales', 'office'].map((id) => ({
  id,
  key: newKey(id),
})) as [SoakClient, SoakClient, ...SoakClient[]]
try {
  const [cloudPort = 0, linkPort = 0, inspectPort = 0] = await freePorts(3)
  const cloud = await startCloud(cloudPort)
  const link = await startNetworkLink({ processes, core: undefined, port: linkPort, targetPort: cloudPort, delayMs: 5 })
  const agent = await startAgent({
    program: copyOfProgram('bench'),
    environment,
    processes,
    core: undefined,
    provisioning: provisioningOf(linkPort),
    nodeArgs: [`--inspect-port=127.0.0.1:${inspectPort}`],
  })
  const heap = await LiveHeap.attach(agent.pid, inspectPort)
  const agentUrl = `http://127.0.0.1:${agent.port}`
  const monitor = new AgentMonitor(agent.pid, agentUrl, monitoring)
  const networkFaults = new NetworkFaults(link)
  const first = await monitor.sample()

  const untilMs = performance.now() + minutes * 60_000
  const isOver = () => performance.now() >= untilMs
  const warmHeapMib = sleep(minutes * 60_000 * warmAfter).then(() => heap.mib())
  const setting = { base: `${agentUrl}/via/cloud`, journal, networkFaults, isOver }
  await Promise.all([
    ...clients.map((client) => new ClientLoad(client, setting).run()),
    new ClientLoad(flood, setting).flood(),
    monitor.sampleUntil(isOver).catch((thrown) => report([`the agent did not send its status: ${thrown}`])),
    networkFaults.run(untilMs, (state) =>
      log(`link ${state}; ${journal.requests} requests so far, ${journal.violationCount} violations`),
    ),
  ])
  const last = await monitor.waitUntilIdle(idleTimeoutMs)
  const [warmMib, lastMib] = [await warmHeapMib, await heap.mib()]
  log(`live objects: ${warmMib.toFixed(1)} MiB after the warm-up, ${lastMib.toFixed(1)} MiB at the end`)
  heap.close()
  journal.reconcile(await reportOf(cloud))
  report(resourceLeaks(first, last))
  report(heapLeaks(warmMib, lastMib))
  report(errorLines(agent.dataDir).map((line) => `in the log: ${line}`))
  const exit = await exitOf(agent)
  if (exit !== 0) report([`after SIGTERM the agent ended with ${exit}`])
  const { outages } = networkFaults
  process.stdout.write(summaryOf({ minutes, outages, journal, first, samples: monitor.samples, last }))
  process.exitCode = journal.violationCount === 0 ? 0 : 1
} finally {
  await processes.endAll()
  environment.remove()
}

async function startCloud(port: number) {
  const program = fileURLToPath(new URL('soak/upstream.ts', import.meta.url))
  const files = [
    writeFileIn(environment, 'cloud.key', environment.ca.key),
    writeFileIn(environment, 'cloud.pem', environment.ca.cert),
  ]
  const stdio: ('ignore' | 'inherit' | 'ipc')[] = ['ignore', 'inherit', 'inherit', 'ipc']
  const child = processes.start(process.execPath, [program, String(port), ...files, environment.basic], { stdio })
  await once(child, 'message')
  return child
}

async function reportOf(cloud: Awaited<ReturnType<typeof startCloud>>): Promise<UpstreamReport> {
  const reply = once(cloud, 'message')
  cloud.send('count')
  const [message] = await reply
  return message as UpstreamReport
}

function provisioningOf(port: number): object {
  const { ca, till, password } = environment
  const grants = [{ upstream: 'cloud', allow: [{ methods: ['GET', 'POST'], path: '/v1/**' }] }]
  return {
    upstreams: [
      {
        id: 'cloud',
        scheme: 'capillary-till',
        baseUrl: `https://localhost:${port}`,
        caFile: ca.caFile,
        till,
        password,
      },
    ],
    clients: [flood, monitoring, ...clients].map(({ id, key }) => ({ id, name: id, key, grants })),
  }
}

/** Ends the agent with SIGTERM. @returns its exit code */
async function exitOf({ child }: RunningAgent): Promise<unknown> {
  const exited = once(child, 'exit').then(([code]) => code)
  child.kill('SIGTERM')
  return Promise.race([exited, sleep(exitTimeoutMs, 'still running', { ref: false })])
}

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
}

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { provisioningFor, type RunningAgent, startAgent } from './agent.ts'
import { cpuMicros } from './procfs.ts'
import { responses } from './responses.ts'
import { type Setup, upstreamUrl } from './setup.ts'
import { quantile, shuffled } from './statistics.ts'
import { wrk } from './wrk.ts'

/** `blocked`: the collector takes connections and answers nothing. */
export const telemetryModes = ['off', 'on, collector blocked', 'on, blocked, all requests traced'] as const
type Mode = (typeof telemetryModes)[number]

/** One second or more of requests, eight callers at once. */
export interface TelemetrySlice {
  mode: Mode
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Of the agent: a busy machine changes it less than the others. */
  cpuMicrosPerRequest: number
}

/** Until then V8 still compiles what a request runs through, which would count as a cost of whichever agent is younger. */
const warmUpSeconds = 8

/** What telemetry costs a sale: the same load with and without, in turns. */
export async function measureTelemetry(setup: Setup, rounds: number, seconds: number): Promise<TelemetrySlice[]> {
  const { environment, processes, program, cores, cloudPort, bearer } = setup
  const collector = await startBlockedCollector()
  const common = { endpoint: collector.url, intervalSeconds: 5 }
  const settings: Record<Mode, object | undefined> = {
    off: undefined,
    'on, collector blocked': common,
    'on, blocked, all requests traced': { ...common, tracePercent: 100 },
  }
  const provisioning = provisioningFor(environment, { cloud: cloudPort })
  const start = { program, environment, processes, core: cores?.broker, provisioning }
  const slices: TelemetrySlice[] = []
  const agents = new Map<Mode, RunningAgent>()
  try {
    for (const mode of telemetryModes) agents.set(mode, await startAgent({ ...start, telemetry: settings[mode] }))
    const load = (agent: RunningAgent, forSeconds: number) =>
      wrk(
        {
          ...{ url: `${upstreamUrl(agent, 'cloud')}/v1/small`, headers: { Authorization: bearer } },
          ...{ method: 'GET', connections: 8, seconds: forSeconds },
        },
        processes,
        cores?.load,
      )
    for (const agent of agents.values()) await load(agent, warmUpSeconds)
    for (let round = 0; round < rounds; round += 1)
      for (const [mode, agent] of shuffled([...agents])) {
        const before = cpuMicros([agent.pid])
        const { requests, micros, bytes, p50, p99 } = await load(agent, seconds)
        const cpuMicrosPerRequest = (cpuMicros([agent.pid]) - before) / requests
        if (bytes < requests * responses.small.length) throw new Error(`too few bytes with telemetry ${mode}`)
        const times = { requestsPerSecond: (requests / micros) * 1e6, p50Ms: p50 / 1_000, p99Ms: p99 / 1_000 }
        slices.push({ mode, ...times, cpuMicrosPerRequest })
      }
    if (collector.connections() === 0) throw new Error('nothing was sent to the collector')
    return slices
  } finally {
    for (const { child } of agents.values()) await processes.end(child)
    collector.close()
  }
}

async function startBlockedCollector() {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => sockets.size,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** The medians of each mode. */
export function telemetryRows(
  slices: readonly TelemetrySlice[],
): { mode: Mode; ofOff: number; median: TelemetrySlice }[] {
  const medians = telemetryModes.map((mode) => {
    const own = slices.filter((slice) => slice.mode === mode)
    const median = (of: (slice: TelemetrySlice) => number) => quantile(own.map(of), 0.5)
    const requestsPerSecond = median((slice) => slice.requestsPerSecond)
    return {
      mode,
      requestsPerSecond,
      p50Ms: median(({ p50Ms }) => p50Ms),
      p99Ms: median(({ p99Ms }) => p99Ms),
      cpuMicrosPerRequest: median((slice) => slice.cpuMicrosPerRequest),
    }
  })
  const off = medians[0]?.requestsPerSecond ?? Number.NaN
  return medians.map((median) => ({ mode: median.mode, median, ofOff: median.requestsPerSecond / off }))
}

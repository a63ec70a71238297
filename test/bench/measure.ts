import type { RunningAgent } from './agent.ts'
import { ChildProcesses } from './childProcesses.ts'
import type { Cores } from './cores.ts'
import { createEnvironment } from './environment.ts'
import { loads } from './loads.ts'
import { describeMachine, type Machine } from './machine.ts'
import { type MemoryFigures, measureMemory } from './memory.ts'
import { measureOutbox, type OutboxFigures } from './outbox.ts'
import { measureProfile, type ProfileShare } from './profile.ts'
import { postBody } from './responses.ts'
import { measureRounds, type Slice } from './rounds.ts'
import { type Setup, startSetup, upstreamUrl } from './setup.ts'
import { measureStart, type StartFigures } from './startUp.ts'
import { type LinkTimes, measureStoreLink } from './storeLink.ts'
import { measureTelemetry, type TelemetrySlice } from './telemetry.ts'
import { wrk } from './wrk.ts'

/** How much one run measures. */
export interface BenchSize {
  isQuick: boolean
  rounds: number
  linkCycles: number
  firstSales: number
  starts: number
  memoryRequests: number
  memoryWarmUpSeconds: number
  /** Requests by the outbox, one after another. */
  keptRequests: number
  profileSeconds: number
  telemetryRounds: number
  /** Time limits, after which a part ends unfinished. */
  memoryWithinMs: number
  roundsWithinMs: number
}

/** The results of one run, as results/latest.json holds them. */
export interface Results {
  measuredAt: string
  isQuick: boolean
  machine: Machine
  cores: Cores | undefined
  slices: Slice[]
  link: LinkTimes
  memory: MemoryFigures
  start: StartFigures
  outbox: OutboxFigures
  profile: ProfileShare[]
  telemetry: TelemetrySlice[]
}

/** Instead of everything else. */
export function profile(seconds: number): Promise<ProfileShare[]> {
  return alone((setup) => measureProfile(setup, seconds))
}

/** Of each slice. */
const telemetrySeconds = 2

/** Instead of everything else. */
export function telemetry({ telemetryRounds }: Pick<BenchSize, 'telemetryRounds'>): Promise<TelemetrySlice[]> {
  return alone((setup) => measureTelemetry(setup, telemetryRounds, telemetrySeconds))
}

async function alone<Figures>(measure: (setup: Setup) => Promise<Figures>): Promise<Figures> {
  const environment = createEnvironment()
  const processes = new ChildProcesses()
  try {
    return await measure(await startSetup(environment, processes))
  } finally {
    await processes.endAll()
    environment.remove()
  }
}

export async function measureAll(size: BenchSize): Promise<Results> {
  const environment = createEnvironment()
  const processes = new ChildProcesses()
  try {
    const setup = await startSetup(environment, processes)
    const { isQuick } = size
    const about = { measuredAt: new Date().toISOString(), isQuick, machine: describeMachine(), cores: setup.cores }
    // Memory comes first: it needs an agent without earlier requests, and leaves a warm one.
    const memory = await memoryOf(setup, size)
    const start = await startOf(setup, size)
    const outbox = await outboxOf(setup, size)
    const link = await linkTimesOf(setup, size)
    const slices = await slicesOf(setup, size)
    logProgress('profile')
    const profile = await measureProfile(setup, size.profileSeconds)
    logProgress('telemetry')
    const telemetry = await measureTelemetry(setup, size.telemetryRounds, telemetrySeconds)
    return { ...about, memory, start, outbox, link, slices, profile, telemetry }
  } finally {
    await processes.endAll()
    environment.remove()
  }
}

function memoryOf({ agent, bearer, processes, cores }: Setup, size: BenchSize): Promise<MemoryFigures> {
  logProgress('memory')
  return measureMemory({
    agent: { pid: agent.pid, url: `${upstreamUrl(agent, 'cloud')}/v1/small` },
    authorization: bearer,
    processes,
    core: cores?.load,
    warmUpSeconds: size.memoryWarmUpSeconds,
    requests: size.memoryRequests,
    giveUpAtMs: performance.now() + size.memoryWithinMs,
  })
}

function startOf({ environment, processes, program, newAgent }: Setup, { starts }: BenchSize): Promise<StartFigures> {
  logProgress('start')
  const end = ({ child }: RunningAgent) => processes.end(child)
  return measureStart({ environment, program, startAgent: newAgent, end, rounds: starts })
}

function outboxOf(
  { environment, processes, program, cores, cloudPort }: Setup,
  size: BenchSize,
): Promise<OutboxFigures> {
  logProgress('outbox')
  const load = (url: string, headers: Record<string, string>) =>
    wrk(
      { url, headers, method: 'POST', body: postBody, connections: 64, seconds: size.isQuick ? 2 : 5 },
      processes,
      cores?.load,
    )
  const how = { requests: size.keptRequests, core: cores?.broker, load }
  return measureOutbox({ environment, processes, program, cloudPort, ...how })
}

function linkTimesOf(setup: Setup, { linkCycles, firstSales }: BenchSize): Promise<LinkTimes> {
  logProgress('store link')
  const { environment, processes, agent, linkPort, nginxLinkPort } = setup
  const startAgent = async () => {
    const newAgent = await setup.newAgent()
    return { url: `${upstreamUrl(newAgent, 'store')}/v1/small`, end: () => processes.end(newAgent.child) }
  }
  const agentUrl = `${upstreamUrl(agent, 'store')}/v1/small`
  return measureStoreLink(
    { environment, linkPort, nginxPort: nginxLinkPort, agentUrl, startAgent },
    linkCycles,
    firstSales,
  )
}

async function slicesOf({ variants, processes, cores, pids }: Setup, size: BenchSize): Promise<Slice[]> {
  logProgress('warming up')
  const core = cores?.load
  const warmUp = { method: 'GET', connections: 64, seconds: 2 } as const
  for (const { base, authorization } of variants)
    await wrk({ ...warmUp, url: `${base}/v1/small`, headers: { Authorization: authorization } }, processes, core)
  const chosen = loads.filter(({ isQuick }) => isQuick || !size.isQuick)
  const giveUpAtMs = performance.now() + size.roundsWithinMs
  return measureRounds({ variants, processes, core, pids }, chosen, size.rounds, giveUpAtMs)
}

function logProgress(what: string): void {
  process.stderr.write(`${what}\n`)
}

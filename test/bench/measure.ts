import type { Cores } from './cores.ts'
import { makeGround } from './ground.ts'
import { loads } from './loads.ts'
import { describeMachine, type Machine } from './machine.ts'
import { type MemoryFigures, measureMemory } from './memory.ts'
import { type Rig, startRig, via } from './rig.ts'
import { measureRounds, type Slice } from './rounds.ts'
import { Started } from './started.ts'
import { type LinkTimes, measureStoreLink } from './storeLink.ts'
import { wrk } from './wrk.ts'

/** How much is measured. */
export interface Extent {
  isQuick: boolean
  rounds: number
  linkCycles: number
  firstSales: number
  memoryRequests: number
  memoryWarmUpSeconds: number
  /** When each part ends although not all of it is done. */
  memoryWithinMs: number
  roundsWithinMs: number
}

/** Everything that was measured in one run. */
export interface Results {
  measuredAt: string
  isQuick: boolean
  machine: Machine
  cores: Cores | undefined
  slices: Slice[]
  link: LinkTimes
  memory: MemoryFigures
}

export async function measureAll(extent: Extent): Promise<Results> {
  const ground = makeGround()
  const started = new Started()
  try {
    const rig = await startRig(ground, started)
    const { isQuick } = extent
    const about = { measuredAt: new Date().toISOString(), isQuick, machine: describeMachine(), cores: rig.cores }
    // Memory first: the agent must not have been called before, and is warm afterwards.
    const memory = await memoryOf(rig, extent)
    const link = await linkTimesOf(rig, extent)
    return { ...about, memory, link, slices: await slicesOf(rig, extent) }
  } finally {
    await started.endAll()
    ground.remove()
  }
}

function memoryOf({ agent, bearer, started, cores }: Rig, extent: Extent): Promise<MemoryFigures> {
  say('memory')
  return measureMemory({
    agent: { pid: agent.pid, url: `${via(agent, 'cloud')}/v1/small` },
    authorization: bearer,
    started,
    core: cores?.load,
    warmUpSeconds: extent.memoryWarmUpSeconds,
    requests: extent.memoryRequests,
    giveUpAtMs: performance.now() + extent.memoryWithinMs,
  })
}

function linkTimesOf(rig: Rig, { linkCycles, firstSales }: Extent): Promise<LinkTimes> {
  say('the line of a store')
  const { ground, started, agent, linePort, nginxLinePort: nginxPort } = rig
  const freshAgent = async () => {
    const fresh = await rig.newAgent()
    return { url: `${via(fresh, 'store')}/v1/small`, end: () => started.end(fresh.child) }
  }
  const agentUrl = `${via(agent, 'store')}/v1/small`
  return measureStoreLink({ ground, linePort, nginxPort, agentUrl, freshAgent }, linkCycles, firstSales)
}

async function slicesOf({ variants, started, cores, pids }: Rig, extent: Extent): Promise<Slice[]> {
  say('warming up')
  const core = cores?.load
  const shot = { method: 'GET', connections: 64, seconds: 2 } as const
  for (const { base, authorization } of variants)
    await wrk({ ...shot, url: `${base}/v1/small`, headers: { Authorization: authorization } }, started, core)
  const chosen = loads.filter(({ isQuick }) => isQuick || !extent.isQuick)
  const giveUpAtMs = performance.now() + extent.roundsWithinMs
  return measureRounds({ variants, started, core, pids }, chosen, extent.rounds, giveUpAtMs)
}

function say(what: string): void {
  process.stderr.write(`${what}\n`)
}

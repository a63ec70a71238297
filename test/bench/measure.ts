import type { RunningAgent } from './agent.ts'
import { agentProgramWithoutRateLimit, provisioningFor, startAgent } from './agent.ts'
import { type Cores, pickCores } from './cores.ts'
import { makeGround } from './ground.ts'
import { layLine } from './line.ts'
import { loads } from './loads.ts'
import { describeMachine, type Machine } from './machine.ts'
import { type MemoryFigures, measureMemory } from './memory.ts'
import { startCloud, startProxy } from './nginx.ts'
import { freePorts } from './ports.ts'
import { family } from './procfs.ts'
import { measureRounds, type Slice } from './rounds.ts'
import { Started } from './started.ts'
import { type LinkTimes, measureStoreLink } from './storeLink.ts'
import type { Variant } from './variants.ts'
import { wrk } from './wrk.ts'

/** How much is measured. */
export interface Extent {
  isQuick: boolean
  rounds: number
  linkCycles: number
  firstSales: number
  memoryRequests: number
  memoryWarmUpSeconds: number
  /** When the rounds end although not all are done. */
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

/** There and back. */
const linkRoundTripMs = 50

export async function measureAll(extent: Extent): Promise<Results> {
  const ground = makeGround()
  const started = new Started()
  try {
    const cores = pickCores()
    const { broker, load: core } = cores ?? {}
    const [cloudPort = 0, linePort = 0, proxyPort = 0, proxyLinePort = 0] = await freePorts(4)
    const cloud = await startCloud({ name: 'cloud-nginx', ground, started, core, port: cloudPort })
    const line = await layLine({ started, core, port: linePort, targetPort: cloudPort, delayMs: linkRoundTripMs / 2 })
    const proxy = await startProxy({ name: 'proxy-nginx', ground, started, core: broker, port: proxyPort }, [
      { port: proxyPort, cloudPort },
      { port: proxyLinePort, cloudPort: linePort },
    ])
    const program = agentProgramWithoutRateLimit()
    const provisioning = provisioningFor(ground, { cloud: cloudPort, store: linePort })
    const newAgent = () => startAgent({ program, ground, started, core: broker, provisioning })
    const bearer = `Bearer ${ground.clientKey}`

    say('store link')
    const agent = await newAgent()
    const link = await measureStoreLink(
      {
        ground,
        linePort,
        nginxPort: proxyLinePort,
        agentUrl: `${viaOf(agent, 'store')}/v1/small`,
        freshAgent: async () => {
          const fresh = await newAgent()
          return { url: `${viaOf(fresh, 'store')}/v1/small`, end: () => started.end(fresh.child) }
        },
      },
      extent.linkCycles,
      extent.firstSales,
    )

    say('memory')
    const fresh = await newAgent()
    const memory = await measureMemory({
      agent: { pid: fresh.pid, url: `${viaOf(fresh, 'cloud')}/v1/small` },
      authorization: bearer,
      started,
      core,
      warmUpSeconds: extent.memoryWarmUpSeconds,
      requests: extent.memoryRequests,
      giveUpAtMs: performance.now() + 60_000,
    })
    await started.end(fresh.child)

    const variants: Variant[] = [
      { name: 'direct', base: `https://127.0.0.1:${cloudPort}`, authorization: ground.basic, pids: () => [] },
      {
        name: 'nginx',
        base: `http://127.0.0.1:${proxyPort}`,
        authorization: bearer,
        pids: () => family(proxy.pid),
      },
      { name: 'agent', base: viaOf(agent, 'cloud'), authorization: bearer, pids: () => [agent.pid] },
    ]
    const chosen = loads.filter(({ isQuick }) => isQuick || !extent.isQuick)
    say('warming up')
    for (const { base, authorization } of variants)
      await wrk(
        {
          url: `${base}/v1/small`,
          headers: { Authorization: authorization },
          method: 'GET',
          connections: 8,
          seconds: 2,
        },
        started,
        core,
      )
    const slices = await measureRounds(
      {
        variants,
        started,
        core,
        pids: () => [...family(cloud.pid), ...family(proxy.pid), agent.pid, line.pid],
      },
      chosen,
      extent.rounds,
      performance.now() + extent.roundsWithinMs,
    )
    const { isQuick } = extent
    return { measuredAt: new Date().toISOString(), isQuick, machine: describeMachine(), cores, slices, link, memory }
  } finally {
    await started.endAll()
    ground.remove()
  }
}

function viaOf({ port }: RunningAgent, upstream: string): string {
  return `http://127.0.0.1:${port}/via/${upstream}`
}

function say(what: string): void {
  process.stderr.write(`${what}\n`)
}

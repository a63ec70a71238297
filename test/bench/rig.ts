import { agentProgram, provisioningFor, type RunningAgent, startAgent } from './agent.ts'
import { type Cores, pickCores } from './cores.ts'
import type { Ground } from './ground.ts'
import { layLine } from './line.ts'
import { startCloud, startProxy } from './nginx.ts'
import { freePorts } from './ports.ts'
import { family } from './procfs.ts'
import type { Started } from './started.ts'
import type { Variant } from './variants.ts'

/** The cloud, the line to it, and those who stand between a caller and them. */
export interface Rig {
  ground: Ground
  started: Started
  cores: Cores | undefined
  bearer: string
  agent: RunningAgent
  variants: readonly Variant[]
  /** The near end of the store's line, and nginx in front of it. */
  linePort: number
  nginxLinePort: number
  /** One more agent, like the first. */
  newAgent(): Promise<RunningAgent>
  /** Everything that runs. */
  pids(): number[]
}

/** There and back. */
const lineRoundTripMs = 50

export async function startRig(ground: Ground, started: Started): Promise<Rig> {
  const cores = pickCores()
  const { broker, load: core } = cores ?? {}
  const [cloudPort = 0, linePort = 0, nginxPort = 0, nginxLinePort = 0] = await freePorts(4)
  const cloud = await startCloud({ name: 'cloud-nginx', ground, started, core, port: cloudPort })
  const line = await layLine({ started, core, port: linePort, targetPort: cloudPort, delayMs: lineRoundTripMs / 2 })
  const nginx = await startProxy({ name: 'proxy-nginx', ground, started, core: broker, port: nginxPort }, [
    { port: nginxPort, cloudPort },
    { port: nginxLinePort, cloudPort: linePort },
  ])
  const program = agentProgram()
  const provisioning = provisioningFor(ground, { cloud: cloudPort, store: linePort })
  const newAgent = () => startAgent({ program, ground, started, core: broker, provisioning })
  const agent = await newAgent()
  const bearer = `Bearer ${ground.clientKey}`
  const here = `http://127.0.0.1:${nginxPort}`
  const variants: Variant[] = [
    { name: 'direct', base: `https://127.0.0.1:${cloudPort}`, authorization: ground.basic, pids: () => [] },
    { name: 'nginx', base: here, authorization: bearer, pids: () => family(nginx.pid) },
    { name: 'agent', base: via(agent, 'cloud'), authorization: bearer, pids: () => [agent.pid] },
  ]
  const pids = () => [...family(cloud.pid), ...family(nginx.pid), agent.pid, line.pid]
  return { ground, started, cores, bearer, agent, variants, linePort, nginxLinePort, newAgent, pids }
}

/** Where an agent takes requests for one of its upstreams. */
export function via({ port }: RunningAgent, upstream: 'cloud' | 'store'): string {
  return `http://127.0.0.1:${port}/via/${upstream}`
}

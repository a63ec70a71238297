import { copyOfProgram } from '#test/support/programCopy.ts'
import { provisioningFor, type RunningAgent, startAgent } from './agent.ts'
import type { ChildProcesses } from './childProcesses.ts'
import { type Cores, pickCores } from './cores.ts'
import type { Environment } from './environment.ts'
import { startNetworkLink } from './networkLink.ts'
import { startCloud, startProxy } from './nginx.ts'
import { freePorts } from './ports.ts'
import { processTree } from './procfs.ts'
import { startReference } from './reference/start.ts'
import type { Variant } from './variants.ts'

/** The running processes of a bench: the cloud, the link to it, and the brokers between them and a caller. */
export interface Setup {
  environment: Environment
  processes: ChildProcesses
  cores: Cores | undefined
  bearer: string
  /** A copy of the built agent. */
  program: string
  agent: RunningAgent
  variants: readonly Variant[]
  cloudPort: number
  /** Port of the store link. */
  linkPort: number
  /** Port of nginx in front of the store link. */
  nginxLinkPort: number
  /** Starts another agent with the same provisioning. */
  newAgent(nodeArgs?: string[]): Promise<RunningAgent>
  newBareClient(nodeArgs: string[]): ReturnType<typeof startReference>
  /** Ids of all processes of the bench except load generators. */
  pids(): number[]
}

/** Round trip of the store link. */
const roundTripMs = 50

export async function startSetup(environment: Environment, processes: ChildProcesses): Promise<Setup> {
  const cores = pickCores()
  const { broker, load: core } = cores ?? {}
  const [cloudPort = 0, linkPort = 0, nginxPort = 0, nginxLinkPort = 0] = await freePorts(4)
  const cloud = await startCloud({ name: 'cloud-nginx', environment, processes, core, port: cloudPort })
  const link = await startNetworkLink({
    processes,
    core,
    port: linkPort,
    targetPort: cloudPort,
    delayMs: roundTripMs / 2,
  })
  const nginx = await startProxy({ name: 'proxy-nginx', environment, processes, core: broker, port: nginxPort }, [
    { port: nginxPort, cloudPort },
    { port: nginxLinkPort, cloudPort: linkPort },
  ])
  const program = copyOfProgram('bench')
  const provisioning = provisioningFor(environment, { cloud: cloudPort, store: linkPort })
  const newAgent = (nodeArgs: string[] = []) =>
    startAgent({ program, environment, processes, core: broker, provisioning, nodeArgs })
  const agent = await newAgent()
  const small = { environment, processes, core: broker, cloudPort }
  const ownClient = await startReference('bare client', small)
  const newBareClient = (nodeArgs: string[]) => startReference('bare client', { ...small, nodeArgs })
  const undici = await startReference('bare undici', small)
  const bearer = `Bearer ${environment.clientKey}`
  const nginxUrl = `http://127.0.0.1:${nginxPort}`
  const variants: Variant[] = [
    { name: 'direct', base: `https://127.0.0.1:${cloudPort}`, authorization: environment.basic, pids: () => [] },
    { name: 'nginx', base: nginxUrl, authorization: bearer, pids: () => processTree(nginx.pid) },
    { name: 'bare client', base: urlOf(ownClient), authorization: bearer, pids: () => [ownClient.pid] },
    { name: 'bare undici', base: urlOf(undici), authorization: bearer, pids: () => [undici.pid] },
    { name: 'agent', base: upstreamUrl(agent, 'cloud'), authorization: bearer, pids: () => [agent.pid] },
  ]
  const brokers = [agent.pid, ownClient.pid, undici.pid]
  const pids = () => [...processTree(cloud.pid), ...processTree(nginx.pid), ...brokers, link.pid]
  return {
    ...{ environment, processes, cores, bearer, program, agent, variants },
    ...{ cloudPort, linkPort, nginxLinkPort, newAgent, newBareClient, pids },
  }
}

const urlOf = ({ port }: { port: number }) => `http://127.0.0.1:${port}`

/** The address at which an agent brokers requests to one of its upstreams. */
export function upstreamUrl({ port }: RunningAgent, upstream: 'cloud' | 'store'): string {
  return `http://127.0.0.1:${port}/via/${upstream}`
}

import type { LimitSettings } from '../contract/limits.ts'
import type { ProvisioningFile } from '../contract/provisioning.ts'
import type { Status } from '../contract/status.ts'
import { Broker } from './broker.ts'
import { Clients } from './clients.ts'
import type { Clock } from './clock.ts'
import { type Limits, limitsOf } from './limits.ts'
import type { Log } from './log.ts'
import type { Network } from './network.ts'
import { type Provisioned, provision } from './provisioning.ts'
import type { Random } from './random.ts'
import type { Scheme } from './scheme.ts'
import type { SettingsStore } from './settings.ts'
import { statusOf } from './status.ts'
import { Upstreams } from './upstreams.ts'
import type { Vault } from './vault.ts'

/** The world, as the agent needs it. */
export interface AgentPorts {
  settings: SettingsStore
  vault: Vault
  network: Network
  clock: Clock
  random: Random
  log: Log
  schemes: readonly Scheme[]
  version: string
  /** Above those in the settings. */
  limits?: LimitSettings
}

/** The whole agent, for the doors and hosts to call. */
export interface Agent {
  readonly upstreams: Upstreams
  readonly clients: Clients
  readonly broker: Broker
  readonly limits: Limits
  provision(file: ProvisioningFile): Promise<Provisioned>
  status(): Status
  /** Ends what is under way and keeps what is worth keeping. */
  close(): Promise<void>
}

export async function createAgent(ports: AgentPorts): Promise<Agent> {
  const { settings, vault, network, clock, random, log, version } = ports
  const limits = limitsOf(settings.read(), ports)
  const schemes = new Map(ports.schemes.map((scheme) => [scheme.id, scheme]))
  const upstreams = new Upstreams({ settings, vault, network, clock, log, schemes })
  const clients = new Clients({ settings, clock, random, limits, presetRoutes: upstreams.presetRoutes })
  const broker = new Broker({ upstreams, clock, log, limits })
  const startedAt = clock.now()
  await upstreams.load()

  return {
    upstreams,
    clients,
    broker,
    limits,
    provision: (file) => provision(file, { settings, network, schemes, upstreams, clients }),
    status: () => statusOf({ upstreams, clients, broker, version, startedAt }),
    close: async () => {
      clients.keepLastUse()
      await upstreams.close()
    },
  }
}

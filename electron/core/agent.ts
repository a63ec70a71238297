import type { LimitSettings } from '../contract/limits.ts'
import type { ProvisioningFile } from '../contract/provisioning.ts'
import type { Status } from '../contract/status.ts'
import { type AuditStore, AuditTrail } from './auditTrail.ts'
import { Broker } from './broker.ts'
import { type Client, Clients } from './clients.ts'
import type { Clock } from './clock.ts'
import { Customers } from './customers.ts'
import { handOver } from './handOver.ts'
import { type Limits, limitsOf } from './limits.ts'
import type { Log } from './log.ts'
import { Metrics } from './metrics.ts'
import type { Network } from './network.ts'
import { type Provisioned, provision } from './provisioning.ts'
import type { Random } from './random.ts'
import { Refusals } from './refusals.ts'
import type { HandedToken, Scheme } from './scheme.ts'
import type { SettingsStore } from './settings.ts'
import type { Redirects } from './signIn.ts'
import { SignIns } from './signIns.ts'
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
  /** Where the audit trail rests. */
  audit: AuditStore
  /** Without it nobody can sign in with a browser. */
  redirects?: Redirects
  schemes: readonly Scheme[]
  version: string
  /** Above those in the settings. */
  limits?: LimitSettings
}

/** The whole agent, for the doors and hosts to call. */
export interface Agent {
  readonly upstreams: Upstreams
  readonly signIns: SignIns
  readonly clients: Clients
  readonly customers: Customers
  readonly broker: Broker
  readonly limits: Limits
  readonly audit: AuditTrail
  readonly refusals: Refusals
  readonly metrics: Metrics
  provision(file: ProvisioningFile): Promise<Provisioned>
  /** A token of the upstream's for a client that may have it. @throws as the function of this name */
  handOver(upstream: string, client: Client): Promise<HandedToken>
  status(): Status
  /** Ends what is under way and keeps what is worth keeping. */
  close(): Promise<void>
}

export async function createAgent(ports: AgentPorts): Promise<Agent> {
  const { settings, vault, network, clock, random, log, version } = ports
  const limits = limitsOf(settings.read(), ports)
  const schemes = new Map(ports.schemes.map((scheme) => [scheme.id, scheme]))
  const audit = new AuditTrail({ store: ports.audit, clock, log })
  const refusals = new Refusals({ audit, clock, log })
  const metrics = new Metrics()
  const upstreams = new Upstreams({ settings, vault, network, clock, random, log, audit, schemes })
  const signIns = new SignIns({ upstreams, redirects: ports.redirects, clock, random })
  const clients = new Clients({ settings, clock, random, limits, presetRoutes: upstreams.presetRoutes })
  const customers = new Customers({ upstreams, clock })
  const broker = new Broker({ upstreams, clock, log, limits, metrics, refusals })
  const startedAt = clock.now()
  await upstreams.load()

  return {
    upstreams,
    signIns,
    clients,
    customers,
    broker,
    limits,
    audit,
    refusals,
    metrics,
    provision: (file) => provision(file, { settings, network, schemes, upstreams, clients }),
    handOver: (upstream, client) => handOver(upstream, client, { upstreams, clock, audit }),
    status: () => statusOf({ upstreams, clients, broker, audit, version, startedAt }),
    close: async () => {
      clients.keepLastUse()
      signIns.close()
      await upstreams.close()
      refusals.close()
      audit.close()
    },
  }
}

import type { LimitSettings } from '../contract/limits.ts'
import type { ProvisioningFile } from '../contract/provisioning.ts'
import type { Status } from '../contract/status.ts'
import { type AuditStore, AuditTrail } from './auditTrail.ts'
import { Broker } from './broker.ts'
import { Changes } from './changes.ts'
import { type Client, Clients } from './clients.ts'
import type { Clock } from './clock.ts'
import type { CodeFor } from './codeDesk.ts'
import { Customers } from './customers.ts'
import type { Diagnostics } from './diagnostics.ts'
import { Doctor } from './doctor.ts'
import { handOver } from './handOver.ts'
import { type Limits, limitsOf } from './limits.ts'
import type { Log } from './log.ts'
import { LookUps } from './lookUps.ts'
import { ManagerPin } from './managerPin.ts'
import { Metrics } from './metrics.ts'
import type { Network } from './network.ts'
import { Pairings } from './pairings.ts'
import type { Peers } from './peers.ts'
import { type Policy, underPolicy } from './policy.ts'
import { type Provisioned, provision } from './provisioning.ts'
import type { Random } from './random.ts'
import { Refusals } from './refusals.ts'
import type { HandedToken, Scheme } from './scheme.ts'
import type { SettingsStore } from './settings.ts'
import { SettingsDesk } from './settingsDesk.ts'
import type { Signer } from './signer.ts'
import type { Redirects } from './signIn.ts'
import { SignIns } from './signIns.ts'
import { statusOf } from './status.ts'
import { type Archive, type LogTail, SupportBundle } from './supportBundle.ts'
import { Traffic } from './traffic.ts'
import { UpdateDesk } from './updates/updateDesk.ts'
import { Upstreams } from './upstreams.ts'
import type { Vault } from './vault.ts'
import type { VerificationStore } from './verificationStore.ts'
import { Verifications } from './verifications.ts'

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
  /** Where verifications and the count of codes rest. */
  verifications: VerificationStore
  signer: Signer
  /** Without it nobody can sign in with a browser. */
  redirects?: Redirects
  /** Without it a pairing does not say which program asks. */
  peers?: Peers
  /** Without it the doctor looks at the agent alone. */
  diagnostics?: Diagnostics
  /** Without these two support gets no bundle, or one without the log. */
  archive?: Archive
  logTail?: LogTail
  schemes: readonly Scheme[]
  version: string
  /** Above those in the settings. */
  limits?: LimitSettings
  /** What head office decided: above all else. */
  policy?: Policy
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
  readonly changes: Changes
  readonly traffic: Traffic
  readonly pairings: Pairings
  readonly managerPin: ManagerPin
  readonly settingsDesk: SettingsDesk
  readonly lookUps: LookUps
  readonly verifications: Verifications
  readonly doctor: Doctor
  readonly supportBundle: SupportBundle
  readonly updates: UpdateDesk
  provision(file: ProvisioningFile): Promise<Provisioned>
  /** A token of the upstream's for a client that may have it. @throws as the function of this name */
  handOver(upstream: string, client: Client): Promise<HandedToken>
  status(): Status
  /** Where the POS door listens, for those who ask how the agent is. */
  posOpenedAt(port: number): void
  /** For when the machine wakes up. */
  rewarm(): void
  /** Ends what is under way and keeps what is worth keeping. */
  close(): Promise<void>
}

export async function createAgent(ports: AgentPorts): Promise<Agent> {
  const { vault, network, clock, random, version, policy = {} } = ports
  const settings = underPolicy(ports.settings, policy)
  const limits = limitsOf(settings.read(), ports, policy)
  const schemes = new Map(ports.schemes.map((scheme) => [scheme.id, scheme]))
  const changes = new Changes()
  const traffic = new Traffic({ clock, changes })
  const log = traffic.beside(ports.log)
  const audit = new AuditTrail({ store: ports.audit, clock, log })
  const refusals = new Refusals({ audit, clock, log })
  const metrics = new Metrics()
  const upstreams = new Upstreams({ settings, vault, network, clock, random, log, audit, changes, schemes })
  const signIns = new SignIns({ upstreams, redirects: ports.redirects, clock, random })
  const clients = new Clients({ settings, clock, random, limits, changes, presetRoutes: upstreams.presetRoutes })
  const countCode = (to: CodeFor) => verifications.countBrokered(to)
  const customers = new Customers({ upstreams, clock, countCode })
  const broker = new Broker({ upstreams, clock, log, limits, metrics, refusals, countCode })
  const pairings = new Pairings({ clients, clock, random, audit, changes, peers: ports.peers })
  const managerPin = new ManagerPin({ settings, clock, random, changes })
  const settingsDesk = new SettingsDesk({ settings, changes, started: ports })
  const lookUps = new LookUps({ upstreams, settings, clock, random })
  const { verifications: store, signer } = ports
  const verifications = new Verifications({
    ...{ upstreams, settings, vault, clock, random, log, audit, changes, store, signer },
  })
  const doctor = new Doctor({ upstreams, vault, audit, clock, log, diagnostics: ports.diagnostics })
  const startedAt = clock.now()
  let posPort: number | undefined
  const status = () => statusOf({ upstreams, clients, broker, audit, version, posPort, startedAt })
  const supportBundle = new SupportBundle({
    agent: { status, traffic, audit, settingsDesk, refusals, doctor, upstreams, clients },
    archive: ports.archive,
    logTail: ports.logTail,
    clock,
    machine: ports.diagnostics?.machine,
  })
  await upstreams.load()
  verifications.load()

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
    changes,
    traffic,
    pairings,
    managerPin,
    settingsDesk,
    lookUps,
    verifications,
    doctor,
    supportBundle,
    updates: new UpdateDesk(settings),
    provision: async (file) => {
      const provisioned = await provision(file, { settings, network, schemes, upstreams, clients })
      changes.tell('settings')
      return provisioned
    },
    handOver: (upstream, client) => handOver(upstream, client, { upstreams, clock, audit }),
    status,
    posOpenedAt: (port) => {
      posPort = port
      doctor.posOpenedAt(port)
      changes.tell('status')
    },
    rewarm: () => upstreams.rewarm(),
    close: async () => {
      clients.keepLastUse()
      traffic.close()
      doctor.close()
      signIns.close()
      pairings.close()
      managerPin.close()
      verifications.close()
      await upstreams.close()
      refusals.close()
      audit.close()
    },
  }
}

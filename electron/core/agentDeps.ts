import type { LimitSettings } from '#contract/limits.ts'
import type { StartSettings } from '#contract/setting.ts'
import type { Agent } from './agent.ts'
import type { AuditStore } from './audit/auditTrail.ts'
import type { Clock } from './base/clock.ts'
import type { Fault } from './base/fault.ts'
import type { Log, LogState } from './base/log.ts'
import type { Random } from './base/random.ts'
import type { Vault } from './base/vault.ts'
import type { Peers } from './clients/peers.ts'
import type { Archive, BundleWords, LogTail } from './diagnostics/bundleSources.ts'
import type { CrashReports } from './diagnostics/crashReports.ts'
import type { Diagnostics } from './diagnostics/diagnostics.ts'
import type { SystemPanels } from './diagnostics/systemPanels.ts'
import type { DropPorts } from './drops/drops.ts'
import type { Network } from './network/network.ts'
import type { OutboxStore } from './outbox/store.ts'
import type { Redirects } from './scheme/browserSignIn.ts'
import type { Scheme } from './scheme/scheme.ts'
import type { ScryptCost } from './settings/managerPin.ts'
import type { Policy } from './settings/policy.ts'
import type { SettingsStore } from './settings/settings.ts'
import type { PublicKeys } from './signing/signatures.ts'
import type { OpenExporter } from './telemetry/exporter.ts'
import type { LogTap } from './telemetry/logTap.ts'
import type { OpenProcessFacts } from './telemetry/processFacts.ts'
import type { OpenTraining } from './training/training.ts'
import type { Signer } from './verification/keys/signer.ts'
import type { VerificationStore } from './verification/store.ts'

/** Everything outside the agent that it needs. */
export interface AgentDeps {
  settings: SettingsStore
  vault: Vault
  network: Network
  clock: Clock
  random: Random
  log: Log
  /** Stores the audit trail. */
  audit: AuditStore
  /** Stores verifications and the count of codes. */
  verifications: VerificationStore
  /** Keeps writes that may not be lost. */
  outbox: OutboxStore
  /** When absent, no folder is watched: nothing outlives the process. */
  drops?: DropPorts
  signer: Signer
  /** Of each attempt at the manager's PIN, instead of what a person barely notices. Tests set a low one. */
  pinCost?: ScryptCost
  /** Of each enrolment code that is tried. Tests set a low one. */
  codeCost?: ScryptCost
  /** Keys of head office, instead of those of the build. */
  headOfficeKeys?: PublicKeys
  /** When absent, nobody can sign in with a browser. */
  redirects?: Redirects
  /** When absent, a pairing does not tell which program asks. */
  peers?: Peers
  /** When absent, the doctor checks neither connections nor the machine. */
  diagnostics?: Diagnostics
  /** When absent, nobody sees a screen of this machine, or not the person who would ask. */
  panels?: SystemPanels | undefined
  /** When absent, no support bundle can be made. */
  archive?: Archive
  /** When absent, head office gets no support bundle. */
  bundleWords?: BundleWords
  /** When absent, a support bundle has no log. */
  logTail?: LogTail
  /** When absent, nothing is said about the log. */
  logState?: LogState
  /** When absent, the metrics tell nothing of the process. */
  openProcessFacts?: OpenProcessFacts
  /** When absent, nothing is known of crashes. */
  crashes?: Pick<CrashReports, 'list' | 'counts'>
  /** When absent, nothing is sent to a collector. */
  openTelemetry?: OpenExporter
  /** The log itself, whose events are sent to the collector. */
  logTap?: LogTap
  /** When absent, nobody can practise with simulated customers. */
  openTraining?: OpenTraining<Agent>
  schemes: readonly Scheme[]
  version: string
  /** Of the provisioning file of the start. They override the settings. */
  limits?: LimitSettings
  /** Said on the command line, for this run: they override everything else. */
  flags?: StartSettings
  /** Decisions of head office. They override the settings. */
  policy?: Policy
  /** Why this agent opens nothing but what tells of its state. */
  safeMode?: Fault<'SAFE_MODE'> | undefined
}

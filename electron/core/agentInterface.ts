import type { CheckoutClaims, CheckoutToken } from '#contract/pos/checkout.ts'
import type { ProvisioningFile } from '#contract/provisioning.ts'
import type { AuditTrail } from './audit/auditTrail.ts'
import type { Refusals } from './audit/refusals.ts'
import type { ChangeFeed } from './base/changeFeed.ts'
import type { Fault } from './base/fault.ts'
import type { Broker } from './broker/broker.ts'
import type { ResponseCache } from './cache/responseCache.ts'
import type { Client, Clients } from './clients/clients.ts'
import type { Pairings } from './clients/pairings.ts'
import type { CheckoutCustomer } from './customers/checkoutToken.ts'
import type { CounterCustomers } from './customers/counterCustomers.ts'
import type { Customers } from './customers/customers.ts'
import type { LookUps } from './customers/lookUps.ts'
import type { DayReport } from './diagnostics/day.ts'
import type { Doctor } from './diagnostics/doctor.ts'
import type { Status } from './diagnostics/status.ts'
import type { SupportBundle } from './diagnostics/supportBundle.ts'
import type { DirectivesService } from './directives/directivesService.ts'
import type { Displays } from './displays/displays.ts'
import type { Drops } from './drops/drops.ts'
import type { Enrolment } from './fleet/enrolment.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { Provisioned } from './provisioning.ts'
import type { HandedOverToken } from './scheme/scheme.ts'
import type { Limits } from './settings/limits.ts'
import type { ManagerPin } from './settings/managerPin.ts'
import type { SettingsService } from './settings/settingsService.ts'
import type { Measurements } from './telemetry/measurements.ts'
import type { Telemetry } from './telemetry/telemetry.ts'
import type { RecentRequests } from './traffic/recentRequests.ts'
import type { Training } from './training/training.ts'
import type { UpdateService } from './updates/updateService.ts'
import type { BrowserSignIns } from './upstreams/browserSignIns.ts'
import type { HandOverRequest } from './upstreams/tokenHandOver.ts'
import type { Upstreams } from './upstreams/upstreams.ts'
import type { Verifications } from './verification/verifications.ts'

/** The agent, as the APIs and hosts call it. */
export interface Agent {
  readonly upstreams: Upstreams
  readonly signIns: BrowserSignIns
  readonly clients: Clients
  readonly customers: Customers
  readonly counterCustomers: CounterCustomers
  readonly broker: Broker
  readonly outbox: Outbox
  readonly drops: Drops
  readonly responseCache: ResponseCache
  readonly limits: Limits
  readonly audit: AuditTrail
  readonly refusals: Refusals
  readonly measurements: Measurements
  readonly telemetry: Telemetry
  readonly changes: ChangeFeed
  readonly recentRequests: RecentRequests
  readonly pairings: Pairings
  readonly managerPin: ManagerPin
  readonly settings: SettingsService
  readonly lookUps: LookUps
  readonly verifications: Verifications
  readonly displays: Displays
  readonly doctor: Doctor
  readonly day: DayReport
  readonly supportBundle: SupportBundle
  readonly updates: UpdateService
  readonly training: Training<Agent>
  readonly enrolment: Enrolment<Provisioned>
  readonly directives: DirectivesService
  /** @param probe as for `provisioning.ts` */
  provision(file: ProvisioningFile, probe?: boolean): Promise<Provisioned>
  /**
   * Removes the secrets that belong to no upstream: the agent's own, and those of changes that were cut off.
   *
   * @returns the names of the latter
   * @throws the vault's faults
   */
  forgetSecrets(): Promise<string[]>
  /** A signed token that starts a checkout. @throws as `checkoutToken.ts` */
  checkoutToken(
    upstream: string,
    client: Client,
    claims: CheckoutClaims,
    who: CheckoutCustomer | undefined,
  ): Promise<CheckoutToken>
  /** A token of the upstream, for a client with the grant `hand-over`. @throws as `tokenHandOver.ts` */
  handOver(request: HandOverRequest): Promise<HandedOverToken>
  status(): Status
  /** Why this till serves nobody; `undefined` while it may. */
  barred(): Fault<'TILL_BARRED'> | undefined
  /** The POS API listens at this port from now on. @param port `undefined` once it is closed */
  posOpenedAt(port: number | undefined): void
  /** Opens fresh connections, after the machine was asleep. */
  rewarm(): void
  /**
   * Ends everything under way, and writes what must outlive the process. All of it closes even when a part fails.
   *
   * @throws the first failure
   */
  close(): Promise<void>
}

import type { AgentDeps } from './agentDeps.ts'
import { openDirectives } from './agentDirectives.ts'
import type { Agent } from './agentInterface.ts'
import { AuditTrail } from './audit/auditTrail.ts'
import { Refusals } from './audit/refusals.ts'
import { ChangeFeed } from './base/changeFeed.ts'
import { closeAll } from './base/closeAll.ts'
import { observedLog } from './base/log.ts'
import { Broker } from './broker/broker.ts'
import { ResponseCache } from './cache/responseCache.ts'
import { Clients } from './clients/clients.ts'
import { Pairings } from './clients/pairings.ts'
import { checkoutToken } from './customers/checkoutToken.ts'
import { CounterCustomers } from './customers/counterCustomers.ts'
import { Customers } from './customers/customers.ts'
import { LookUps } from './customers/lookUps.ts'
import { renewTokens } from './customers/tokenRenewal.ts'
import { DayReport } from './diagnostics/day.ts'
import { Doctor } from './diagnostics/doctor.ts'
import { PosEndpoint } from './diagnostics/posEndpoint.ts'
import { type Status, statusOf } from './diagnostics/status.ts'
import { SupportBundle } from './diagnostics/supportBundle.ts'
import { keepingReplacedTrue } from './directives/replacedFields.ts'
import { Displays } from './displays/displays.ts'
import { Drops } from './drops/drops.ts'
import { barredFault } from './fleet/barred.ts'
import { Enrolment } from './fleet/enrolment.ts'
import { TillKey, tillKeyAccount } from './fleet/tillKey.ts'
import { forgetTill } from './forgetTill.ts'
import { Reachability } from './network/reachability.ts'
import { OfflineApprovals } from './outbox/approval/approvals.ts'
import { Outbox } from './outbox/outbox.ts'
import { RequestOutcomes } from './outbox/outcomes.ts'
import { outboxAccount } from './outbox/seal.ts'
import { type Provisioned, provision } from './provisioning.ts'
import { WatchedVault } from './secrets/watchedVault.ts'
import { limitsOf } from './settings/limits.ts'
import { ManagerPin } from './settings/managerPin.ts'
import { networkOf } from './settings/network.ts'
import { underHeadOffice, underPolicy } from './settings/policy.ts'
import { SettingsService } from './settings/settingsService.ts'
import { WatchedSettings } from './settings/watchedSettings.ts'
import { telemetryAccount } from './telemetry/headers.ts'
import { heartbeatOf } from './telemetry/heartbeat.ts'
import { HostClock } from './telemetry/hostClock.ts'
import { Measurements } from './telemetry/measurements.ts'
import { Telemetry } from './telemetry/telemetry.ts'
import { Metrics } from './traffic/metrics.ts'
import { RecentRequests } from './traffic/recentRequests.ts'
import type { Tracing } from './traffic/tracing.ts'
import { Training } from './training/training.ts'
import { UpdateService } from './updates/updateService.ts'
import { BrowserSignIns } from './upstreams/browserSignIns.ts'
import { handOver, recordHandOver } from './upstreams/tokenHandOver.ts'
import { Upstreams } from './upstreams/upstreams.ts'
import { auditHeadSigner } from './verification/keys/auditHeads.ts'
import { lazySecrets, verificationAccount } from './verification/keys/secrets.ts'
import { Verifications } from './verification/verifications.ts'

export type { Agent }

export async function createAgent(deps: AgentDeps): Promise<Agent> {
  const { network, clock, random, version, policy = {} } = deps
  const changes = new ChangeFeed()
  const onChange = () => changes.publish('status')
  const watched = new WatchedSettings({ settings: deps.settings, clock, onChange })
  const settings = underPolicy(keepingReplacedTrue(underHeadOffice(watched)), policy)
  const limits = limitsOf(settings.read(), deps, policy)
  const vault = new WatchedVault({ vault: deps.vault, clock, timeoutMs: limits.keychainTimeoutMs, onChange })
  const schemes = new Map(deps.schemes.map((scheme) => [scheme.id, scheme]))
  const recentRequests = new RecentRequests({ clock, changes })
  const outcomes = new RequestOutcomes({ store: deps.outbox, clock })
  const reachability = new Reachability({ clock, changes, probeIntervalMs: limits.offlineProbeIntervalMs })
  const log = observedLog(deps.log, [recentRequests, reachability, outcomes])
  const { verifications: store, signer } = deps
  const barred = () => barredFault(settings.read())
  const secrets = lazySecrets({ settings, vault, random, signer, store, barred })
  const heads = auditHeadSigner({ settings, clock, secrets })
  const audit = new AuditTrail({ store: deps.audit, clock, log, signer: heads })
  const refusals = new Refusals({ audit, clock, log })
  const metrics = new Metrics()
  const upstreams = new Upstreams({
    ...{
      settings,
      watchedSettings: watched,
      vault,
      network,
      reachability,
      clock,
      random,
      log,
      audit,
      changes,
      schemes,
    },
  })
  const signIns = new BrowserSignIns({
    ...{ upstreams, redirects: deps.redirects, clock, random },
    timeoutMs: limits.browserSignInTimeoutMs,
  })
  const clients = new Clients({ settings, clock, random, limits, changes, presetRoutes: upstreams.presetRoutes })
  changes.subscribe(() => metrics.keepClients(new Set(clients.list().map(({ id }) => id))), 'clients')
  const countSignIn: Verifications['countSignIn'] = (to, asker) => verifications.countSignIn(to, asker)
  const customers = new Customers({
    ...{ upstreams, clients, clock, changes, limits, countCodes: countSignIn },
    redirects: deps.redirects,
  })
  const counterCustomers = new CounterCustomers({ upstreams, clients, customers, limits })
  const countCodes: Verifications['countBrokered'] = (to, asker) => verifications.countBrokered(to, asker)
  const responseCache = new ResponseCache({ clock, limits, reachability, upstreams, clients, changes })
  const tracing: Tracing = { tracer: undefined }
  const broker = new Broker({
    ...{ upstreams, network: deps.network, clock, log, limits, metrics, tracing, refusals, countCodes, responseCache },
    renewTokens: (handle, upstream, client) => renewTokens(handle, upstream, client, upstreams),
  })
  const managerPin = new ManagerPin({ settings, clock, random, changes, cost: deps.pinCost })
  const approvals = new OfflineApprovals({ settings, clock, random, changes, audit, managerPin })
  const outbox = new Outbox({
    ...{ store: deps.outbox, outcomes, broker, upstreams, settings, vault, clock, random, log, limits, changes },
    approvals,
  })
  const drops = new Drops({
    ...{ ports: deps.drops, outbox, settings, vault, clock, random, log, limits, audit, changes },
  })
  const pairings = new Pairings({ clients, clock, random, audit, changes, peers: deps.peers })
  const settingsService = new SettingsService({ settings, changes, started: deps })
  const lookUps = new LookUps({
    ...{ upstreams, settings, clock, random },
    onAsked: (line) => recentRequests.add(line),
    codesLeftToday: (to, upstream) => verifications.codesLeftToday(to, { upstream }),
  })
  const verifications = new Verifications({
    ...{ upstreams, clients, settings, clock, random, log, audit, changes, store, secrets, managerPin },
  })
  const displays = new Displays({
    ...{ clients, settings, clock, random, audit, changes },
    counter: () => {
      const practice = training.agent
      if (!practice) return { verifications, lookUps, isPractice: false }
      return { verifications: practice.verifications, lookUps: practice.lookUps, isPractice: true }
    },
  })
  const posEndpoint = new PosEndpoint(changes)
  const stores = {
    ...{ settings: watched, vault, audit, outbox, drops },
    ...{ verifications: verifications.storeHealth, logState: deps.logState },
  }
  const updates = new UpdateService(settings)
  const training = new Training({ open: deps.openTraining, settings, clock, changes, audit })
  const startedAt = clock.now()
  const hostClock = new HostClock(clock)
  const measurements = new Measurements({
    ...{ metrics, clients, upstreams, refusals, verifications, outbox, drops, responseCache, audit, updates, training },
    status: () => status(),
    ...{ openProcessFacts: deps.openProcessFacts, crashes: deps.crashes, hostClock },
  })
  const telemetry = new Telemetry({
    ...{ settings, vault, network, clock, changes, log, measurements, tracing, version, startedAt },
    ...{ tap: deps.logTap, open: deps.openTelemetry },
    modes: () => upstreams.list().map(({ mode }) => mode),
    heartbeat: () =>
      heartbeatOf({
        ...{ status: status(), updates: updates.current(), now: clock.now(), crashes: deps.crashes?.counts },
        clockSkewMs: hostClock.skewMs,
        asks: directives.status().asks,
        certificatesEndAt: upstreams.list().flatMap(({ certificate }) => certificate?.expiresAt ?? []),
        keysEndAt: clients.list().flatMap(({ expiresAt }) => expiresAt ?? []),
      }),
  })
  const certificateWarningDays = () => networkOf(settings.read()).certificateWarningDays
  const doctor = new Doctor({
    ...{ upstreams, ...stores, clock, log, posEndpoint, certificateWarningDays, telemetry },
    ...{ diagnostics: deps.diagnostics, panels: deps.panels },
  })
  const provisioningDeps = { settings, network, schemes, upstreams, clients, drops, changes }
  const enrolment = new Enrolment<Provisioned>({
    ...{
      settings,
      network,
      clock,
      schemes,
      limits,
      managerPin,
      builtInKeys: deps.headOfficeKeys,
      codeCost: deps.codeCost,
    },
    tillKey: new TillKey({ settings, vault, random }),
    telemetry,
    provision: (file, probe, pack) => provision(file, probe, provisioningDeps, pack),
  })
  const day = new DayReport({
    ...{ audit, clock, startedAt, outages: () => reachability.outages(), outbox: () => outbox.counts() },
    codesSentWithin: (ms) => verifications.codesSentWithin(ms),
  })
  const status = (): Status =>
    statusOf({
      ...{ training, directives },
      ...{ upstreams, clients, broker, network, reachability, ...stores, updates, version, startedAt },
      ...{ safeMode: deps.safeMode, barred: barred(), posPort: posEndpoint.port, managerPin },
      ...{ now: clock.now(), certificateWarningDays: certificateWarningDays() },
    })
  const forgetSecrets = async () => {
    const names = await upstreams.sweepSecrets()
    for (const account of [verificationAccount, outboxAccount, tillKeyAccount, telemetryAccount])
      await vault.remove(account(settings.read().installation))
    return names
  }
  const directives = openDirectives({
    ...{ deps, hostClock, settings, log, audit, changes, upstreams, clients, network, schemes },
    ...{ status, outbox, drops, recentRequests, verifications, pairings },
    isListening: () => posEndpoint.port !== undefined,
    supportBundle: () => supportBundle,
    forget: () =>
      enrolment.whileNoneIsApplied(async () => {
        if (barred()) await forgetTill({ settings, upstreams, drops, outbox, training, managerPin, forgetSecrets })
      }),
  })
  const supportBundle = new SupportBundle({
    sources: {
      status,
      settings: () => settingsService.list(),
      upstreams: () => upstreams.list(),
      clients: () => clients.list(),
      diagnosis: () => doctor.recent(),
      requests: () => recentRequests.recent(),
      latency: () => recentRequests.latency(),
      refusals: () => refusals.list(),
      audit: (maxRows) => audit.list(maxRows),
      log: deps.logTail,
      crashes: () => deps.crashes?.list() ?? [],
    },
    archive: deps.archive,
    ...{ clock, random },
    machine: deps.diagnostics?.machine,
  })
  pairings.withdrawLost()
  await upstreams.load()
  verifications.load()

  return {
    ...{ upstreams, signIns, clients, customers, counterCustomers, broker, outbox, limits, audit, refusals },
    ...{ changes, recentRequests, pairings, managerPin, settings: settingsService, lookUps, verifications },
    ...{ displays, doctor, day, supportBundle, updates, responseCache, drops, training, enrolment, directives },
    ...{ measurements, telemetry },
    provision: (file, probe = false) => provision(file, probe, provisioningDeps),
    forgetSecrets,
    checkoutToken: (upstream, client, claims, who) =>
      checkoutToken(upstream, client, claims, who, {
        ...{ upstreams, clock },
        onHandedOver: () => recordHandOver(audit, client.id, upstream),
      }),
    handOver: (request) => handOver(request, { upstreams, clock, audit }),
    ...{ status, barred },
    posOpenedAt: (port) => posEndpoint.openedAt(port),
    rewarm: () => upstreams.rewarm(),
    close: async () => {
      const failures = await closeAll(
        [
          () => telemetry.close(),
          () => directives.close(),
          () => training.close(),
          () => clients.storeLastUse(),
          () => drops.close(),
          () => outbox.close(),
          () => recentRequests.close(),
          () => doctor.close(),
          () => signIns.close(),
          () => customers.close(),
          () => pairings.close(),
          () => displays.close(),
          () => managerPin.close(),
          () => verifications.close(),
          () => reachability.close(),
          () => upstreams.close(),
          () => refusals.close(),
          () => watched.close(),
          () => audit.close(),
        ],
        clock,
      )
      for (const failure of failures) log.error('not-closed', failure)
      if (failures.length > 0) throw failures[0]
    },
  }
}

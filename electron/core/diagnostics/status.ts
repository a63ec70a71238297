import type { DropStatus } from '#contract/drops/drop.ts'
import type { FaultCode } from '#contract/faults/faults.ts'
import type { FleetStatus } from '#contract/fleet/directives.ts'
import type * as contract from '#contract/status.ts'
import type { UpdateProblem } from '#contract/update.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import { Fault } from '#core/base/fault.ts'
import type { Broker } from '#core/broker/broker.ts'
import type { Clients } from '#core/clients/clients.ts'
import type { Network } from '#core/network/network.ts'
import type { Reachability } from '#core/network/reachability.ts'
import type { OfflineApprovals } from '#core/outbox/approval/approvals.ts'
import type { Outbox } from '#core/outbox/outbox.ts'
import type { ManagerPin } from '#core/settings/managerPin.ts'
import type { UpstreamSummary } from '#core/upstreams/summary.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { validityOf } from './certificateCheck.ts'

/** One thing that keeps the till from working, or may soon. @property about the upstream, or `till` */
export type Concern =
  | { about: string; code: FaultCode; fault: Pick<Fault, 'detail' | 'remedy'> }
  | { about: string; code: 'UPSTREAM_ALARM'; alarm: string }
  /** @property issuer the authority that only this machine's store vouches for */
  | { about: string; code: 'UPSTREAM_RE_SIGNED'; issuer: string }
  /** @property days until the till's certificate for the upstream ends; 0 or less once it has */
  | { about: string; code: 'CERTIFICATE_EXPIRING' | 'CERTIFICATE_EXPIRED'; subject: string; days: number }
  /** @property copy name of the file with what was damaged and set aside */
  | { about: string; code: 'AUDIT_DAMAGED' | 'VERIFICATIONS_DAMAGED'; copy: string }
  | { about: string; code: UpdateProblem['code']; problem: UpdateProblem }
  /** @property since when no request has reached it, in Unix milliseconds */
  | { about: string; code: 'UPSTREAM_OFFLINE'; since: number }
  | { about: string; code: 'IDENTITY_UNCONFIRMED'; organisation: string | undefined; till: string | undefined }
  | { about: string; code: 'NO_UPSTREAM' | 'NO_CLIENT' | 'NO_PIN' }
  /** @property count entries of the outbox that wait for a person */
  | { about: string; code: 'OUTBOX_NEEDS_PERSON'; count: number }
  /** @property name of the folder's drop @property reason a sentence */
  | { about: string; code: 'DROP_STUCK'; name: string; reason: string }
  /** @property count files that lie in its folder `refused` */
  | { about: string; code: 'DROP_REFUSED'; name: string; count: number }
  /** Directives of head office that this till does not follow. */
  | { about: string; code: 'DIRECTIVES_TAKEN_BACK' | 'DIRECTIVES_REFUSED'; reason: string }

/** The state of the whole agent, as data. A presenter makes the sentences of its concerns. */
export interface Status extends Omit<contract.Status, 'concerns'> {
  concerns: Concern[]
}

/** Whether something that is kept on the disk can be, and the names of damaged files that were set aside. */
export type StoreState = Pick<AuditTrail, 'problem' | 'setAside'>

/** Whether a store can be read and written. */
type Health = Pick<StoreState, 'problem'>

interface Deps {
  upstreams: Upstreams
  clients: Pick<Clients, 'list'>
  broker: Pick<Broker, 'loadOf'>
  network: Pick<Network, 'reSignedBy'>
  reachability: Pick<Reachability, 'failingSince'>
  settings: Health
  vault: Health
  managerPin: Pick<ManagerPin, 'isPending'>
  audit: StoreState
  verifications: StoreState
  /** Absent where there is no log. */
  logState: Health | undefined
  updates: { recordProblems(): UpdateProblem[] }
  directives: { status(): Pick<FleetStatus, 'failed'> }
  safeMode?: Fault | undefined
  /** Why head office lets this till serve nobody. */
  barred?: Fault | undefined
  outbox: Pick<Outbox, 'counts' | 'problem'> & { approvals: Pick<OfflineApprovals, 'list'> }
  drops: { list(): readonly DropStatus[] }
  version: string
  /** Of the POS API; `undefined` while it is not open. */
  posPort: number | undefined
  startedAt: number
  /** Who serves in place of the agent while staff practise. */
  training?: { agent: { status(): Status } | undefined; status(): contract.Status['training'] }
  /** Milliseconds since 1970. */
  now: number
  /** As in `NetworkSettings`. */
  certificateWarningDays: number
}

export function statusOf(deps: Deps): Status {
  const { upstreams, clients, broker, network, reachability, updates, version, posPort, startedAt } = deps
  const { settings, vault, managerPin, audit, verifications, outbox, logState, safeMode } = deps
  const outboxCounts = outbox.counts()
  const drops = deps.drops.list()
  const training = deps.training?.status()
  const summaries = upstreams.list()
  const offline = summaries.flatMap(({ id, state }) => {
    const since = reachability.failingSince(id)
    return state === 'ready' && since !== undefined ? [{ id, since }] : []
  })
  const concerns = concernsOf({
    upstreams: summaries,
    offline,
    alarms: upstreams.all(),
    reSigned: summaries.flatMap((upstream) => {
      const issuer = network.reSignedBy(upstream)
      return issuer === undefined ? [] : [{ id: upstream.id, issuer }]
    }),
    certificates: summaries.flatMap((upstream) => certificateConcerns(upstream, deps)),
    hasClients: clients.list().length > 0,
    isPinPending: managerPin.isPending,
    stores: [settings, vault, outbox, ...(logState ? [logState] : [])],
    needPerson: outboxCounts.needPerson,
    needApproval: outbox.approvals.list().flatMap(({ state, upstream }) => (state === 'asked' ? [upstream] : [])),
    drops,
    audit,
    verifications,
    updates: updates.recordProblems(),
    directives: deps.directives.status(),
    safeMode: safeMode ?? deps.barred,
  })
  return {
    condition: conditionOf(summaries, concerns, offline.length),
    concerns,
    version,
    ...(posPort !== undefined && { posAddress: `http://127.0.0.1:${posPort}` }),
    startedAt,
    outbox: outboxCounts,
    ...(drops.length > 0 && { drops: drops.map(dropStatusOf) }),
    ...(training && { training }),
    upstreams:
      deps.training?.agent?.status().upstreams ??
      summaries.map(({ id, scheme, state, mode = 'live', organisation, till, signInPolicy }) => ({
        ...{ id, scheme, state, mode, ...loadOf(id, upstreams, broker) },
        ...(organisation !== undefined && { organisation }),
        ...(till !== undefined && { till }),
        ...(signInPolicy && { signInPolicy }),
        ...unreachableSince(id, offline),
      })),
  }
}

interface Offline {
  id: string
  since: number
}

interface Facts {
  upstreams: readonly Pick<UpstreamSummary, 'id' | 'problem' | 'isUnconfirmed' | 'organisation' | 'till'>[]
  /** Ready ones that no request reaches. @property since in Unix milliseconds */
  offline: readonly Offline[]
  /** The upstreams that are open, with what was seen of them. */
  alarms: readonly { id: string; alarm?: string | undefined; unexpected?: Fault | undefined }[]
  /** Upstreams whose answers an authority of this machine's store signs anew. */
  reSigned: readonly { id: string; issuer: string }[]
  certificates: readonly Concern[]
  hasClients: boolean
  /** Whether a person has yet to set a PIN, or to decline one. */
  isPinPending?: boolean
  /** Entries of the outbox that wait for a person. */
  needPerson: number
  /** Upstreams that cannot be reached, and for which a manager is asked whether writes may be kept. */
  needApproval?: readonly string[]
  drops?: readonly DropStatus[]
  /** Those without damaged files. */
  stores: readonly Health[]
  audit: StoreState
  verifications: StoreState
  /** With the record of updates. Others stand in the status of updates alone: the till sells all the same. */
  updates: readonly UpdateProblem[]
  directives?: Pick<FleetStatus, 'failed'>
  /** Why nothing is open, as it is in safe mode, or where head office has barred the till. */
  safeMode?: Fault | undefined
}

/** Upstreams first, then what is missing, then what is kept: the agent goes on without it, but not silently. */
export function concernsOf(facts: Facts): Concern[] {
  const { upstreams, offline, alarms, reSigned, certificates, hasClients } = facts
  const { stores, audit, verifications, updates, safeMode } = facts
  // A keychain that is locked is said of each upstream already.
  const isSaid = ({ code }: Fault) => upstreams.some(({ problem }) => problem?.code === code)
  return [
    ...(safeMode ? [faultConcern('till', safeMode)] : []),
    ...upstreams.flatMap(({ id, problem: fault }) => (fault ? [faultConcern(id, fault)] : [])),
    ...offline.map(({ id, since }) => ({ about: id, code: 'UPSTREAM_OFFLINE' as const, since })),
    ...upstreams.flatMap(({ id, isUnconfirmed, organisation, till }) =>
      isUnconfirmed ? [{ about: id, code: 'IDENTITY_UNCONFIRMED' as const, organisation, till }] : [],
    ),
    ...alarms.flatMap(({ id, unexpected }) => (unexpected ? [faultConcern(id, unexpected)] : [])),
    ...alarms.flatMap(({ id, alarm }) => (alarm ? [{ about: id, code: 'UPSTREAM_ALARM' as const, alarm }] : [])),
    ...reSigned.map(({ id, issuer }) => ({ about: id, code: 'UPSTREAM_RE_SIGNED' as const, issuer })),
    ...certificates,
    ...(safeMode ? [] : missing(upstreams.length > 0, hasClients)),
    ...(facts.isPinPending && upstreams.length > 0 ? [{ about: 'till', code: 'NO_PIN' as const }] : []),
    ...stores.flatMap(({ problem }) => (problem && !isSaid(problem) ? [faultConcern('till', problem)] : [])),
    ...[...new Set(facts.needApproval)].map((id) => faultConcern(id, new Fault('OFFLINE_APPROVAL_NEEDED'))),
    ...(facts.needPerson > 0 ? [outboxConcern(facts.needPerson)] : []),
    ...(facts.drops ?? []).flatMap(dropConcerns),
    ...storeConcerns('AUDIT_DAMAGED', audit),
    ...storeConcerns('VERIFICATIONS_DAMAGED', verifications),
    ...directivesConcerns(facts.directives),
    ...updates.map((found) => ({ about: 'till', code: found.code, problem: found })),
  ]
}

/**
 * `blocked` when no upstream can be called; else `offline` when none of those can be reached; else `attention` while there is
 * any concern.
 *
 * @param offline how many of those that can be called cannot be reached
 */
export function conditionOf(
  upstreams: readonly Pick<UpstreamSummary, 'state'>[],
  concerns: readonly unknown[],
  offline: number,
): Status['condition'] {
  const ready = upstreams.filter(({ state }) => state === 'ready').length
  if (ready === 0) return 'blocked'
  if (offline === ready) return 'offline'
  return concerns.length > 0 ? 'attention' : 'ready'
}

function certificateConcerns(
  { id, certificate }: UpstreamSummary,
  { now, certificateWarningDays }: Pick<Deps, 'now' | 'certificateWarningDays'>,
): Concern[] {
  const validity = certificate && validityOf(certificate.expiresAt, certificateWarningDays, now)
  if (!validity || validity.state === 'valid') return []
  const [code, days] =
    validity.state === 'expired'
      ? (['CERTIFICATE_EXPIRED', 0] as const)
      : (['CERTIFICATE_EXPIRING', validity.days] as const)
  return [{ about: id, code, subject: certificate.subject, days }]
}

function storeConcerns(code: 'AUDIT_DAMAGED' | 'VERIFICATIONS_DAMAGED', { problem, setAside }: StoreState): Concern[] {
  const damaged = setAside.map((copy) => ({ about: 'till', code, copy }))
  return problem ? [...damaged, faultConcern('till', problem)] : damaged
}

function directivesConcerns({ failed }: Pick<FleetStatus, 'failed'> = {}): Concern[] {
  if (!failed) return []
  const code = failed.outcome === 'refused' ? 'DIRECTIVES_REFUSED' : 'DIRECTIVES_TAKEN_BACK'
  return [{ about: 'till', code, reason: failed.reason }]
}

function outboxConcern(count: number): Concern {
  return { about: 'till', code: 'OUTBOX_NEEDS_PERSON', count }
}

function dropConcerns({ name, reason, refused }: DropStatus): Concern[] {
  return [
    ...(reason === undefined ? [] : [{ about: 'till', code: 'DROP_STUCK' as const, name, reason }]),
    ...(refused > 0 ? [{ about: 'till', code: 'DROP_REFUSED' as const, name, count: refused }] : []),
  ]
}

/** Where the folder is and where its files go stays with its own list. */
function dropStatusOf({ name, waiting, sent, refused, oldestAt, lastSentAt, problem, reason }: DropStatus): DropStatus {
  return {
    ...{ name, waiting, sent, refused },
    ...(oldestAt !== undefined && { oldestAt }),
    ...(lastSentAt !== undefined && { lastSentAt }),
    ...(problem !== undefined && { problem }),
    ...(reason !== undefined && { reason }),
  }
}

function faultConcern(about: string, fault: Fault): Concern {
  return { about, code: fault.code, fault }
}

function missing(hasUpstreams: boolean, hasClients: boolean): Concern[] {
  if (!hasUpstreams) return [{ about: 'till', code: 'NO_UPSTREAM' }]
  return hasClients ? [] : [{ about: 'till', code: 'NO_CLIENT' }]
}

function unreachableSince(id: string, offline: readonly Offline[]) {
  const found = offline.find((upstream) => upstream.id === id)
  return found && { unreachableSince: found.since }
}

function loadOf(id: string, upstreams: Upstreams, broker: Pick<Broker, 'loadOf'>) {
  return { ...broker.loadOf(id), openConnections: upstreams.find(id)?.link?.openConnections() ?? 0 }
}

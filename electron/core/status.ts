import type { Concern, Status } from '../contract/status.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Broker } from './broker.ts'
import type { Clients } from './clients.ts'
import type { Upstreams } from './upstreams.ts'

interface Parts {
  upstreams: Upstreams
  clients: Clients
  broker: Broker
  audit: AuditTrail
  version: string
  /** Of the POS door, once it is open. */
  posPort: number | undefined
  startedAt: number
}

/** Folds everything into one word, with a reason and a remedy for each thing that is not as it should be (design 10). */
export function statusOf({ upstreams, clients, broker, audit, version, posPort, startedAt }: Parts): Status {
  const views = upstreams.list()
  const troubled = views.filter(({ state }) => state !== 'ready')
  const concerns: Concern[] = troubled.map(({ id, code, reason, remedy }) => ({
    about: id,
    code: code ?? 'UPSTREAM_NOT_READY',
    reason: reason ?? '',
    remedy: remedy ?? '',
  }))
  for (const { id, alarm } of upstreams.all())
    if (alarm)
      concerns.push({
        about: id,
        code: 'UPSTREAM_ALARM',
        reason: alarm,
        remedy: 'Check till and store with head office before selling on.',
      })
  if (views.length === 0)
    concerns.push({
      about: 'till',
      code: 'NO_UPSTREAM',
      reason: 'No upstream is set up yet.',
      remedy: 'Add one: "till-agent upstream add".',
    })
  else if (clients.list().length === 0)
    concerns.push({
      about: 'till',
      code: 'NO_CLIENT',
      reason: 'No program may call yet.',
      remedy: 'Add one: "till-agent client add".',
    })
  concerns.push(...auditConcerns(audit))
  return {
    condition: conditionOf(views.length, troubled.length, concerns.length),
    concerns,
    version,
    ...(posPort !== undefined && { posAddress: `http://127.0.0.1:${posPort}` }),
    startedAt,
    upstreams: views.map(({ id, scheme, state, organisation, till }) => ({
      ...{ id, scheme, state, ...trafficOf(id, upstreams, broker) },
      ...(organisation !== undefined && { organisation }),
      ...(till !== undefined && { till }),
    })),
  }
}

/** The agent goes on brokering without its audit trail, but not silently. */
function auditConcerns({ problem, setAside }: AuditTrail): Concern[] {
  const damaged = setAside.map((name) => ({
    about: 'till',
    code: 'AUDIT_DAMAGED',
    reason: `The audit trail was damaged; it was set aside as ${name}, and a new one was begun.`,
    remedy: 'Find out why, keep that file for whoever looks into it, and move it out of the data directory.',
  }))
  return problem
    ? [...damaged, { about: 'till', code: problem.code, reason: problem.detail, remedy: problem.remedy }]
    : damaged
}

function trafficOf(id: string, upstreams: Upstreams, broker: Broker) {
  const upstream = upstreams.find(id)
  const load = upstream ? broker.loadOf(upstream) : { activeRequests: 0, waitingRequests: 0 }
  return { ...load, openConnections: upstream?.link?.openConnections() ?? 0 }
}

function conditionOf(upstreams: number, troubled: number, concerns: number): Status['condition'] {
  if (upstreams === troubled) return 'blocked'
  return concerns > 0 ? 'attention' : 'ready'
}

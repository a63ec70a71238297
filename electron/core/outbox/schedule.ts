import { isOpen, type OutboxEntry } from './entry.ts'
import { type Lane, up } from './lane.ts'

/** A person is told so long before an entry expires. */
export const warningMs = 24 * 60 * 60_000

export interface Situation {
  /** Those that are open, in the order in which they were accepted. */
  readonly entries: Iterable<OutboxEntry>
  /** By upstream. Absent for one that is up. */
  readonly lanes: ReadonlyMap<string, Lane>
  /** Ids of entries that are being sent or asked about in this very process. */
  readonly busy: ReadonlySet<string>
  /** Sendings and questions that may be under way to one upstream at a time. */
  readonly maxPerUpstream: number
  readonly now: number
}

export interface Plan {
  /** Their posting window has passed. */
  readonly expire: readonly OutboxEntry[]
  readonly warn: readonly OutboxEntry[]
  readonly send: readonly OutboxEntry[]
  readonly ask: readonly OutboxEntry[]
  /** When something will be due that is not due yet. */
  readonly wakeAt: number | undefined
}

/**
 * What is to be done now. Entries of one customer keep their order, whatever holds up the first of them; others overtake.
 * While an upstream is down, one entry alone tries.
 */
export function planOf({ entries, lanes, busy, maxPerUpstream, now }: Situation): Plan {
  const plan = {
    expire: [] as OutboxEntry[],
    warn: [] as OutboxEntry[],
    send: [] as OutboxEntry[],
    ask: [] as OutboxEntry[],
  }
  let wakeAt: number | undefined
  const wake = (at: number) => {
    wakeAt = wakeAt === undefined ? at : Math.min(wakeAt, at)
  }
  const open = [...entries].filter(isOpen)
  const underWay = new Map<string, number>()
  for (const { id, upstream } of open) if (busy.has(id)) underWay.set(upstream, (underWay.get(upstream) ?? 0) + 1)
  const blocked = new Set<string>()
  for (const entry of open) {
    const { id, upstream, order, state } = entry
    const isFirst = order === undefined || !blocked.has(`${upstream} ${order}`)
    if (order !== undefined) blocked.add(`${upstream} ${order}`)
    if (busy.has(id)) continue
    if (now >= entry.expiresAt) {
      plan.expire.push(entry)
      continue
    }
    wake(entry.expiresAt)
    if (!entry.isWarned && now >= warnAt(entry)) plan.warn.push(entry)
    else if (!entry.isWarned) wake(warnAt(entry))
    const due = dueAt(entry)
    if (due === undefined || !isFirst) continue
    const lane = lanes.get(upstream) ?? up
    const active = underWay.get(upstream) ?? 0
    const from = lane.state === 'down' ? Math.max(due, lane.probeAt) : due
    if (from > now) wake(from)
    else if (active < (lane.state === 'down' ? 1 : maxPerUpstream)) {
      underWay.set(upstream, active + 1)
      plan[state.name === 'unknown' ? 'ask' : 'send'].push(entry)
    }
  }
  return { ...plan, wakeAt }
}

/** From when on it may be sent or asked about; `undefined` while a person holds it. */
function dueAt({ state }: OutboxEntry): number | undefined {
  if (state.name === 'waiting') return state.notBefore
  return state.name === 'unknown' && state.next.ask === 'upstream' ? state.next.notBefore : undefined
}

/** A day before the end; a window that is not much longer than that gives half of itself. */
function warnAt({ createdAt, expiresAt }: OutboxEntry): number {
  return expiresAt - Math.min(warningMs, (expiresAt - createdAt) / 2)
}

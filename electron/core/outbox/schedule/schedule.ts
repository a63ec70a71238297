import type { OutboxEntry } from '#core/outbox/entry.ts'
import { maxWaitMs } from '#core/pacing/retryAfter.ts'
import { type Lane, up } from './lane.ts'
import type { OpenEntries } from './openEntries.ts'

export interface Situation {
  readonly open: OpenEntries
  /** By upstream. Absent for one that is up. */
  readonly lanes: ReadonlyMap<string, Lane>
  /** Entries that are being sent or asked about in this very process: the upstream of each id. */
  readonly busy: ReadonlyMap<string, string>
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
  /** When something will be due that is not due yet; what is under way comes back by itself. */
  readonly wakeAt: number | undefined
}

/**
 * What is to be done now. Entries of one customer keep their order, whatever holds up the first of them; others overtake.
 * While an upstream is down, one entry alone tries.
 */
export function planOf({ open, lanes, busy, maxPerUpstream, now }: Situation): Plan {
  const plan = {
    expire: [] as OutboxEntry[],
    warn: [] as OutboxEntry[],
    send: [] as OutboxEntry[],
    ask: [] as OutboxEntry[],
  }
  let wakeAt = Number.POSITIVE_INFINITY
  // Of a sending that is under way nobody knows the effect: its own end says what becomes of it.
  for (const entry of open.dueBy(now))
    if (!busy.has(entry.id) && entry.state.name !== 'sending')
      plan[now >= entry.expiresAt ? 'expire' : 'warn'].push(entry)
  if (open.nextDeadline > now) wakeAt = open.nextDeadline
  const underWay = countByUpstream(busy)
  for (const [upstream, heads] of open.heads) {
    const lane = lanes.get(upstream) ?? up
    const probeAt = lane.state === 'down' ? pauseEnd(lane.probeAt, now) : now
    if (probeAt > now) {
      wakeAt = Math.min(wakeAt, probeAt)
      continue
    }
    let free = (lane.state === 'down' ? 1 : maxPerUpstream) - (underWay.get(upstream) ?? 0)
    for (const entry of heads) {
      if (free <= 0) break
      const dueAt = busy.has(entry.id) || now >= entry.expiresAt ? undefined : nextStepAt(entry, now)
      if (dueAt === undefined) continue
      if (dueAt > now) wakeAt = Math.min(wakeAt, dueAt)
      else {
        free -= 1
        plan[entry.state.name === 'unknown' ? 'ask' : 'send'].push(entry)
      }
    }
  }
  return { ...plan, wakeAt: Number.isFinite(wakeAt) ? wakeAt : undefined }
}

function countByUpstream(busy: ReadonlyMap<string, string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const upstream of busy.values()) counts.set(upstream, (counts.get(upstream) ?? 0) + 1)
  return counts
}

/** From when on it may be sent or asked about; `undefined` while a person holds it. */
function nextStepAt({ state }: OutboxEntry, now: number): number | undefined {
  if (state.name === 'waiting') return pauseEnd(state.notBefore, now)
  return state.name === 'unknown' && state.next.ask === 'upstream' ? pauseEnd(state.next.notBefore, now) : undefined
}

/** No pause is that long: a clock that ran ahead when it began has been put right since. */
export function pauseEnd(at: number, now: number): number {
  return at - now > maxWaitMs ? now : at
}

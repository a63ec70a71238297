import type { AuditRow } from '#contract/audit.ts'
import type { OutboxCounts } from '#contract/outbox/entry.ts'
import type { Day } from '#contract/reports/day.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { Clock } from '#core/base/clock.ts'
import { type Outage, outageMs } from '#core/network/outages.ts'

interface Deps {
  audit: Pick<AuditTrail, 'list'>
  clock: Clock
  /** When the agent started, in Unix milliseconds. */
  startedAt: number
  outages(): readonly Outage[]
  outbox(): OutboxCounts
  /** Codes that were sent in the last so many milliseconds. */
  codesSentWithin(ms: number): number
}

const rowsPerPage = 1_000
/** A busy store of ten checkouts writes some thousand rows a day. */
const maxRows = 20_000

/** What happened at this till since midnight, from the audit trail and the counts. */
export class DayReport {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @throws Fault `AUDIT_UNAVAILABLE` · `VERIFICATIONS_UNAVAILABLE` */
  today(): Day {
    const { clock, startedAt, outages, outbox, codesSentWithin } = this.#deps
    const now = clock.now()
    const since = midnightBefore(now)
    const rows = this.#rowsSince(since)
    return {
      since,
      ...countsOf(rows),
      codesSent: codesSentWithin(now - since),
      offline: offlineOf(outages(), since, now),
      offlineKnownSince: Math.max(since, startedAt),
      outbox: outbox(),
      isPartial: rows.length >= maxRows,
    }
  }

  #rowsSince(since: number): AuditRow[] {
    const rows: AuditRow[] = []
    let before: number | undefined
    while (rows.length < maxRows) {
      const page = this.#deps.audit.list(rowsPerPage, before)
      const ofToday = page.filter(({ at }) => at >= since)
      rows.push(...ofToday)
      before = page.at(-1)?.sequence
      if (page.length < rowsPerPage || ofToday.length < page.length) break
    }
    return rows
  }
}

/** Of the machine's own time zone. On a day on which clocks are changed it is an hour off. */
function midnightBefore(now: number): number {
  const clockTime = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', hourCycle: 'h23' })
  const [hours = 0, minutes = 0, seconds = 0] = clockTime.format(now).split(':').map(Number)
  return now - (now % 1_000) - ((hours * 60 + minutes) * 60 + seconds) * 1_000
}

type Counts = Pick<Day, 'verifications' | 'refusedOverrides' | 'lookedUp' | 'enrolled'>

/** How often each thing was done. */
export function countsOf(rows: readonly Pick<AuditRow, 'event' | 'outcome'>[]): Counts {
  const done = (event: string) => rows.filter((row) => row.event === event && row.outcome === 'done').length
  const overrides = rows.filter(({ event }) => event === 'verification-overridden')
  return {
    verifications: {
      confirmed: done('verification-confirmed'),
      overridden: done('verification-overridden'),
      refused: done('verification-refused'),
      expired: done('verification-expired'),
      cancelled: done('verification-cancelled'),
    },
    refusedOverrides: overrides.filter(({ outcome }) => outcome !== 'done').length,
    lookedUp: done('customer-looked-up'),
    enrolled: done('customer-enrolled'),
  }
}

/** Whole minutes for each upstream, the longest first; a part of a minute is one. */
export function offlineOf(outages: readonly Outage[], since: number, now: number): Day['offline'] {
  const ids = [...new Set(outages.map(({ upstream }) => upstream))]
  const all = ids.map((upstream) => {
    const own = outages.filter((outage) => outage.upstream === upstream)
    const isOffline = own.some(({ until }) => until === undefined)
    return { upstream, minutes: Math.ceil(outageMs(own, since, now) / 60_000), isOffline }
  })
  return all.filter(({ minutes, isOffline }) => minutes > 0 || isOffline).toSorted((a, b) => b.minutes - a.minutes)
}

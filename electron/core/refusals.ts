import type { FaultCode } from '../contract/faults.ts'
import type { RefusalCount } from '../contract/traffic.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import { Repeats } from './repeats.ts'

/** A request that was turned away unsent. */
export interface Refusal {
  code: FaultCode
  /** Where it was turned away: at the POS door when absent. */
  door?: 'pos' | 'web' | undefined
  /** Absent when not even one request could be made out. */
  requestId?: string | undefined
  client?: string | undefined
  upstream?: string | undefined
  /** The web page that asked, where one did. */
  origin?: string | undefined
}

interface Ports {
  audit: AuditTrail
  clock: Clock
  log: Log
}

/**
 * Refusals that no program meets by being merely wrong about its settings for a moment: somebody tries something. Not
 * `KEY_REQUIRED`: HTTP libraries send Basic only after they were asked to.
 */
const suspicious: readonly FaultCode[] = [
  'MALFORMED_REQUEST',
  'AMBIGUOUS_PATH',
  'FOREIGN_HOST',
  'ORIGIN_REFUSED',
  'KEY_REFUSED',
  'NOT_GRANTED',
  'ROUTE_DENIED',
  'BODY_REFUSED',
  'LOOP_DETECTED',
]

const logPace = { firstMs: 60_000, longestMs: 60_000 }
const auditPace = { firstMs: 60_000, longestMs: 3_600_000 }

/** Each refusal is counted; the log, and of the suspicious ones the audit trail, hear in sums (design 4.1). */
export class Refusals {
  /** How many of each, since the start. */
  readonly counts = new Map<FaultCode, number>(suspicious.map((code) => [code, 0]))
  readonly #inLog: Repeats<Refusal>
  readonly #inAudit: Repeats<Refusal>

  constructor({ audit, clock, log }: Ports) {
    this.#inLog = new Repeats(clock, logPace, ({ code, door = 'pos', requestId, client, upstream }, count) => {
      const kind = suspicious.includes(code) ? 'suspicious' : 'ordinary'
      log[kind === 'suspicious' ? 'warn' : 'info']('refused', {
        door,
        code,
        kind,
        requestId,
        client,
        upstream,
        count,
      })
    })
    this.#inAudit = new Repeats(clock, auditPace, ({ code, door = 'pos', client, upstream, origin }, count) => {
      const actor = `${door}/${client ?? 'unknown'}`
      const subject = upstream === undefined ? '' : `upstream/${upstream}`
      const facts = [...(count > 1 ? [`${count} times`] : []), ...(origin === undefined ? [] : [`origin ${origin}`])]
      audit.recordSoon({ event: 'request-refused', actor, subject, outcome: code, detail: facts.join(', ') })
    })
  }

  note(refusal: Refusal): void {
    const { code, client, door = 'pos' } = refusal
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1)
    const kind = `${door} ${code} ${client ?? ''}`
    this.#inLog.note(kind, refusal)
    if (suspicious.includes(code)) this.#inAudit.note(kind, refusal)
  }

  /** Those that happened, the most frequent first. */
  list(): RefusalCount[] {
    return [...this.counts]
      .filter(([, count]) => count > 0)
      .map(([code, count]) => ({ code, count }))
      .toSorted((one, other) => other.count - one.count)
  }

  close(): void {
    this.#inLog.close()
    this.#inAudit.close()
  }
}

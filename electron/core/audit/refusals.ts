import type { FaultCode } from '#contract/faults/faults.ts'
import type { RefusalCount } from '#contract/traffic.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import { RepeatThrottle } from '#core/pacing/repeatThrottle.ts'
import type { AuditTrail } from './auditTrail.ts'

/** A request that the agent refused and did not send on. */
export interface Refusal {
  code: FaultCode
  /** The API that refused it; the POS API when absent. */
  api?: 'pos' | 'web' | undefined
  /** Absent when the bytes were not even one request. */
  requestId?: string | undefined
  client?: string | undefined
  upstream?: string | undefined
  /** Origin of the web page that called, if one did. */
  origin?: string | undefined
}

interface Deps {
  audit: AuditTrail
  clock: Clock
  log: Log
}

/**
 * Refusals that a well-meaning program does not meet: they may be an attack. `KEY_REQUIRED` is none of them, because HTTP
 * libraries send Basic only after a first refusal.
 */
const suspicious: readonly FaultCode[] = [
  'MALFORMED_REQUEST',
  'AMBIGUOUS_PATH',
  'FOREIGN_HOST',
  'ORIGIN_REFUSED',
  'KEY_REFUSED',
  'SIGNATURE_REFUSED',
  'NOT_GRANTED',
  'ROUTE_DENIED',
  'BODY_REFUSED',
  'LOOP_DETECTED',
]

const logInterval = { firstMs: 60_000, maxMs: 60_000 }
const auditInterval = { firstMs: 60_000, maxMs: 3_600_000 }

/** Counts refusals. They go to the log, and suspicious ones to the audit trail as well, as sums, so that a flood fills neither. */
export class Refusals {
  /** By code, since the start of the agent. */
  readonly counts = new Map<FaultCode, number>(suspicious.map((code) => [code, 0]))
  readonly #inLog: RepeatThrottle<Refusal>
  readonly #inAudit: RepeatThrottle<Refusal>

  constructor({ audit, clock, log }: Deps) {
    this.#inLog = new RepeatThrottle(
      clock,
      logInterval,
      ({ code, api = 'pos', requestId, client, upstream }, count) => {
        const kind = suspicious.includes(code) ? 'suspicious' : 'ordinary'
        log[kind === 'suspicious' ? 'warn' : 'info']('refused', {
          api,
          code,
          kind,
          requestId,
          client,
          upstream,
          count,
        })
      },
    )
    this.#inAudit = new RepeatThrottle(
      clock,
      auditInterval,
      ({ code, api = 'pos', client, upstream, origin }, count) => {
        const actor = `${api}/${client ?? 'unknown'}`
        const subject = upstream === undefined ? '' : `upstream/${upstream}`
        const facts = [...(count > 1 ? [`${count} times`] : []), ...(origin === undefined ? [] : [`origin ${origin}`])]
        audit.recordSoon({ event: 'request-refused', actor, subject, outcome: code, detail: facts.join(', ') })
      },
    )
  }

  note(refusal: Refusal): void {
    const { code, client, api = 'pos' } = refusal
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1)
    const kind = `${api} ${code} ${client ?? ''}`
    this.#inLog.note(kind, refusal)
    if (suspicious.includes(code)) this.#inAudit.note(kind, refusal)
  }

  /** Codes that occurred, the most frequent first. */
  list(): RefusalCount[] {
    return [...this.counts]
      .filter(([, count]) => count > 0)
      .map(([code, count]) => ({ code, count }))
      .toSorted((a, b) => b.count - a.count)
  }

  close(): void {
    this.#inLog.close()
    this.#inAudit.close()
  }
}

import type { FaultCode } from '#contract/faults/faults.ts'
import { Fault } from '#core/base/fault.ts'
import { headerValue } from '#core/message/headerFilter.ts'
import { readHttpDate } from '#core/pacing/httpDate.ts'
import { readRetryAfter } from '#core/pacing/retryAfter.ts'
import type { WriteVerdict } from '#core/scheme/outboxRules.ts'

/** What came of one sending. @property isDown whether others to the same upstream would fare no better now */
export type AttemptResult =
  | { outcome: 'done'; status: number }
  | { outcome: 'recorded-before'; status: number; code: string }
  | { outcome: 'refused'; status?: number; code: string }
  | { outcome: 'not-done'; code: string; isDown: boolean; retryAfterMs?: number }
  | { outcome: 'unclear'; code: string; isDown: boolean }

/** The whole response to a sending. */
export interface WriteResponse {
  status: number
  /** Flat: name, value, … */
  headers: readonly string[]
  body: Buffer
}

/** What a response means for the entry. */
export function resultOfResponse({ status, headers }: WriteResponse, verdict: WriteVerdict): AttemptResult {
  const { outcome, code } = verdict
  switch (outcome) {
    case 'done':
      return { outcome, status }
    case 'recorded-before':
    case 'refused':
      return { outcome, status, code }
    case 'unclear':
      return { outcome, code, isDown: status >= 500 }
    case 'not-now': {
      const sentAtMs = readHttpDate(headerValue(headers, 'date') ?? '')
      const retryAfterMs = readRetryAfter(headerValue(headers, 'retry-after'), sentAtMs)
      return { outcome: 'not-done', code, isDown: true, ...(retryAfterMs !== undefined && { retryAfterMs }) }
    }
  }
}

/** Nothing was sent, or what was sent was turned away whole; and the upstream cannot be used now. */
const upstreamDown: ReadonlySet<FaultCode> = new Set([
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_UNTRUSTED',
  'UPSTREAM_NOT_READY',
  'UPSTREAM_LOCKED',
  // It may be set up again before the entry expires.
  'UNKNOWN_UPSTREAM',
  'TOKEN_EXPIRED',
])

/** The same, for this one request. */
const later: ReadonlySet<FaultCode> = new Set(['UPSTREAM_BUSY', 'TOO_MANY_REQUESTS', 'REQUEST_TIMEOUT'])

/** The agent itself will never send it as it is. */
const neverSent: ReadonlySet<FaultCode> = new Set([
  ...(['NOT_GRANTED', 'ROUTE_DENIED', 'BODY_REFUSED', 'BODY_TOO_LARGE'] as const),
  ...(['AMBIGUOUS_PATH', 'NOT_FOUND', 'LOOP_DETECTED', 'INVALID_INPUT', 'CUSTOMER_UNKNOWN'] as const),
])

/** What a sending means that got no whole response. @param thrown what the broker gave in place of it */
export function resultOfFailure(thrown: unknown): AttemptResult {
  if (!(thrown instanceof Fault)) return { outcome: 'unclear', code: 'INTERNAL', isDown: false }
  const { code, extras } = thrown
  if (neverSent.has(code)) return { outcome: 'refused', code }
  const isDown = upstreamDown.has(code)
  if (isDown || later.has(code)) {
    const { retryAfterSeconds } = extras
    const wait = typeof retryAfterSeconds === 'number' ? { retryAfterMs: retryAfterSeconds * 1_000 } : {}
    // The agent's own advice is for callers; the outbox has its back-off.
    return { outcome: 'not-done', code, isDown, ...(isDown ? {} : wait) }
  }
  return { outcome: 'unclear', code, isDown: code === 'OUTCOME_UNKNOWN' }
}

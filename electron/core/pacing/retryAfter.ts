import { readHttpDate } from './httpDate.ts'

/** Whole seconds after which a caller may try again: rounded up, and 1 at least (`Retry-After`, RFC 9110 §10.2.3). */
export function retryAfterSeconds(waitMs: number): number {
  return Math.max(1, secondsLeft(waitMs))
}

/** Whole seconds that are left: rounded up, and 0 when the time is over. */
export function secondsLeft(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1_000))
}

/** Nobody is kept waiting for longer on an upstream's word: a wrong date could last for years. */
export const maxWaitMs = 600_000

/**
 * How long a server asks to be left alone: `Retry-After`, in seconds or as a date (RFC 9110 §10.2.3). At most ten minutes;
 * `undefined` when the field says neither.
 *
 * @param sentAtMs the server's clock, by its `Date`: a date means nothing by another clock
 */
export function readRetryAfter(field: string | undefined, sentAtMs: number | undefined): number | undefined {
  const text = field?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1_000, maxWaitMs)
  const date = readHttpDate(text)
  if (date === undefined || sentAtMs === undefined) return undefined
  return Math.min(Math.max(0, date - sentAtMs), maxWaitMs)
}

import { type CodeLid, dayMs } from './codeLids.ts'

/** Limits that are no settings, whichever client or cashier asks (attacks.md T54, T55). */
export const codeLimits = {
  /** Between two codes to one number or address. */
  gapMs: 30_000,
  /** Codes for one verification. */
  sends: 5,
  /** Codes that can be entered for one verification. */
  tries: 5,
  /** How long a verification stays open. */
  lifeMs: 10 * 60_000,
  /** Verifications that one client, or the cashiers together, can have open. */
  open: 100,
}

/** When codes were sent under a key, oldest first. Times are of one clock, in milliseconds. */
export type SendTimes = (key: string) => readonly number[]

/** How many more codes can be sent. */
export interface CodesLeft {
  /** To this customer, in this day. */
  today: number
  /** Now, by every lid together. */
  now: number
  /** Until the next code may be sent to this number or address; 0: now. */
  waitMs: number
}

export type SendRefusal =
  | { code: 'RESEND_TOO_EARLY'; waitMs: number }
  /** @property lid the one that is shut the longest */
  | { code: 'CODES_USED_UP'; waitMs: number; lid: CodeLid }

/** Codes sent before this time no longer count. */
export function countedSince(now: number): number {
  return now - dayMs + 1
}

/** @param sentTo the key of the number or address that the code goes to */
export function codesLeft(sentTo: string, lids: readonly CodeLid[], sends: SendTimes, now: number): CodesLeft {
  const lefts = lids.map((lid) => ({ scope: lid.scope, left: Math.max(0, lid.max - countIn(lid, sends, now)) }))
  const least = (among: typeof lefts) => Math.min(...among.map(({ left }) => left))
  return {
    today: least(lefts.filter(({ scope }) => scope === 'customer')),
    now: least(lefts),
    waitMs: gapLeft(sentTo, sends, now),
  }
}

/**
 * Why no other code can be sent now. A shut lid is named before the gap, whose wait is shorter.
 *
 * @param ignoreGap for a client that keeps the gap by itself
 */
export function sendRefusal(
  sentTo: string,
  lids: readonly CodeLid[],
  sends: SendTimes,
  now: number,
  { ignoreGap = false } = {},
): SendRefusal | undefined {
  const shut = lids.flatMap((lid) => {
    const opensAt = opensAgainAt(lid, sends, now)
    return opensAt === undefined ? [] : [{ lid, waitMs: opensAt - now }]
  })
  const [longest] = shut.toSorted((a, b) => b.waitMs - a.waitMs)
  if (longest) return { code: 'CODES_USED_UP', ...longest }
  const waitMs = gapLeft(sentTo, sends, now)
  return waitMs > 0 && !ignoreGap ? { code: 'RESEND_TOO_EARLY', waitMs } : undefined
}

/** What is counted together, and how much of it there may be. */
export type CountLid = Pick<CodeLid, 'keys' | 'max' | 'windowMs'>

export function countIn({ keys, windowMs }: Omit<CountLid, 'max'>, sends: SendTimes, now: number): number {
  return keys.reduce((count, key) => count + sends(key).filter((at) => at > now - windowMs).length, 0)
}

/** When so many codes no longer count that one fewer than `max` are left; `undefined` for a lid that is open. */
export function opensAgainAt({ keys, max, windowMs }: CountLid, sends: SendTimes, now: number): number | undefined {
  const counted = keys.flatMap((key) => sends(key).filter((at) => at > now - windowMs)).toSorted((a, b) => a - b)
  const last = counted.at(-max)
  return counted.length < max || last === undefined ? undefined : last + windowMs
}

function gapLeft(sentTo: string, sends: SendTimes, now: number): number {
  const last = sends(sentTo).at(-1)
  return last === undefined ? 0 : Math.max(0, last + codeLimits.gapMs - now)
}

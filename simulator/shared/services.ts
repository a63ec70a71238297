import type { EffectCounts } from './effectCounts.ts'
import type { Outbox } from './outbox.ts'

/** What all clouds of one simulator share. */
export interface SharedServices {
  effects: EffectCounts
  /** Milliseconds since the epoch. */
  now(): number
  outbox: Outbox
  /** Value of `Retry-After` beside a 429; `null` sends none. */
  retryAfterSeconds: number | null
}

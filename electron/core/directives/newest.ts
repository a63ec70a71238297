import type { StoredHeadOffice } from '#core/settings/settings.ts'
import type { LastTrusted } from '#core/signing/signedDocument.ts'

export type Newest = NonNullable<StoredHeadOffice['newest']>[string]

/** The newest directives of a channel that were believed here. Each channel has counters of its own. */
export function newestOf({ newest = {} }: StoredHeadOffice, channel: string): Newest | undefined {
  return Object.hasOwn(newest, channel) ? newest[channel] : undefined
}

/** @param elapsedMs how long programs ran since the time with the newest was last counted @param at wall clock */
export function withNewest(
  record: StoredHeadOffice,
  channel: string,
  { heldMs: _, ...trusted }: LastTrusted,
  elapsedMs: number,
  at: number,
): StoredHeadOffice {
  const before = newestOf(record, channel)
  const heldMs = before?.digest === trusted.digest ? (before.heldMs ?? 0) + elapsedMs : 0
  return { ...record, newest: { ...record.newest, [channel]: { ...trusted, heldMs, at } } }
}

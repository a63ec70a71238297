import type { Bar } from '#contract/fleet/directives.ts'
import type { Settings, StoredHeadOffice } from '#core/settings/settings.ts'

type Names = Pick<Settings, 'enrolment' | 'installation'>

/** Whether head office means this till: by its own name for it, or by the installation. */
export function isThisTill(name: string, { enrolment, installation }: Names): boolean {
  return name === enrolment?.last?.till || name === installation
}

/** What of these bars this till: the latest, where it is named twice. */
export function barOf(barred: readonly Bar[], settings: Names): Bar | undefined {
  const { releasedAt = 0 } = settings.enrolment?.last ?? {}
  const own = barred.filter(({ till, since }) => isThisTill(till, settings) && releasedAt <= since)
  return own.toSorted((left, right) => right.since - left.since)[0]
}

/** The record of a barred till once head office has barred it again: a pack from between the two does not end that. */
export function withLaterBar({ bar, ...record }: StoredHeadOffice, { since, reason }: Bar): StoredHeadOffice {
  return { ...record, bar: { isForgotten: false, ...bar, since, reason } }
}

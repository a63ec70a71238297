import type { i18n, TFunction } from 'i18next'
import type { FaultCode } from '#contract/faults/faults.ts'
import type { Concern } from '#contract/status.ts'
import type { status } from '#words/en/status.ts'
import { formats } from '#words/format.ts'

type OwnCode = keyof (typeof status)['concerns']['byCode']

interface ConcernWords {
  reason: string
  remedy: string
  /** The agent's own English sentence, where it adds something. */
  detail?: string
}

/** Codes whose agent sentence holds details that the catalogue's sentence lacks. */
const withDetail = new Set([
  'UPSTREAM_ALARM',
  'UPSTREAM_RE_SIGNED',
  'CERTIFICATE_EXPIRING',
  'CERTIFICATE_EXPIRED',
  'AUDIT_DAMAGED',
  'VERIFICATIONS_DAMAGED',
  'RECORD_DAMAGED',
  'OUTBOX_NEEDS_PERSON',
  'DROP_STUCK',
  'DROP_REFUSED',
  'UPSTREAM_NOT_READY',
])

/** The sentences for a concern: the catalogue's for its code, else the catalogue's for the fault of that code, else the agent's own. */
export function concernWords(
  { code, reason, remedy, since }: Omit<Concern, 'about'>,
  t: TFunction,
  { exists, language }: Pick<i18n, 'exists' | 'language'>,
): ConcernWords {
  if (exists(`status.concerns.byCode.${code}.reason`)) {
    const time = since === undefined ? '' : formats(language).time(since)
    return {
      reason: t(`status.concerns.byCode.${code as OwnCode}.reason`, { time }),
      remedy: t(`status.concerns.byCode.${code as OwnCode}.remedy`),
      ...(withDetail.has(code) && { detail: reason }),
    }
  }
  if (exists(`faults.${code}.title`))
    return {
      reason: t(`faults.${code as FaultCode}.title`),
      remedy: t(`faults.${code as FaultCode}.remedy`),
      detail: reason,
    }
  return { reason, remedy }
}

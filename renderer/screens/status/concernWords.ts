import type { i18n, TFunction } from 'i18next'
import type { FaultCode } from '../../../electron/contract/faults.ts'
import type { Concern } from '../../../electron/contract/status.ts'
import type { status } from '../../words/en/status.ts'

type OwnCode = keyof (typeof status)['concerns']['byCode']

interface ConcernWords {
  reason: string
  remedy: string
  /** The agent's own sentence, where it says more. */
  detail?: string
}

/** Concerns of which the agent knows more than their kind. */
const saysMore = new Set(['UPSTREAM_ALARM', 'AUDIT_DAMAGED', 'UPSTREAM_NOT_READY'])

/** The window's words for a concern: those made for concerns, else those for the fault behind it, else the agent's own. */
export function concernWords(
  { code, reason, remedy }: Concern,
  t: TFunction,
  { exists }: Pick<i18n, 'exists'>,
): ConcernWords {
  if (exists(`status.concerns.byCode.${code}.reason`))
    return {
      reason: t(`status.concerns.byCode.${code as OwnCode}.reason`),
      remedy: t(`status.concerns.byCode.${code as OwnCode}.remedy`),
      ...(saysMore.has(code) && { detail: reason }),
    }
  if (exists(`faults.${code}.title`))
    return {
      reason: t(`faults.${code as FaultCode}.title`),
      remedy: t(`faults.${code as FaultCode}.remedy`),
      detail: reason,
    }
  return { reason, remedy }
}

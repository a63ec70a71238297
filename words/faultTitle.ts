import type { i18n, TFunction } from 'i18next'
import type { FaultCode } from '#contract/faults/faults.ts'

/** The catalogue's title for a fault's code; the code itself where the catalogue lacks it. */
export function faultTitle(code: string, t: TFunction, { exists }: Pick<i18n, 'exists'>): string {
  return exists(`faults.${code}.title`) ? t(`faults.${code as FaultCode}.title`) : code
}

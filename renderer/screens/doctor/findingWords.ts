import type { i18n, TFunction } from 'i18next'
import type { Finding } from '../../../electron/contract/doctor.ts'

interface FindingWords {
  sentence: string
  remedy?: string
  /** The agent's own sentence, where it says more. */
  detail?: string
}

/** The window's words for a finding; where the catalogue has none, the agent's own. */
export function findingWords(finding: Finding, t: TFunction, { exists }: Pick<i18n, 'exists'>): FindingWords {
  const { check, upstream, outcome, sentence, remedy } = finding
  if (check === 'credential' && upstream === undefined)
    return {
      sentence: t('status.concerns.byCode.NO_UPSTREAM.reason'),
      remedy: t('status.concerns.byCode.NO_UPSTREAM.remedy'),
    }
  const key = `doctor.findings.${check}.${outcome}` as const
  if (!exists(`${key}.sentence`)) return { sentence, ...(remedy !== undefined && { remedy }) }
  const detail = [sentence, remedy].filter(Boolean).join(' ')
  return {
    sentence: t(`${key}.sentence`),
    ...((outcome === 'attention' || outcome === 'trouble') && {
      remedy: t(`doctor.findings.${check}.${outcome}.remedy`),
    }),
    ...(outcome !== 'fine' && { detail }),
  }
}

import type { i18n, TFunction } from 'i18next'
import type { Finding } from '#contract/doctor.ts'
import type { doctor } from '#words/en/doctor.ts'

interface FindingWords {
  sentence: string
  remedy?: string
  /** The agent's own English sentence, where it adds something. */
  detail?: string
}

/** The catalogue's sentences for a finding: by its reason, else by check and outcome; the agent's own where it has neither. */
export function findingWords(finding: Finding, t: TFunction, { exists }: Pick<i18n, 'exists'>): FindingWords {
  const { check, upstream, outcome, sentence, remedy } = finding
  if (check === 'credential' && upstream === undefined)
    return {
      sentence: t('status.concerns.byCode.NO_UPSTREAM.reason'),
      remedy: t('status.concerns.byCode.NO_UPSTREAM.remedy'),
    }
  const named = namedWords(finding, t, { exists })
  if (named) return named
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

type NamedReason = keyof (typeof doctor)['byReason']
type WithRemedy = 'proxy-refused'

/** Every name that a sentence may have. */
const noFacts = { code: '', days: 0, issuer: '', pac: '', proxy: '', status: 0, subject: '' }

/** Sentences that name the proxy, the filter or the certificate; `undefined` for a reason without. */
function namedWords(
  { reason, facts }: Finding,
  t: TFunction,
  { exists }: Pick<i18n, 'exists'>,
): FindingWords | undefined {
  if (!exists(`doctor.byReason.${reason}.sentence`)) return undefined
  const values = { ...noFacts, ...facts, settings: settingsWords(facts, t) }
  return {
    sentence: t(`doctor.byReason.${reason as NamedReason}.sentence`, values),
    ...(exists(`doctor.byReason.${reason}.remedy`) && {
      remedy: t(`doctor.byReason.${reason as WithRemedy}.remedy`, values),
    }),
  }
}

function settingsWords({ source, pac }: Finding['facts'], t: TFunction): string {
  if (source === undefined) return ''
  const settings = t(`doctor.proxySettings.${source as keyof (typeof doctor)['proxySettings']}`)
  return pac ? t('doctor.settingsWithPac', { settings, pac }) : settings
}

import { useTranslation } from 'react-i18next'
import type { ShownFault } from '#renderer/agent/fault.ts'

/** One of many: the compiler would take minutes to tell them all apart. */
type Case = 'sending.UPSTREAM_BUSY'

interface FaultWords {
  title: string
  remedy: string
  /** Whether the agent's own remedy tells more than the catalogue's. */
  isGeneral: boolean
}

/**
 * The catalogue's sentences for a fault: those for what was being done, or for the cause that the agent names, before those of
 * its code. A code that the catalogue lacks gets the agent's own English sentences.
 */
export function useFaultWords({ code, detail, remedy, during, cause }: ShownFault): FaultWords {
  const { t, i18n } = useTranslation()
  const cases = [during && `${during}.${code}`, code === 'CREDENTIAL_UNPROVEN' && cause && `unproven.${cause}`]
  const known = cases.find((name): name is Case => typeof name === 'string' && i18n.exists(`faultCases.${name}.title`))
  if (known) return { title: t(`faultCases.${known}.title`), remedy: t(`faultCases.${known}.remedy`), isGeneral: true }
  if (!i18n.exists(`faults.${code}.title`))
    return { title: detail || t('faults.INTERNAL.title'), remedy, isGeneral: false }
  return { title: t(`faults.${code}.title`), remedy: t(`faults.${code}.remedy`), isGeneral: false }
}

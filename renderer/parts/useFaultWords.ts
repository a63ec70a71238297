import { useTranslation } from 'react-i18next'
import type { ShownFault } from '../agent/fault.ts'

/** The window's sentences for a fault. A code that this window does not know yet is told in the agent's own. */
export function useFaultWords({ code, detail, remedy }: ShownFault): { title: string; remedy: string } {
  const { t, i18n } = useTranslation()
  if (!i18n.exists(`faults.${code}.title`)) return { title: detail || t('faults.INTERNAL.title'), remedy }
  return { title: t(`faults.${code}.title`), remedy: t(`faults.${code}.remedy`) }
}

import { useDocumentTitle } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Condition, Status } from '../../electron/contract/status.ts'

/** unheard: the agent does not answer · unknown: it was not asked yet. */
export type ShownCondition = Condition | 'unheard' | 'unknown'

export function shownCondition(isHeard: boolean, status: Status | undefined): ShownCondition {
  if (!isHeard) return 'unheard'
  return status?.condition ?? 'unknown'
}

/** The till's condition first: it is read in the task bar, where the end is cut off. */
export function useTitle(condition: ShownCondition): void {
  const { t } = useTranslation()
  useDocumentTitle(`${t(`shell.condition.${condition}`)} · ${t('shell.title')}`)
}

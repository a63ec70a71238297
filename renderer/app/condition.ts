import { useDocumentTitle } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Condition, Status } from '#contract/status.ts'

/** disconnected: the agent is not connected · unknown: the status has not been read yet. */
export type ShownCondition = Condition | 'disconnected' | 'unknown'

export function shownCondition(isConnected: boolean, status: Status | undefined): ShownCondition {
  if (!isConnected) return 'disconnected'
  return status?.condition ?? 'unknown'
}

/** Puts the till's condition first in the title: the task bar cuts the end off. */
export function useTitle(condition: ShownCondition): void {
  const { t } = useTranslation()
  useDocumentTitle(`${t(`shell.condition.${condition}`)} · ${t('shell.title')}`)
}

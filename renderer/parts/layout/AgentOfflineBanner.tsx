import { Alert } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Shown while the agent does not answer. */
export function AgentOfflineBanner() {
  const { t } = useTranslation()
  return (
    <Alert
      role="alert"
      radius={0}
      color="red"
      variant="light"
      icon={<IconPlugConnectedX aria-hidden />}
      title={t('shell.offline.title')}
    >
      {t('shell.offline.remedy')}
    </Alert>
  )
}

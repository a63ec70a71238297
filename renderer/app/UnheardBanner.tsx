import { Alert } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export function UnheardBanner() {
  const { t } = useTranslation()
  return (
    <Alert
      role="alert"
      radius={0}
      color="red"
      variant="light"
      icon={<IconPlugConnectedX aria-hidden />}
      title={t('shell.unheard.title')}
    >
      {t('shell.unheard.remedy')}
    </Alert>
  )
}

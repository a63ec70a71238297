import { Center, Group, Loader, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export function Loading() {
  const { t } = useTranslation()
  return (
    <Center mih={160} role="status" data-loading>
      <Group>
        <Loader size="sm" />
        <Text c="dimmed">{t('parts.loading')}</Text>
      </Group>
    </Center>
  )
}

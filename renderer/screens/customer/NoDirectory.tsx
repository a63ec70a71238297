import { Button, Stack, Text, Title } from '@mantine/core'
import { IconCloudQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'

/** Shown when no upstream of this till can look customers up or verify them. */
export function NoDirectory() {
  const { t } = useTranslation()
  const [, goTo] = useLocation()
  return (
    <Stack align="center" ta="center" p="xl" mt="xl">
      <IconCloudQuestion size={56} stroke={1.5} aria-hidden />
      <Title order={1} size="h2">
        {t('customer.noDirectory.title')}
      </Title>
      <Text size="lg">{t('customer.noDirectory.remedy')}</Text>
      <Button onClick={() => goTo('/upstreams')}>{t('customer.noDirectory.action')}</Button>
    </Stack>
  )
}

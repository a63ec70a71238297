import { Button, Stack, Text, Title } from '@mantine/core'
import { IconCloudQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'

/** No upstream of this till knows customers. */
export function NobodyKnows() {
  const { t } = useTranslation()
  const [, goTo] = useLocation()
  return (
    <Stack align="center" ta="center" p="xl" mt="xl">
      <IconCloudQuestion size={56} stroke={1.5} aria-hidden />
      <Title order={1} size="h2">
        {t('customer.nobody.title')}
      </Title>
      <Text size="lg">{t('customer.nobody.remedy')}</Text>
      <Button onClick={() => goTo('/upstreams')}>{t('customer.nobody.action')}</Button>
    </Stack>
  )
}

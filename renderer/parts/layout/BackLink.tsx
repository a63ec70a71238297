import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'

export function BackLink({ to }: { to: string }) {
  const { t } = useTranslation()
  return (
    <Button
      component={Link}
      to={to}
      variant="default"
      leftSection={<IconArrowLeft size={20} className="directional" aria-hidden />}
    >
      {t('parts.back')}
    </Button>
  )
}

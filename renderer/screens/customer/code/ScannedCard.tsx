import { Alert, Button, Group, Text } from '@mantine/core'
import { IconBarcode } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CashierControls } from '#renderer/screens/customer/useCashierSession.ts'

/** Asks whether a scan was the next customer's. The code that is waited for can be entered later. */
export function ScannedCard({ controls, scanned }: { controls: CashierControls; scanned: string }) {
  const { t } = useTranslation()
  return (
    <Alert role="alert" color="blue" icon={<IconBarcode aria-hidden />} title={t('customer.code.scanned.title')}>
      <Text>{t('customer.code.scanned.text')}</Text>
      <Group mt="sm" gap="sm">
        <Button variant="default" onClick={() => controls.scan(scanned)}>
          {t('customer.ended.next')}
        </Button>
        <Button variant="default" onClick={() => controls.scanAtCode()}>
          {t('customer.code.scanned.stay')}
        </Button>
      </Group>
    </Alert>
  )
}

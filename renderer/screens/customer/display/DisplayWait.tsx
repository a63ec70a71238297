import { Alert, Button, Text } from '@mantine/core'
import { IconDeviceTablet } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CustomerDisplay } from './useCustomerDisplay.ts'

/** Says what the customer does on the customer display, and takes it back to this screen. Nothing while no customer is asked. */
export function DisplayWait({ display }: { display: CustomerDisplay }) {
  const { t } = useTranslation()
  const { ask, end } = display
  if (!ask) return null
  const what = ask.isTyping ? 'typing' : ask.step === 'code' ? 'code' : 'asking'
  return (
    <Alert role="status" icon={<IconDeviceTablet aria-hidden />} title={t('display.counter.title')}>
      <Text size="lg">{t(`display.counter.${what}`)}</Text>
      <Button mt="sm" variant="default" onClick={end}>
        {t('display.counter.takeOver')}
      </Button>
    </Alert>
  )
}

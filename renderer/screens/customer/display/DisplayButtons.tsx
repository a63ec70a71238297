import { Button } from '@mantine/core'
import { IconDeviceTablet } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CustomerDisplay } from './useCustomerDisplay.ts'

interface DisplayButtonsProps {
  display: CustomerDisplay
  /** What the customer is to do there. */
  what: 'ask' | 'enterThere'
  isBusy: boolean
  onStart: (display: string) => void
}

/** One button for each customer display that is open; nothing where none is. */
export function DisplayButtons({ display, what, isBusy, onStart }: DisplayButtonsProps) {
  const { t } = useTranslation()
  return display.open.map(({ id, number }) => (
    <Button
      key={id}
      variant="default"
      size={what === 'ask' ? 'lg' : 'md'}
      disabled={isBusy}
      leftSection={<IconDeviceTablet aria-hidden />}
      onClick={() => onStart(id)}
    >
      {t(`display.counter.${what}`)}
      {display.count > 1 && ` · ${number}`}
    </Button>
  ))
}

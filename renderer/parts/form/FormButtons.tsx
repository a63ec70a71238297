import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface FormButtonsProps {
  /** Words of the button that sends the form. */
  submit: string
  color?: string
  isBusy: boolean
  isDisabled?: boolean
  onCancel: () => void
}

/** The end of a form that can be left. */
export function FormButtons({ submit, color, isBusy, isDisabled = false, onCancel }: FormButtonsProps) {
  const { t } = useTranslation()
  return (
    <Group gap="sm">
      <Button type="submit" {...(color && { color })} loading={isBusy} disabled={isDisabled}>
        {submit}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('parts.cancel')}
      </Button>
    </Group>
  )
}

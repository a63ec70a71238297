import { Button, Text, Title } from '@mantine/core'
import { IconCheck, IconClockX, IconLockX, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '../../../electron/contract/verification.ts'
import { Masked } from '../../parts/Masked.tsx'
import classes from './customer.module.css'

type Ending = 'confirmed' | 'refused' | 'expired' | 'cancelled'

const icons = { confirmed: IconCheck, refused: IconLockX, expired: IconClockX, cancelled: IconX }

interface OverStepProps {
  /** That waits for no code any more. */
  verification: CashierVerification
  name: string | undefined
  onNext: () => void
}

export function OverStep({ verification, name, onNext }: OverStepProps) {
  const { t } = useTranslation()
  const ending = verification.state as Ending
  const Icon = icons[ending]
  return (
    <section className={classes.over} data-ending={ending} aria-labelledby="over-title">
      <span className={classes.sign}>
        <Icon size={64} stroke={2.5} aria-hidden />
      </span>
      <Title order={2} id="over-title">
        {t(`customer.over.${ending}.title`)}
      </Title>
      <Text size="lg" maw="34rem">
        {t(`customer.over.${ending}.text`)}
      </Text>
      <Text size="xl" fw={600}>
        {name && (
          <>
            <bdi>{name}</bdi> ·{' '}
          </>
        )}
        <Masked>{verification.maskedIdentifier}</Masked>
      </Text>
      <Button size="xl" autoFocus onClick={onNext}>
        {t('customer.over.next')}
      </Button>
    </section>
  )
}

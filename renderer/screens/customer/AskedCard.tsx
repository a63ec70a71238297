import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '../../../electron/contract/verification.ts'
import { Masked } from '../../parts/Masked.tsx'
import classes from './customer.module.css'
import { RequestFacts } from './RequestFacts.tsx'

interface AskedCardProps {
  verification: CashierVerification
  onTake: () => void
}

/** One that waits for a code while something else is shown. */
export function AskedCard({ verification, onTake }: AskedCardProps) {
  const { t } = useTranslation()
  return (
    <section className={classes.asked}>
      <div className={classes.grow}>
        <Text fw={650}>
          {t(verification.client ? 'customer.asked.title' : 'customer.asked.own')}:{' '}
          <Masked>{verification.maskedIdentifier}</Masked>
        </Text>
        <RequestFacts verification={verification} />
      </div>
      <Button onClick={onTake}>{t('customer.asked.take')}</Button>
    </section>
  )
}

import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './StaffLine.module.css'
import type { Sale } from './useSale.ts'

/** Says who serves, and lets somebody else take over. */
export function StaffLine({ sale }: { sale: Sale }) {
  const { t } = useTranslation()
  const { cashier, shift } = sale.told
  if (cashier === undefined && shift === undefined) return null
  return (
    <div className={classes.line}>
      <Text>
        {cashier !== undefined && <bdi>{t('customer.sale.serving', { cashier })}</bdi>}
        {cashier !== undefined && shift !== undefined && ' · '}
        {shift !== undefined && <bdi>{t('customer.sale.servingShift', { shift })}</bdi>}
      </Text>
      <Button variant="subtle" onClick={sale.change}>
        {t('customer.sale.change')}
      </Button>
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import type { CustomerFacts } from '#renderer/screens/customer/cashierSession.ts'
import classes from './customer.module.css'

/** The customer's level, points and coupons; nothing where the upstream tells none of them. */
export function Standing({ facts: { tier, points, coupons } }: { facts: CustomerFacts }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  if (tier === undefined && points === undefined && coupons === undefined) return null
  return (
    <dl className={classes.facts}>
      {tier !== undefined && (
        <div>
          <dt>{t('customer.found.tier')}</dt>
          <dd>
            <bdi>{tier}</bdi>
          </dd>
        </div>
      )}
      {points !== undefined && (
        <div>
          <dt>{t('customer.found.points')}</dt>
          <dd>{number(points)}</dd>
        </div>
      )}
      {coupons !== undefined && (
        <div>
          <dt>{t('customer.found.coupons')}</dt>
          <dd>{number(coupons)}</dd>
        </div>
      )}
    </dl>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '#contract/verification.ts'
import { calls } from '#renderer/agent/agent.ts'
import { Countdown } from '#renderer/parts/format/Countdown.tsx'
import { useSecondsUntil } from '#renderer/parts/format/useSecondsUntil.ts'
import classes from '#renderer/screens/customer/customer.module.css'

/** How many tries, codes and minutes are left. */
export function CodeLimits({ verification }: { verification: CashierVerification }) {
  const { t } = useTranslation()
  const { triesLeft, codesLeftToday, expiresAt } = verification
  const queries = useQueryClient()
  const isExpired = useSecondsUntil(expiresAt) === 0
  useEffect(() => {
    if (isExpired) void queries.invalidateQueries({ queryKey: calls.verifications.key() })
  }, [isExpired, queries])
  return (
    <ul className={classes.limits}>
      <li data-low={triesLeft <= 2 || undefined}>{t('customer.code.triesLeft', { count: triesLeft })}</li>
      <li data-low={codesLeftToday <= 2 || undefined}>{t('customer.code.codesLeft', { count: codesLeftToday })}</li>
      <li>
        {t('customer.code.expires')} <Countdown until={expiresAt} over={t('customer.code.expired')} />
      </li>
    </ul>
  )
}

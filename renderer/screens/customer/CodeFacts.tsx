import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '../../../electron/contract/verification.ts'
import { calls } from '../../agent/agent.ts'
import { Countdown } from '../../parts/Countdown.tsx'
import { useSecondsUntil } from '../../parts/useSecondsUntil.ts'
import classes from './customer.module.css'

/** What is left, said before it runs out. */
export function CodeFacts({ verification }: { verification: CashierVerification }) {
  const { t } = useTranslation()
  const { triesLeft, codesLeftToday, expiresAt } = verification
  const queries = useQueryClient()
  const isExpired = useSecondsUntil(expiresAt) === 0
  useEffect(() => {
    if (isExpired) void queries.invalidateQueries({ queryKey: calls.verifications.key() })
  }, [isExpired, queries])
  return (
    <ul className={classes.left}>
      <li data-few={triesLeft <= 2 || undefined}>{t('customer.code.triesLeft', { count: triesLeft })}</li>
      <li data-few={codesLeftToday <= 2 || undefined}>{t('customer.code.codesLeft', { count: codesLeftToday })}</li>
      <li>
        {t('customer.code.expires')} <Countdown until={expiresAt} over={t('customer.code.expired')} />
      </li>
    </ul>
  )
}

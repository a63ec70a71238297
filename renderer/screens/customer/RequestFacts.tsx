import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '#contract/verification.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { useClientName } from './useClientName.ts'

/** Which client asked for the verification, its purpose, its amount and the receipt: what is known of these. */
export function RequestFacts({ verification }: { verification: CashierVerification }) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { client, purpose, amount, receipt } = verification
  const name = useClientName(client)
  if (!name && !purpose && !amount && !receipt) return null
  return (
    <Text component="div">
      {name && t('customer.code.requestedBy', { client: name })}{' '}
      {purpose && (
        <span>
          {t('customer.code.purpose')} <b dir="auto">{purpose.replaceAll('-', ' ')}</b>
        </span>
      )}
      {purpose && amount && ' · '}
      {amount && (
        <span>
          {t('customer.code.amount')}{' '}
          <b>
            <bdi>{money(amount)}</bdi>
          </b>
        </span>
      )}
      {receipt && (
        <span>
          {(purpose || amount) && ' · '}
          {t('customer.sale.receipt')}{' '}
          <b>
            <bdi>{receipt}</bdi>
          </b>
        </span>
      )}
    </Text>
  )
}

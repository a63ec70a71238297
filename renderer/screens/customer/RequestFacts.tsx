import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '../../../electron/contract/verification.ts'
import { useFormats } from '../../parts/useFormats.ts'
import { useProgramName } from './useProgramName.ts'

/** Who asks for it and what for, if a program does. */
export function RequestFacts({ verification }: { verification: CashierVerification }) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { client, purpose, amount } = verification
  const program = useProgramName(client)
  if (!program && !purpose && !amount) return null
  return (
    <Text component="div">
      {program && t('customer.code.asks', { program })}{' '}
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
    </Text>
  )
}

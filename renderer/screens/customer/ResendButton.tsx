import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '../../../electron/contract/verification.ts'
import { Countdown } from '../../parts/Countdown.tsx'
import { useSecondsUntil } from '../../parts/useSecondsUntil.ts'

interface ResendButtonProps {
  verification: CashierVerification
  seenAt: number
  isBusy: boolean
  onResend: () => void
}

export function ResendButton({ verification, seenAt, isBusy, onResend }: ResendButtonProps) {
  const { t } = useTranslation()
  const { resendAfterSeconds, sendsLeft } = verification
  const resendAt = seenAt + resendAfterSeconds * 1_000
  const secondsLeft = useSecondsUntil(resendAt)
  const isOff = sendsLeft === 0 || secondsLeft > 0
  return (
    <Button variant="default" disabled={isOff || isBusy} leftSection={<IconRefresh aria-hidden />} onClick={onResend}>
      {sendsLeft === 0 ? (
        t('customer.code.noneLeft')
      ) : secondsLeft > 0 ? (
        <span>
          {t('customer.code.resendIn')} <Countdown until={resendAt} over={t('customer.code.resendNow')} />
        </span>
      ) : (
        t('customer.code.resend')
      )}
    </Button>
  )
}

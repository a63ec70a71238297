import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '#contract/verification.ts'
import { Countdown } from '#renderer/parts/format/Countdown.tsx'
import { useSecondsUntil } from '#renderer/parts/format/useSecondsUntil.ts'

interface ResendButtonProps {
  verification: CashierVerification
  /** When the agent reported the verification, in milliseconds since 1970. */
  seenAt: number
  isBusy: boolean
  onResend: () => void
}

/** Sends another code; disabled while the agent does not allow one, with the time left. */
export function ResendButton({ verification, seenAt, isBusy, onResend }: ResendButtonProps) {
  const { t } = useTranslation()
  const { resendAfterSeconds, sendsLeft } = verification
  const resendAt = seenAt + resendAfterSeconds * 1_000
  const secondsLeft = useSecondsUntil(resendAt)
  const isDisabled = sendsLeft === 0 || secondsLeft > 0
  return (
    <Button
      variant="default"
      disabled={isDisabled || isBusy}
      leftSection={<IconRefresh aria-hidden />}
      onClick={onResend}
    >
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

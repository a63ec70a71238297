import { IconCheck, IconClockX, IconLockX, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '#contract/verification.ts'
import { Masked } from '#renderer/parts/format/Masked.tsx'
import { EndFrame } from './EndFrame.tsx'

type EndState = 'confirmed' | 'refused' | 'expired' | 'cancelled'

const icons = { confirmed: IconCheck, refused: IconLockX, expired: IconClockX, cancelled: IconX }

interface EndStepProps {
  /** In an end state. */
  verification: CashierVerification
  name: string | undefined
  isRefusedByCloud: boolean
  onNext: () => void
}

/** Says how the verification ended. */
export function EndStep({ verification, name, isRefusedByCloud, onNext }: EndStepProps) {
  const { t } = useTranslation()
  const state = verification.state as EndState
  const ending = isRefusedByCloud ? 'refusedByCloud' : state
  return (
    <EndFrame
      state={state}
      Icon={icons[state]}
      title={t(`customer.ended.${ending}.title`)}
      text={t(`customer.ended.${ending}.text`)}
      onNext={onNext}
    >
      {name && (
        <>
          <bdi>{name}</bdi> ·{' '}
        </>
      )}
      <Masked>{verification.maskedIdentifier}</Masked>
    </EndFrame>
  )
}

import { IconCheck, IconClockX, IconLockX, IconUserCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CashierVerification } from '#contract/verification.ts'
import { Masked } from '#renderer/parts/format/Masked.tsx'
import type { CustomerFacts } from '#renderer/screens/customer/cashierSession.ts'
import { RequestFacts } from '#renderer/screens/customer/RequestFacts.tsx'
import { Standing } from '#renderer/screens/customer/Standing.tsx'
import { EndFrame } from './EndFrame.tsx'

type EndState = 'confirmed' | 'refused' | 'expired' | 'cancelled'

const icons = { confirmed: IconCheck, refused: IconLockX, expired: IconClockX, cancelled: IconX }

interface EndStepProps {
  /** In an end state. */
  verification: CashierVerification
  customer: CustomerFacts | undefined
  isRefusedByCloud: boolean
  onNext: () => void
}

/** Says how the verification ended, and whom and what it was for. */
export function EndStep({ verification, customer = {}, isRefusedByCloud, onNext }: EndStepProps) {
  const { t } = useTranslation()
  const state = verification.state as EndState
  const ending = isRefusedByCloud ? 'refusedByCloud' : state
  const isConfirmed = state === 'confirmed'
  const isOverridden = verification.method === 'override'
  return (
    <EndFrame
      state={state}
      Icon={isOverridden ? IconUserCheck : icons[state]}
      title={t(isOverridden ? 'customer.override.done.title' : `customer.ended.${ending}.title`)}
      text={textOf()}
      onNext={onNext}
      facts={
        isConfirmed && (
          <>
            <Standing facts={customer} />
            <RequestFacts verification={verification} />
          </>
        )
      }
    >
      {customer.name && (
        <>
          <bdi>{customer.name}</bdi> ·{' '}
        </>
      )}
      <Masked>{verification.maskedIdentifier}</Masked>
    </EndFrame>
  )

  function textOf(): string {
    if (isOverridden) return t('customer.override.done.text')
    if (isConfirmed) return t(`customer.ended.proven.${verification.channel}`)
    return t(`customer.ended.${ending as Exclude<EndState, 'confirmed'>}.text`)
  }
}

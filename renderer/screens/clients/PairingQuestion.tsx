import { Button, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconHourglassOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '#contract/pairing.ts'
import { agent } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { useSecondsUntil } from '#renderer/parts/format/useSecondsUntil.ts'
import { PinEntry } from '#renderer/parts/pin/PinEntry.tsx'
import { type ApprovalChoice, reducedGrants } from './approvalChoice.ts'
import { grantItems } from './grantItems.ts'
import { PairingForm } from './PairingForm.tsx'
import { PairingOutcome } from './PairingOutcome.tsx'
import { type AnswerStep, pairingStep } from './pairingStep.ts'

interface PairingQuestionProps {
  pairing: PairingView
  /** Whether the agent still waits for an answer. */
  isPending: boolean
  onClose: () => void
}

/** Asks a person to approve or refuse a pairing, and shows the outcome. */
export function PairingQuestion({ pairing, isPending, onClose }: PairingQuestionProps) {
  const { t } = useTranslation()
  const { id, name, expiresAt } = pairing
  const [answer, setAnswer] = useState<AnswerStep>({ step: 'asking' })
  const [choice, setChoice] = useState<ApprovalChoice>({
    items: grantItems(pairing.grants),
    period: pairing.days ?? 'never-expires',
  })
  const secondsLeft = useSecondsUntil(expiresAt)

  const approve = async () => {
    setAnswer({ step: 'answering' })
    try {
      await agent.pairings.approve({ id, ...reducedGrants(pairing, choice) })
      setAnswer({ step: 'granted' })
    } catch (error) {
      setAnswer(faultOf(error).code === 'PIN_REQUIRED' ? { step: 'pin' } : { step: 'asking', error })
    }
  }
  const refuse = async () => {
    setAnswer({ step: 'answering' })
    try {
      await agent.pairings.refuse({ id })
      setAnswer({ step: 'refused' })
    } catch (error) {
      setAnswer({ step: 'asking', error })
    }
  }
  const shown = pairingStep(answer, { secondsLeft, isPending })

  switch (shown.step) {
    case 'asking':
    case 'answering':
      return (
        <PairingForm
          pairing={pairing}
          choice={choice}
          onChoice={setChoice}
          isBusy={shown.step === 'answering'}
          error={shown.step === 'asking' ? shown.error : undefined}
          onApprove={() => void approve()}
          onRefuse={() => void refuse()}
        />
      )
    case 'pin':
      return (
        <Stack>
          <Text>{t('pairing.pinNeeded')}</Text>
          <PinEntry onUnlocked={() => void approve()} onCancel={() => setAnswer({ step: 'asking' })} />
          <Button color="red" variant="default" onClick={() => void refuse()}>
            {t('pairing.refuse')}
          </Button>
        </Stack>
      )
    case 'granted':
      return (
        <PairingOutcome
          Icon={IconCircleCheck}
          color="green"
          sentence={t('pairing.granted', { name })}
          onClose={onClose}
        >
          {t('pairing.grantedHint')}
        </PairingOutcome>
      )
    case 'refused':
      return (
        <PairingOutcome Icon={IconCircleX} color="gray" sentence={t('pairing.refused', { name })} onClose={onClose} />
      )
    case 'expired':
      return (
        <PairingOutcome Icon={IconHourglassOff} color="orange" sentence={t('pairing.expired')} onClose={onClose}>
          {t('pairing.expiredHint')}
        </PairingOutcome>
      )
    case 'withdrawn':
      return <PairingOutcome Icon={IconHourglassOff} color="gray" sentence={t('pairing.withdrawn')} onClose={onClose} />
  }
}

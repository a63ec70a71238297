import { Button, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconHourglassOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '../../../electron/contract/pairing.ts'
import { agent } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import { PinEntry } from '../../parts/PinEntry.tsx'
import { useSecondsUntil } from '../../parts/useSecondsUntil.ts'
import { grantItems } from './grantItems.ts'
import { narrowed } from './narrowed.ts'
import type { Choice } from './PairingChoice.tsx'
import { PairingEnd } from './PairingEnd.tsx'
import { PairingForm } from './PairingForm.tsx'

type Step =
  | { step: 'asking'; error?: unknown }
  | { step: 'answering' }
  | { step: 'pin' }
  | { step: 'granted' }
  | { step: 'refused' }

interface PairingQuestionProps {
  pairing: PairingView
  /** Whether it still waits for an answer. */
  isOpen: boolean
  onClose: () => void
}

export function PairingQuestion({ pairing, isOpen, onClose }: PairingQuestionProps) {
  const { t } = useTranslation()
  const { id, name, expiresAt } = pairing
  const [step, setStep] = useState<Step>({ step: 'asking' })
  const [choice, setChoice] = useState<Choice>({ items: grantItems(pairing.grants), period: pairing.days ?? 'ever' })
  const secondsLeft = useSecondsUntil(expiresAt)

  const approve = async () => {
    setStep({ step: 'answering' })
    try {
      await agent.pairings.approve({ id, ...narrowed(pairing, choice) })
      setStep({ step: 'granted' })
    } catch (error) {
      setStep(faultOf(error).code === 'PIN_REQUIRED' ? { step: 'pin' } : { step: 'asking', error })
    }
  }
  const refuse = async () => {
    setStep({ step: 'answering' })
    try {
      await agent.pairings.refuse({ id })
      setStep({ step: 'refused' })
    } catch (error) {
      setStep({ step: 'asking', error })
    }
  }

  switch (step.step) {
    case 'granted':
      return (
        <PairingEnd Icon={IconCircleCheck} color="green" sentence={t('pairing.granted', { name })} onClose={onClose}>
          {t('pairing.grantedHint')}
        </PairingEnd>
      )
    case 'refused':
      return <PairingEnd Icon={IconCircleX} color="gray" sentence={t('pairing.refused', { name })} onClose={onClose} />
    case 'asking':
    case 'answering':
    case 'pin':
      if (secondsLeft === 0)
        return (
          <PairingEnd Icon={IconHourglassOff} color="orange" sentence={t('pairing.expired')} onClose={onClose}>
            {t('pairing.expiredHint')}
          </PairingEnd>
        )
      if (!isOpen && step.step !== 'answering')
        return <PairingEnd Icon={IconHourglassOff} color="gray" sentence={t('pairing.gone')} onClose={onClose} />
      if (step.step !== 'pin')
        return (
          <PairingForm
            pairing={pairing}
            choice={choice}
            onChoice={setChoice}
            isBusy={step.step === 'answering'}
            error={step.step === 'asking' ? step.error : undefined}
            onApprove={() => void approve()}
            onRefuse={() => void refuse()}
          />
        )
      return (
        <Stack>
          <Text>{t('pairing.pinNeeded')}</Text>
          <PinEntry onUnlocked={() => void approve()} onCancel={() => setStep({ step: 'asking' })} />
          <Button color="red" variant="default" onClick={() => void refuse()}>
            {t('pairing.refuse')}
          </Button>
        </Stack>
      )
  }
}

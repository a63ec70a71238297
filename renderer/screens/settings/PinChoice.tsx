import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PinPad } from '../../parts/PinPad.tsx'

type Step = { step: 'first'; wasDifferent: boolean } | { step: 'again'; pin: string }

interface PinChoiceProps {
  isBusy: boolean
  onChosen: (pin: string) => void
  onCancel: () => void
}

/** A new PIN, entered twice: nobody sees what they type. */
export function PinChoice({ isBusy, onChosen, onCancel }: PinChoiceProps) {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>({ step: 'first', wasDifferent: false })
  const repeated = (first: string, second: string) => {
    setStep({ step: 'first', wasDifferent: first !== second })
    if (first === second) onChosen(second)
  }
  return (
    <Stack maw={360}>
      {step.step === 'first' ? (
        <PinPad
          key="first"
          label={t('pin.choose')}
          error={step.wasDifferent ? t('pin.different') : undefined}
          isBusy={isBusy}
          onEntered={(pin) => setStep({ step: 'again', pin })}
        />
      ) : (
        <PinPad key="again" label={t('pin.repeat')} isBusy={isBusy} onEntered={(pin) => repeated(step.pin, pin)} />
      )}
      <Button variant="subtle" onClick={onCancel}>
        {t('parts.cancel')}
      </Button>
    </Stack>
  )
}

import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PinPad } from '#renderer/parts/pin/PinPad.tsx'

type Step = { step: 'choose'; wasDifferent: boolean } | { step: 'repeat'; pin: string }

interface PinChoiceProps {
  isBusy: boolean
  onChosen: (pin: string) => void
  onCancel: () => void
}

/** Takes a new PIN twice, because the digits are not shown. */
export function PinChoice({ isBusy, onChosen, onCancel }: PinChoiceProps) {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>({ step: 'choose', wasDifferent: false })
  const compare = (first: string, second: string) => {
    setStep({ step: 'choose', wasDifferent: first !== second })
    if (first === second) onChosen(second)
  }
  return (
    <Stack maw={360}>
      {step.step === 'choose' ? (
        <PinPad
          key="choose"
          label={t('pin.choose')}
          error={step.wasDifferent ? t('pin.different') : undefined}
          isBusy={isBusy}
          onEntered={(pin) => setStep({ step: 'repeat', pin })}
        />
      ) : (
        <PinPad key="repeat" label={t('pin.repeat')} isBusy={isBusy} onEntered={(pin) => compare(step.pin, pin)} />
      )}
      <Button variant="subtle" onClick={onCancel}>
        {t('parts.cancel')}
      </Button>
    </Stack>
  )
}

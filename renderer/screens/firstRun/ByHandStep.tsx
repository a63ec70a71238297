import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SchemeForm } from '#contract/schemeForm.ts'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { checkoutGrants, clientIdFor } from '#renderer/parts/grant/checkout.ts'
import { type CreatedKey, KeyCard } from '#renderer/parts/key/KeyCard.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { StepFrame } from './StepFrame.tsx'

interface ByHandStepProps {
  forms: SchemeForm[]
  onBack: () => void
  onNext: () => void
}

/** Makes a key for a checkout that cannot ask for one: its name is all that a person has to type. */
export function ByHandStep({ forms, onBack, onNext }: ByHandStepProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [created, setCreated] = useState<CreatedKey>()
  const add = useManagerCall(async () => {
    const grants = checkoutGrants(await agent.upstreams.list(), forms)
    return agent.clients.add({ id: clientIdFor(name), name: name.trim(), grants, origins: [] })
  }, setCreated)
  if (created)
    return (
      <StepFrame
        title={t('clients.enterThese')}
        text={t('firstRun.pairing.text')}
        next={t('clients.keyDone')}
        onNext={onNext}
      >
        <KeyCard created={created} />
      </StepFrame>
    )
  return (
    <StepFrame
      title={t('firstRun.pairing.byHand')}
      text={t('firstRun.pairing.byHandText')}
      next={t('clients.submit')}
      isBusy={add.isPending}
      onBack={onBack}
      onNext={() => add.run()}
    >
      <TextInput
        label={t('clients.name')}
        description={t('clients.nameHint')}
        required
        dir="auto"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ErrorNotice error={add.error} />
    </StepFrame>
  )
}

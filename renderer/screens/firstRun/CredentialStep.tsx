import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SchemeForm } from '../../../electron/contract/schemeForm.ts'
import type { Identity, UpstreamView } from '../../../electron/contract/upstream.ts'
import { agent } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import { Refusal } from '../../parts/Refusal.tsx'
import { SchemeFieldset } from '../../parts/SchemeFieldset.tsx'
import { entryOf, type FieldValues, withoutSecrets } from '../../parts/schemeEntry.ts'
import { useManagerCall } from '../../parts/useManagerCall.ts'
import { useSchemeWords } from '../../parts/useSchemeWords.ts'
import { StepFrame } from './StepFrame.tsx'
import { idFor } from './setUp.ts'

interface CredentialStepProps {
  forms: SchemeForm[]
  scheme: string
  values: FieldValues
  onChange: (values: FieldValues) => void
  onBack: () => void
  onAdded: (added: { upstream: UpstreamView; identity?: Identity | undefined }) => void
}

/** The credential is tried before it is kept. After a refusal what was typed still stands, for one letter to be corrected. */
export function CredentialStep({ forms, scheme, values, onChange, onBack, onAdded }: CredentialStepProps) {
  const { t } = useTranslation()
  const { nameOf } = useSchemeWords()
  const form = forms.find((one) => one.scheme === scheme)
  const add = useManagerCall(
    (given: Parameters<typeof agent.upstreams.add>[0]) => agent.upstreams.add(given),
    (added) => {
      if (form) onChange(withoutSecrets(form, values))
      onAdded(added)
    },
  )
  if (!form) return null
  const fault = add.error ? faultOf(add.error) : undefined
  const entry = () => entryOf(idFor(scheme), form, values)
  return (
    <StepFrame
      title={nameOf(scheme)}
      text={t('firstRun.credential.text')}
      next={t('firstRun.credential.test')}
      isBusy={add.isPending}
      onBack={onBack}
      onNext={() => add.run({ entry: entry() })}
      others={
        fault?.code === 'CREDENTIAL_UNPROVEN' && (
          <Button variant="default" size="lg" onClick={() => add.run({ entry: entry(), probe: false })}>
            {t('firstRun.credential.untested')}
          </Button>
        )
      }
    >
      <SchemeFieldset form={form} values={values} onChange={onChange} issues={fault?.issues} />
      {add.isPending && <Text role="status">{t('firstRun.credential.testing')}</Text>}
      <Refusal error={add.error} />
    </StepFrame>
  )
}

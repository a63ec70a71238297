import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SchemeForm } from '#contract/schemeForm.ts'
import type { Identity, UpstreamView } from '#contract/upstream.ts'
import { agent } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useLeaveWarning } from '#renderer/parts/layout/LeaveGuard.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { canSkipTest } from '#renderer/parts/scheme/canSkipTest.ts'
import { NetworkSignIn } from '#renderer/parts/scheme/NetworkSignIn.tsx'
import { SchemeFieldset } from '#renderer/parts/scheme/SchemeFieldset.tsx'
import {
  entryOf,
  type FieldValues,
  hasFieldFor,
  secretsOf,
  withoutSecrets,
} from '#renderer/parts/scheme/schemeEntry.ts'
import { useSchemeWords } from '#renderer/parts/scheme/useSchemeWords.ts'
import { StepFrame } from './StepFrame.tsx'
import { idFor, resumeStep, type SetUp } from './setUp.ts'

interface CredentialStepProps {
  forms: SchemeForm[]
  scheme: string
  values: FieldValues
  onChange: (values: FieldValues) => void
  onBack: () => void
  onAdded: (added: Added) => void
  /** Another window was quicker. */
  onResume: (setUp: SetUp) => void
}

interface Added {
  upstream: UpstreamView
  identity?: Identity | undefined
}

/** Takes a credential and tests it before it is stored. After a refusal the fields keep what was typed, so that a typo can be corrected. */
export function CredentialStep({ forms, scheme, values, onChange, onBack, onAdded, onResume }: CredentialStepProps) {
  const { t } = useTranslation()
  const { nameOf } = useSchemeWords()
  const form = forms.find((candidate) => candidate.scheme === scheme)
  const add = useManagerCall(addOrResume, (outcome) => {
    if (form) onChange(withoutSecrets(form, values))
    if ('resumed' in outcome) onResume(outcome.resumed)
    else onAdded(outcome)
  })
  const hasSecret = form !== undefined && Object.keys(secretsOf(form, values)).length > 0
  useLeaveWarning(hasSecret ? t('firstRun.credential.leave') : undefined)
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
      onNext={() => add.run({ entry: entry(), asksPerson: true })}
      otherActions={
        <>
          {add.isPending && (
            <Button variant="default" size="lg" onClick={add.cancel}>
              {t('parts.cancel')}
            </Button>
          )}
          {canSkipTest(fault) && (
            <Button
              variant="default"
              size="lg"
              onClick={() => add.run({ entry: entry(), probe: false, asksPerson: true })}
            >
              {t('firstRun.credential.untested')}
            </Button>
          )}
        </>
      }
    >
      <SchemeFieldset form={form} values={values} onChange={onChange} issues={fault?.issues} />
      <NetworkSignIn values={values} onChange={onChange} fault={fault} />
      {add.isPending && <Text role="status">{t('firstRun.credential.testing')}</Text>}
      <ErrorNotice error={add.error} hasFields={hasFieldFor(fault?.issues)} />
    </StepFrame>
  )
}

type Input = Parameters<typeof agent.upstreams.add>[0]

/** The guide names what it adds, so a name that is taken was given by the guide in another window. */
async function addOrResume(input: Input, gone: AbortSignal): Promise<Added | { resumed: SetUp }> {
  try {
    return await agent.upstreams.add(input, { signal: gone })
  } catch (thrown) {
    if (faultOf(thrown).code !== 'ALREADY_EXISTS') throw thrown
    return { resumed: resumeStep(await agent.upstreams.list(), await agent.clients.list()) }
  }
}

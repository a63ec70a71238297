import { Code, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/fleet/fleet.ts'
import { agent, calls } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { type CreatedKey, KeyCard } from '#renderer/parts/key/KeyCard.tsx'
import { Fact } from '#renderer/parts/layout/Fact.tsx'
import { Facts } from '#renderer/parts/layout/Facts.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { StepFrame } from './StepFrame.tsx'

type Answers = Parameters<typeof agent.enrolment.enrol>[0]

const enrolWith = (answers: Answers) => agent.enrolment.enrol(answers)

interface PackStepProps {
  /** The file, as it is. */
  pack: string
  onBack: () => void
  onNext: () => void
}

/** Shows what a pack of head office says, takes its code, and sets the till up. */
export function PackStep({ pack, onBack, onNext }: PackStepProps) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const [keys, setKeys] = useState<CreatedKey[]>([])
  const inspected = useQuery(calls.enrolment.inspect.queryOptions({ input: { pack }, retry: false, gcTime: 0 }))
  const enrol = useManagerCall(enrolWith, ({ newKeys }) => {
    if (newKeys.length > 0) setKeys(newKeys)
    else onNext()
  })
  const [created] = keys
  if (created)
    return (
      <StepFrame
        title={t('clients.enterThese')}
        text={t('firstRun.pairing.text')}
        next={t('clients.keyDone')}
        onNext={() => (keys.length > 1 ? setKeys(keys.slice(1)) : onNext())}
      >
        <KeyCard key={created.client.id} created={created} />
      </StepFrame>
    )
  const { data: view, error } = inspected
  if (error)
    return (
      <StepFrame title={t('firstRun.pack.title')} onBack={onBack}>
        <ErrorNotice error={error} />
      </StepFrame>
    )
  if (!view) return <Loading />
  const { sealedTo, fingerprint } = view
  const isMistyped = faultOf(enrol.error).code === 'INVALID_INPUT'
  return (
    <StepFrame
      title={t('firstRun.pack.title')}
      text={t('firstRun.pack.text')}
      next={t('firstRun.pack.submit')}
      isBusy={enrol.isPending}
      onBack={onBack}
      onNext={() => enrol.run({ pack, fingerprint, ...(sealedTo === 'code' && { code }) })}
    >
      <Stack>
        <PackFacts view={view} />
        {sealedTo === 'code' && (
          <TextInput
            label={t('firstRun.pack.code')}
            description={t('firstRun.pack.codeHint')}
            required
            dir="ltr"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            value={code}
            error={isMistyped && t('firstRun.pack.mistyped')}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        {enrol.isPending && <Text role="status">{t('firstRun.credential.testing')}</Text>}
        <ErrorNotice error={enrol.error} hasFields={isMistyped} />
      </Stack>
    </StepFrame>
  )
}

function PackFacts({ view }: { view: PackView }) {
  const { t } = useTranslation()
  const { list } = useFormats()
  const { till, store, upstreams, clients, trust, fingerprint } = view
  return (
    <>
      <Facts>
        <Fact name={t('firstRun.pack.till')}>{till}</Fact>
        {store?.name !== undefined && <Fact name={t('firstRun.pack.store')}>{store.name}</Fact>}
        {upstreams.length > 0 && <Fact name={t('firstRun.pack.upstreams')}>{list(upstreams.map(({ id }) => id))}</Fact>}
        {clients.length > 0 && <Fact name={t('firstRun.pack.clients')}>{list(clients.map(({ name }) => name))}</Fact>}
      </Facts>
      {trust === 'new' && (
        <Stack gap={4}>
          <Text>{t('firstRun.pack.compare')}</Text>
          <Code dir="ltr" fz="lg">
            {fingerprint}
          </Code>
        </Stack>
      )}
    </>
  )
}

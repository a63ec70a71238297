import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SchemeForm } from '#contract/schemeForm.ts'
import type { UpstreamEntry } from '#contract/upstream.ts'
import { agent, calls } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFieldMessage } from '#renderer/parts/fault/useFieldMessage.ts'
import { Form } from '#renderer/parts/form/Form.tsx'
import { BackLink } from '#renderer/parts/layout/BackLink.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { canSkipTest } from '#renderer/parts/scheme/canSkipTest.ts'
import { NetworkSignIn } from '#renderer/parts/scheme/NetworkSignIn.tsx'
import { SchemeFieldset } from '#renderer/parts/scheme/SchemeFieldset.tsx'
import { entryOf, type FieldValues, hasFieldFor, withoutSecrets } from '#renderer/parts/scheme/schemeEntry.ts'
import { useSchemeWords } from '#renderer/parts/scheme/useSchemeWords.ts'
import { upstreamsPath } from '#renderer/parts/upstream/upstreamPath.ts'
import { UpstreamAdded } from './UpstreamAdded.tsx'

/** Adds an upstream of any scheme. */
export function AddUpstream() {
  const { t } = useTranslation()
  const { data: forms, error } = useQuery(calls.upstreams.forms.queryOptions())
  return (
    <ScreenFrame title={t('upstreams.addTitle')} actions={<BackLink to={upstreamsPath} />}>
      <ErrorNotice error={error} />
      {forms ? <AddForm forms={forms} /> : !error && <Loading />}
    </ScreenFrame>
  )
}

function AddForm({ forms }: { forms: SchemeForm[] }) {
  const { t } = useTranslation()
  const { nameOf, hintOf } = useSchemeWords()
  const fieldMessage = useFieldMessage()
  const [form, setForm] = useState(forms[0])
  const [id, setId] = useState('')
  const [values, setValues] = useState<FieldValues>({})
  const [skipTest, setSkipTest] = useState(false)
  const add = useManagerCall((input: { entry: UpstreamEntry; probe: boolean }, signal) =>
    agent.upstreams.add(input, { signal }),
  )
  const fault = add.error ? faultOf(add.error) : undefined
  if (!form) return null
  if (add.data) return <UpstreamAdded upstream={add.data.upstream} identity={add.data.identity} />

  const choose = (scheme: string) => {
    setForm(forms.find((candidate) => candidate.scheme === scheme))
    setValues({})
    add.reset()
  }
  const submit = () => {
    add.run({ entry: entryOf(id.trim(), form, values), probe: !skipTest })
    setValues(withoutSecrets(form, values))
  }
  return (
    <Panel title={nameOf(form.scheme)} subtitle={hintOf(form.scheme)}>
      <Form onSubmit={submit}>
        <Stack maw={560}>
          <NativeSelect
            label={t('upstreams.scheme')}
            size="md"
            value={form.scheme}
            data={forms.map(({ scheme }) => ({ value: scheme, label: nameOf(scheme) }))}
            onChange={(event) => choose(event.currentTarget.value)}
          />
          <TextInput
            label={t('upstreams.id')}
            description={t('upstreams.idHint')}
            required
            dir="ltr"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={32}
            value={id}
            error={fieldMessage(fault?.issues.find(({ path }) => path === 'id' || path.endsWith('.id')))}
            onChange={(event) => setId(event.currentTarget.value)}
          />
          <SchemeFieldset form={form} values={values} onChange={setValues} issues={fault?.issues} />
          <NetworkSignIn values={values} onChange={setValues} fault={fault} />
          {(canSkipTest(fault) || skipTest) && (
            <Checkbox
              label={t('upstreams.skipTest')}
              checked={skipTest}
              onChange={(event) => setSkipTest(event.currentTarget.checked)}
            />
          )}
          <ErrorNotice error={add.error} hasFields={hasFieldFor(fault?.issues)} />
          <Group>
            <Button type="submit" loading={add.isPending}>
              {t(skipTest ? 'upstreams.addUntested' : 'upstreams.addSubmit')}
            </Button>
            {add.isPending && (
              <Button variant="default" onClick={add.cancel}>
                {t('parts.cancel')}
              </Button>
            )}
          </Group>
        </Stack>
      </Form>
    </Panel>
  )
}

import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SchemeForm } from '../../../electron/contract/schemeForm.ts'
import type { UpstreamEntry } from '../../../electron/contract/upstream.ts'
import { agent, calls } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import { BackLink } from '../../parts/BackLink.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { SchemeFieldset } from '../../parts/SchemeFieldset.tsx'
import { ScreenFrame } from '../../parts/ScreenFrame.tsx'
import { entryOf, type FieldValues, withoutSecrets } from '../../parts/schemeEntry.ts'
import { useManagerCall } from '../../parts/useManagerCall.ts'
import { useSchemeWords } from '../../parts/useSchemeWords.ts'
import { UpstreamAdded } from './UpstreamAdded.tsx'
import { upstreamsPath } from './upstreamPath.ts'

export function AddUpstream() {
  const { t } = useTranslation()
  const { data: forms, error } = useQuery(calls.upstreams.forms.queryOptions())
  return (
    <ScreenFrame title={t('upstreams.addTitle')} actions={<BackLink to={upstreamsPath} />}>
      <Refusal error={error} />
      {forms ? <AddForm forms={forms} /> : !error && <Loading />}
    </ScreenFrame>
  )
}

function AddForm({ forms }: { forms: SchemeForm[] }) {
  const { t } = useTranslation()
  const { nameOf, hintOf } = useSchemeWords()
  const [form, setForm] = useState(forms[0])
  const [id, setId] = useState('')
  const [values, setValues] = useState<FieldValues>({})
  const [keepUnproven, setKeepUnproven] = useState(false)
  const add = useManagerCall((given: { entry: UpstreamEntry; probe: boolean }) => agent.upstreams.add(given))
  const fault = add.error ? faultOf(add.error) : undefined
  if (!form) return null
  if (add.data) return <UpstreamAdded id={add.data.upstream.id} identity={add.data.identity} form={form} />

  const choose = (scheme: string) => {
    setForm(forms.find((one) => one.scheme === scheme))
    setValues({})
    add.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.run({ entry: entryOf(id.trim(), form, values), probe: !keepUnproven })
    setValues(withoutSecrets(form, values))
  }
  return (
    <Panel title={nameOf(form.scheme)} subtitle={hintOf(form.scheme)}>
      <form onSubmit={submit} autoComplete="off">
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
            error={fault?.issues.find(({ path }) => path === 'id' || path.endsWith('.id'))?.message}
            onChange={(event) => setId(event.currentTarget.value)}
          />
          <SchemeFieldset form={form} values={values} onChange={setValues} issues={fault?.issues} />
          {(fault?.code === 'CREDENTIAL_UNPROVEN' || keepUnproven) && (
            <Checkbox
              label={t('upstreams.unproven')}
              checked={keepUnproven}
              onChange={(event) => setKeepUnproven(event.currentTarget.checked)}
            />
          )}
          <Refusal error={add.error} />
          <Group>
            <Button type="submit" loading={add.isPending}>
              {t(keepUnproven ? 'upstreams.addUnproven' : 'upstreams.addSubmit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

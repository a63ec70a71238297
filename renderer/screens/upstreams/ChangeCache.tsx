import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SchemeForm } from '#contract/schemeForm.ts'
import type { UpstreamView } from '#contract/upstream.ts'
import { agent } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { useFieldMessage } from '#renderer/parts/fault/useFieldMessage.ts'
import { Form } from '#renderer/parts/form/Form.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { SchemeInput } from '#renderer/parts/scheme/SchemeInput.tsx'
import { cacheFields, cacheOf, cacheValues, hasFieldFor, issueFor } from '#renderer/parts/scheme/schemeEntry.ts'

/** Sets for how long answers to look-ups are kept. Both fields empty: none is. */
export function ChangeCache({ upstream, form }: { upstream: UpstreamView; form: SchemeForm }) {
  const { t } = useTranslation()
  const fieldMessage = useFieldMessage()
  const [values, setValues] = useState(() => cacheValues(upstream))
  const change = useManagerCall((cache: ReturnType<typeof cacheOf>) =>
    agent.upstreams.changeCache({ id: upstream.id, ...(cache && { cache }) }),
  )
  const fault = change.error ? faultOf(change.error) : undefined
  if (change.data)
    return <SuccessNotice>{t(change.data.cache ? 'upstreams.cacheKept' : 'upstreams.cacheOff')}</SuccessNotice>
  return (
    <Panel title={t('upstreams.cache')} subtitle={t('upstreams.cacheExplain')}>
      <Form onSubmit={() => change.run(cacheOf(form, values))}>
        <Stack maw={480}>
          {cacheFields(form).map((field) => (
            <SchemeInput
              key={field.name}
              field={field}
              value={values[field.name]}
              error={fieldMessage(issueFor(field.name, fault?.issues ?? []))}
              onChange={(value) => setValues({ ...values, [field.name]: value })}
            />
          ))}
          <ErrorNotice error={change.error} hasFields={hasFieldFor(fault?.issues)} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {t('settings.save')}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Panel>
  )
}

import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UpstreamView } from '#contract/upstream.ts'
import { agent } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { useFieldMessage } from '#renderer/parts/fault/useFieldMessage.ts'
import { Form } from '#renderer/parts/form/Form.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { canSkipTest } from '#renderer/parts/scheme/canSkipTest.ts'
import { NetworkSignIn } from '#renderer/parts/scheme/NetworkSignIn.tsx'
import { SchemeInput } from '#renderer/parts/scheme/SchemeInput.tsx'
import {
  type FieldValues,
  hasFieldFor,
  issueFor,
  wayFields,
  wayOf,
  withoutSecrets,
} from '#renderer/parts/scheme/schemeEntry.ts'

/** Changes the way to an upstream. A proxy that asks who comes is answered here; the way before stays until the new one works. */
export function ChangeNetwork({ upstream: { id, proxy } }: { upstream: UpstreamView }) {
  const { t } = useTranslation()
  const fieldMessage = useFieldMessage()
  const [values, setValues] = useState<FieldValues>({ ...(proxy !== undefined && { proxy }) })
  const [skipTest, setSkipTest] = useState(false)
  const change = useManagerCall((way: ReturnType<typeof wayOf> & { probe: boolean }) =>
    agent.upstreams.rotate({ id, ...way }),
  )
  const fault = change.error ? faultOf(change.error) : undefined
  const submit = () => {
    change.run({ ...wayOf(values), probe: !skipTest })
    setValues(withoutSecrets({ fields: [] }, values))
  }
  if (change.data)
    return (
      <SuccessNotice>{t(change.data.identity ? 'upstreams.networkTested' : 'upstreams.networkUntested')}</SuccessNotice>
    )
  return (
    <Panel title={t('upstreams.network')} subtitle={t('upstreams.networkExplain')}>
      <Form onSubmit={submit}>
        <Stack maw={480}>
          {wayFields(values).map((field) => (
            <SchemeInput
              key={field.name}
              field={field}
              value={values[field.name]}
              error={fieldMessage(issueFor(field.name, fault?.issues ?? []))}
              onChange={(value) => setValues({ ...values, [field.name]: value })}
            />
          ))}
          <NetworkSignIn values={values} onChange={setValues} fault={fault} />
          {(canSkipTest(fault) || skipTest) && (
            <Checkbox
              label={t('upstreams.skipTest')}
              checked={skipTest}
              onChange={(event) => setSkipTest(event.currentTarget.checked)}
            />
          )}
          <ErrorNotice error={change.error} hasFields={hasFieldFor(fault?.issues)} />
          {fault && <Text>{t('upstreams.networkKept')}</Text>}
          <Group>
            <Button type="submit" loading={change.isPending}>
              {t('upstreams.rotateSubmit')}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Panel>
  )
}

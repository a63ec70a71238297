import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SchemeForm } from '#contract/schemeForm.ts'
import type { UpstreamView } from '#contract/upstream.ts'
import { agent } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { Form } from '#renderer/parts/form/Form.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { canSkipTest } from '#renderer/parts/scheme/canSkipTest.ts'
import { SchemeFieldset } from '#renderer/parts/scheme/SchemeFieldset.tsx'
import { type FieldValues, hasFieldFor, secretsOf, withoutSecrets } from '#renderer/parts/scheme/schemeEntry.ts'
import { IdentitySummary } from '#renderer/parts/upstream/IdentitySummary.tsx'

/** Replaces the credential of an upstream. The old credential stays in use until the new one works. */
export function NewCredential({ upstream: { id, proxy, state }, form }: { upstream: UpstreamView; form: SchemeForm }) {
  const { t } = useTranslation()
  const [values, setValues] = useState<FieldValues>({ ...(proxy !== undefined && { proxy }) })
  const [skipTest, setSkipTest] = useState(false)
  const rotate = useManagerCall((given: { secrets: Record<string, string>; probe: boolean }) =>
    agent.upstreams.rotate({ id, ...given }),
  )
  // Then the old credential is of no use, and nobody sells with it.
  const isLocked = state === 'locked'
  const fault = rotate.error ? faultOf(rotate.error) : undefined
  const isOneOfSeveral = form.fields.filter(({ isSecret }) => isSecret).length > 1
  const submit = () => {
    rotate.run({ secrets: secretsOf(form, values), probe: !skipTest })
    setValues(withoutSecrets(form, values))
  }
  if (rotate.data)
    return (
      <SuccessNotice>
        <Stack gap={4}>
          <Text fw={600}>{t(rotate.data.identity ? 'upstreams.rotatedTested' : 'upstreams.rotatedUntested')}</Text>
          {rotate.data.identity && <IdentitySummary identity={rotate.data.identity} />}
          <Group>
            <Button component={Link} to="/customer">
              {t('firstRun.ready.done')}
            </Button>
          </Group>
        </Stack>
      </SuccessNotice>
    )
  return (
    <Panel
      title={t('upstreams.rotate')}
      subtitle={t(isLocked ? 'upstreams.rotateExplainLocked' : 'upstreams.rotateExplain')}
    >
      <Form onSubmit={submit} isPartial={isOneOfSeveral}>
        <Stack maw={480}>
          {isOneOfSeveral && <Text>{t('upstreams.rotateSome')}</Text>}
          <SchemeFieldset form={form} values={values} onChange={setValues} ask="secrets" issues={fault?.issues} />
          {(canSkipTest(fault) || skipTest) && (
            <Checkbox
              label={t('upstreams.skipTest')}
              checked={skipTest}
              onChange={(event) => setSkipTest(event.currentTarget.checked)}
            />
          )}
          <ErrorNotice error={rotate.error} hasFields={hasFieldFor(fault?.issues)} />
          {fault && <Text>{t(isLocked ? 'upstreams.stillLocked' : 'upstreams.oldKept')}</Text>}
          <Group>
            <Button type="submit" loading={rotate.isPending}>
              {t('upstreams.rotateSubmit')}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Panel>
  )
}

import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SchemeForm } from '../../../electron/contract/schemeForm.ts'
import { agent } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import { IdentityWords } from '../../parts/IdentityWords.tsx'
import { Outcome } from '../../parts/Outcome.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { SchemeFieldset } from '../../parts/SchemeFieldset.tsx'
import { type FieldValues, secretsOf } from '../../parts/schemeEntry.ts'
import { useManagerCall } from '../../parts/useManagerCall.ts'

/** Puts a new credential in place of the old one, which goes on working until the new one does. */
export function NewCredential({ id, form }: { id: string; form: SchemeForm }) {
  const { t } = useTranslation()
  const [values, setValues] = useState<FieldValues>({})
  const [keepUnproven, setKeepUnproven] = useState(false)
  const rotate = useManagerCall((given: { secrets: Record<string, string>; probe: boolean }) =>
    agent.upstreams.rotate({ id, ...given }),
  )
  const fault = rotate.error ? faultOf(rotate.error) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rotate.run({ secrets: secretsOf(form, values), probe: !keepUnproven })
    setValues({})
  }
  if (rotate.data)
    return (
      <Outcome>
        <Stack gap={4}>
          <Text fw={600}>{t(rotate.data.identity ? 'upstreams.rotatedProven' : 'upstreams.rotatedUnproven')}</Text>
          {rotate.data.identity && <IdentityWords identity={rotate.data.identity} />}
        </Stack>
      </Outcome>
    )
  return (
    <Panel title={t('upstreams.rotate')} subtitle={t('upstreams.rotateExplain')}>
      <form onSubmit={submit} autoComplete="off">
        <Stack maw={480}>
          <SchemeFieldset form={form} values={values} onChange={setValues} ask="secrets" issues={fault?.issues} />
          {(fault?.code === 'CREDENTIAL_UNPROVEN' || keepUnproven) && (
            <Checkbox
              label={t('upstreams.unproven')}
              checked={keepUnproven}
              onChange={(event) => setKeepUnproven(event.currentTarget.checked)}
            />
          )}
          <Refusal error={rotate.error} />
          {fault && <Text>{t('upstreams.oldKept')}</Text>}
          <Group>
            <Button type="submit" loading={rotate.isPending}>
              {t('upstreams.rotateSubmit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

import { Button, Fieldset, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntry } from '../../../electron/contract/client.ts'
import { agent, calls } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { ScreenFrame } from '../../parts/ScreenFrame.tsx'
import { useManagerCall } from '../../parts/useManagerCall.ts'
import { GrantChoice } from './GrantChoice.tsx'
import { type GrantItem, grantsOf } from './grantItems.ts'
import type { NewKey } from './KeyOnce.tsx'
import { expiryOf, type KeepFor, keepFor } from './keepFor.ts'
import { offeredGrants } from './offeredGrants.ts'

interface AddProgramProps {
  onMade: (made: NewKey) => void
  onCancel: () => void
}

/** For a program that cannot ask to be paired. */
export function AddProgram({ onMade, onCancel }: AddProgramProps) {
  const { t } = useTranslation()
  const upstreams = useQuery(calls.upstreams.list.queryOptions())
  const forms = useQuery(calls.upstreams.forms.queryOptions())
  const [name, setName] = useState('')
  const [id, setId] = useState('')
  const [chosen, setChosen] = useState<readonly GrantItem[]>([])
  const [origins, setOrigins] = useState('')
  const [kept, setKept] = useState<KeepFor>('ever')
  const [isMissing, setMissing] = useState(false)
  const add = useManagerCall(
    (entry: ClientEntry) => agent.clients.add(entry),
    ({ client, key }) => onMade({ name: client.name, key }),
  )
  const issues = add.error ? faultOf(add.error).issues : []
  const messageFor = (field: string) =>
    issues.find(({ path }) => path === field || path.startsWith(`${field}[`))?.message

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(chosen.length === 0)
    if (chosen.length === 0) return
    const expiresAt = expiryOf(kept, Date.now())
    add.run({
      id: id.trim(),
      name: name.trim(),
      grants: grantsOf(chosen),
      origins: origins.split(/\s+/).filter(Boolean),
      ...(expiresAt !== undefined && { expiresAt }),
    })
  }
  const cancel = (
    <Button variant="default" onClick={onCancel}>
      {t('parts.cancel')}
    </Button>
  )
  if (!upstreams.data || !forms.data)
    return (
      <ScreenFrame title={t('programs.addTitle')} actions={cancel}>
        {upstreams.error || forms.error ? <Refusal error={upstreams.error ?? forms.error} /> : <Loading />}
      </ScreenFrame>
    )
  const offered = offeredGrants(upstreams.data, forms.data)
  return (
    <ScreenFrame title={t('programs.addTitle')} actions={cancel}>
      <Panel title={t('programs.add')} subtitle={t('programs.howToPair')}>
        <form onSubmit={submit} autoComplete="off">
          <Stack maw={560}>
            <TextInput
              label={t('programs.name')}
              description={t('programs.nameHint')}
              required
              maxLength={100}
              value={name}
              error={messageFor('name')}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={t('programs.id')}
              description={t('programs.idHint')}
              required
              dir="ltr"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={32}
              value={id}
              error={messageFor('id')}
              onChange={(event) => setId(event.currentTarget.value)}
            />
            <Fieldset legend={t('programs.chooseGrants')}>
              {offered.length === 0 && <Text>{t('programs.noClouds')}</Text>}
              <GrantChoice items={offered} chosen={chosen} onChange={setChosen} />
              {isMissing && chosen.length === 0 && (
                <Text c="red" role="alert">
                  {t('programs.chooseOne')}
                </Text>
              )}
            </Fieldset>
            <Textarea
              label={t('programs.origins')}
              description={t('programs.originsHint')}
              size="md"
              dir="ltr"
              autosize
              minRows={1}
              spellCheck={false}
              value={origins}
              error={messageFor('origins')}
              onChange={(event) => setOrigins(event.currentTarget.value)}
            />
            <NativeSelect
              label={t('programs.expiry')}
              size="md"
              value={kept}
              data={keepFor.map((value) => ({ value, label: t(`programs.keepsFor.${value}`) }))}
              onChange={(event) => setKept(event.currentTarget.value as KeepFor)}
            />
            <Refusal error={add.error} />
            <Group>
              <Button type="submit" loading={add.isPending}>
                {t('programs.submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Panel>
    </ScreenFrame>
  )
}

import { Button, Fieldset, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntry } from '#contract/client.ts'
import { agent } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFieldMessage } from '#renderer/parts/fault/useFieldMessage.ts'
import { Form } from '#renderer/parts/form/Form.tsx'
import { clientIdFor } from '#renderer/parts/grant/checkout.ts'
import type { CreatedKey } from '#renderer/parts/key/KeyCard.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { GrantChoice } from './GrantChoice.tsx'
import { type GrantItem, grantsOf } from './grantItems.ts'
import { expiryOf, type KeyLifetime, keyLifetimes } from './keyLifetime.ts'

interface ClientFormProps {
  offered: readonly GrantItem[]
  /** What is chosen at first. */
  usual: readonly GrantItem[]
  onAdded: (created: CreatedKey) => void
}

/** Takes a new client's name, id, grants, origins and key lifetime, and adds the client. */
export function ClientForm({ offered, usual, onAdded }: ClientFormProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  // Made of the name until a person writes another one.
  const [ownId, setOwnId] = useState<string>()
  const id = ownId ?? (name.trim() === '' ? '' : clientIdFor(name))
  const [chosen, setChosen] = useState(usual)
  const [origins, setOrigins] = useState('')
  const [lifetime, setLifetime] = useState<KeyLifetime>('never-expires')
  const [isGrantMissing, setGrantMissing] = useState(false)
  const add = useManagerCall((entry: ClientEntry) => agent.clients.add(entry), onAdded)
  const issues = add.error ? faultOf(add.error).issues : []
  const fieldMessage = useFieldMessage()
  const messageFor = (field: string) =>
    fieldMessage(issues.find(({ path }) => path === field || path.startsWith(`${field}[`)))

  const submit = () => {
    setGrantMissing(chosen.length === 0)
    if (chosen.length === 0) return
    const expiresAt = expiryOf(lifetime, Date.now())
    add.run({
      id: id.trim(),
      name: name.trim(),
      grants: grantsOf(chosen),
      origins: origins.split(/\s+/).filter(Boolean),
      ...(expiresAt !== undefined && { expiresAt }),
    })
  }
  return (
    <Form onSubmit={submit}>
      <Stack maw={560}>
        <TextInput
          label={t('clients.name')}
          description={t('clients.nameHint')}
          required
          maxLength={100}
          value={name}
          error={messageFor('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('clients.id')}
          description={t('clients.idHint')}
          required
          dir="ltr"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={32}
          value={id}
          error={messageFor('id')}
          onChange={(event) => setOwnId(event.currentTarget.value)}
        />
        <Fieldset legend={t('clients.chooseGrants')}>
          {offered.length === 0 && <Text>{t('clients.noUpstreams')}</Text>}
          <GrantChoice items={offered} chosen={chosen} onChange={setChosen} />
          {isGrantMissing && chosen.length === 0 && (
            <Text c="red" role="alert">
              {t('clients.chooseOne')}
            </Text>
          )}
        </Fieldset>
        <Textarea
          label={t('clients.origins')}
          description={t('clients.originsHint')}
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
          label={t('clients.lifetime')}
          size="md"
          value={lifetime}
          data={keyLifetimes.map((value) => ({ value, label: t(`clients.lifetimes.${value}`) }))}
          onChange={(event) => setLifetime(event.currentTarget.value as KeyLifetime)}
        />
        <ErrorNotice error={add.error} hasFields={issues.length > 0} />
        <Group>
          <Button type="submit" loading={add.isPending}>
            {t('clients.submit')}
          </Button>
        </Group>
      </Stack>
    </Form>
  )
}

import { SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxEntryForPeople } from '#contract/outbox/people.ts'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Form } from '#renderer/parts/form/Form.tsx'
import { FormButtons } from '#renderer/parts/form/FormButtons.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { changedValues } from './entryWords.ts'

interface CorrectFormProps {
  entry: OutboxEntryForPeople
  onDone: () => void
  onCancel: () => void
}

const maxLength = 200

/** A field for each fact that the scheme names. A customer's is empty: what the agent masks, the form does not know. */
export function CorrectForm({ entry, onDone, onCancel }: CorrectFormProps) {
  const { t } = useTranslation()
  const { id, fields = [], reason } = entry
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map(({ name, value, isMasked }) => [name, isMasked ? '' : value])),
  )
  const changed = changedValues(entry, values)
  const isUnchanged = Object.keys(changed).length === 0
  const [isAsked, setAsked] = useState(false)
  const correct = useManagerCall(() => agent.outbox.correct({ id, fields: changed }), onDone)
  const submit = () => {
    setAsked(true)
    if (!isUnchanged) correct.run()
  }
  const first = fields.find(({ name }) => name === reason)?.name ?? fields[0]?.name
  return (
    <Form onSubmit={submit} label={t('outbox.correct.title')}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} maw={640}>
          {fields.map(({ name, value, isMasked }) => (
            <TextInput
              key={name}
              data-autofocus={name === first || undefined}
              autoFocus={name === first}
              label={t(`outbox.facts.${name}`)}
              description={
                isMasked && value !== '' ? t('outbox.correct.keep', { value: `\u2066${value}\u2069` }) : undefined
              }
              inputWrapperOrder={['label', 'input', 'description']}
              dir="ltr"
              inputMode={name === 'amount' ? 'decimal' : name === 'mobile' ? 'tel' : 'text'}
              maxLength={maxLength}
              value={values[name] ?? ''}
              onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
            />
          ))}
        </SimpleGrid>
        <Text c="dimmed">{t('outbox.correct.explain')}</Text>
        <div role="status">{isAsked && isUnchanged && <Text c="red">{t('outbox.correct.unchanged')}</Text>}</div>
        <ErrorNotice error={correct.error} />
        <FormButtons submit={t('outbox.actions.correct')} isBusy={correct.isPending} onCancel={onCancel} />
      </Stack>
    </Form>
  )
}

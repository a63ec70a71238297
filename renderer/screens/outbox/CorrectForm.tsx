import { SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxEntryForPeople } from '#contract/outbox/people.ts'
import { agent } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFieldMessage } from '#renderer/parts/fault/useFieldMessage.ts'
import { Form } from '#renderer/parts/form/Form.tsx'
import { FormButtons } from '#renderer/parts/form/FormButtons.tsx'
import { useLocale } from '#renderer/parts/format/useFormats.ts'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { changedValues, shownValues } from './entryWords.ts'

interface CorrectFormProps {
  entry: OutboxEntryForPeople
  onDone: () => void
  onCancel: () => void
}

const maxLength = 200

/** A field for each fact that the scheme names. */
export function CorrectForm({ entry, onDone, onCancel }: CorrectFormProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const fieldMessage = useFieldMessage()
  const { id, fields = [], reason } = entry
  const [values, setValues] = useState(() => shownValues(entry, locale))
  const { changed, unreadable } = changedValues(entry, values, locale)
  const isUnchanged = Object.keys(changed).length + unreadable.length === 0
  const [isAsked, setAsked] = useState(false)
  const correct = useManagerCall(() => agent.outbox.correct({ id, fields: changed }), onDone)
  const submit = () => {
    setAsked(true)
    if (!isUnchanged && unreadable.length === 0) correct.run()
  }
  const { issues } = correct.error ? faultOf(correct.error) : { issues: [] }
  const errorOf = (name: string) =>
    isAsked && unreadable.includes(name)
      ? t('parts.rules.number')
      : fieldMessage(issues.find(({ path }) => path === `fields.${name}`))
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
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              error={errorOf(name)}
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
        <ErrorNotice
          error={correct.error}
          hasFields={issues.length > 0 && issues.every(({ path }) => errorOf(path.replace(/^fields\./, '')))}
        />
        <FormButtons submit={t('outbox.actions.correct')} isBusy={correct.isPending} onCancel={onCancel} />
      </Stack>
    </Form>
  )
}

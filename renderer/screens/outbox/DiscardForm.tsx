import { Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Form } from '#renderer/parts/form/Form.tsx'
import { FormButtons } from '#renderer/parts/form/FormButtons.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'

interface DiscardFormProps {
  id: string
  onDone: () => void
  onCancel: () => void
}

const reasonLength = { min: 3, max: 200 }

/** Asks why an entry is given up. */
export function DiscardForm({ id, onDone, onCancel }: DiscardFormProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const discard = useManagerCall(() => agent.outbox.discard({ id, reason: reason.trim() }), onDone)
  return (
    <Form onSubmit={discard.run} label={t('outbox.discard.title')}>
      <Stack gap="md" maw={640}>
        <Text>{t('outbox.discard.explain')}</Text>
        <TextInput
          autoFocus
          label={t('outbox.discard.reason')}
          description={t('outbox.discard.reasonHint')}
          dir="auto"
          maxLength={reasonLength.max}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ErrorNotice error={discard.error} />
        <FormButtons
          submit={t('outbox.discard.submit')}
          color="red"
          isBusy={discard.isPending}
          isDisabled={reason.trim().length < reasonLength.min}
          onCancel={onCancel}
        />
      </Stack>
    </Form>
  )
}

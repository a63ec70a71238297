import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
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
  const discard = useManagerCall(async () => {
    await agent.outbox.discard({ id, reason: reason.trim() })
    onDone()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    discard.run()
  }
  return (
    <form onSubmit={submit} autoComplete="off" aria-label={t('outbox.discard.title')}>
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
        <Group gap="sm">
          <Button
            type="submit"
            color="red"
            loading={discard.isPending}
            disabled={reason.trim().length < reasonLength.min}
          >
            {t('outbox.discard.submit')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('parts.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

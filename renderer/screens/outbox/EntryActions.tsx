import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxEntryForPeople } from '#contract/outbox/people.ts'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { ConfirmButton } from '#renderer/parts/form/ConfirmButton.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { CorrectForm } from './CorrectForm.tsx'
import { DiscardForm } from './DiscardForm.tsx'
import { actionsOf, type EntryAction } from './entryWords.ts'

interface EntryActionsProps {
  entry: OutboxEntryForPeople
  onDone: (action: EntryAction) => void
}

/** Those that need nothing but a touch. */
const simpleCalls = {
  confirm: agent.outbox.confirm,
  resend: agent.outbox.resend,
  sendNow: agent.outbox.resend,
  release: agent.outbox.release,
  hold: agent.outbox.hold,
} as const

type SimpleAction = keyof typeof simpleCalls

/** The buttons of an entry; a form takes their place. */
export function EntryActions({ entry, onDone }: EntryActionsProps) {
  const { t } = useTranslation()
  const [form, setForm] = useState<'correct' | 'discard'>()
  const [last, setLast] = useState<SimpleAction>()
  const call = useManagerCall(async (action: SimpleAction) => {
    await simpleCalls[action]({ id: entry.id })
    onDone(action)
  })
  const actions = actionsOf(entry)
  const run = (action: SimpleAction) => {
    setLast(action)
    call.run(action)
  }
  if (actions.length === 0) return null
  if (form === 'correct')
    return <CorrectForm entry={entry} onDone={() => onDone('correct')} onCancel={() => setForm(undefined)} />
  if (form === 'discard')
    return <DiscardForm id={entry.id} onDone={() => onDone('discard')} onCancel={() => setForm(undefined)} />
  return (
    <Stack gap="sm">
      <ErrorNotice error={call.error} />
      <Group gap="sm">
        {actions.map((action, index) => {
          const look = index === 0 ? {} : ({ variant: 'default' } as const)
          if (action === 'resend' && entry.state === 'unknown')
            return (
              <ConfirmButton
                key={action}
                {...{ variant: 'default', color: 'cyan' }}
                label={t('outbox.actions.resend')}
                question={t('outbox.resend.question')}
                confirmLabel={t('outbox.resend.confirm')}
                loading={call.isPending && last === action}
                onConfirm={() => run(action)}
              />
            )
          if (action === 'correct' || action === 'discard')
            return (
              <Button key={action} {...look} onClick={() => setForm(action)}>
                {t(`outbox.actions.${action}`)}
              </Button>
            )
          return (
            <Button
              key={action}
              {...look}
              loading={call.isPending && last === action}
              disabled={call.isPending && last !== action}
              onClick={() => run(action)}
            >
              {t(`outbox.actions.${action}`)}
            </Button>
          )
        })}
      </Group>
    </Stack>
  )
}

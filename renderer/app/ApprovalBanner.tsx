import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApprovalView } from '#contract/outbox/approval.ts'
import { agent, calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Dialog } from '#renderer/parts/form/Dialog.tsx'
import { Form } from '#renderer/parts/form/Form.tsx'
import { FormButtons } from '#renderer/parts/form/FormButtons.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { PinQuestion } from '#renderer/parts/pin/PinQuestion.tsx'
import { useLevel } from '#renderer/parts/pin/useLevel.ts'
import classes from './ApprovalBanner.module.css'

/** Asks a manager on every screen, the cashier's too, whether sales may be kept while the cloud cannot be reached. */
export function ApprovalBanner() {
  const { data: approvals } = useQuery(calls.outbox.approvals.queryOptions())
  const [question] = approvals?.filter(({ state }) => state === 'asked') ?? []
  return question && <Question key={question.id} question={question} />
}

function Question({ question }: { question: ApprovalView }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const refuse = useMutation(calls.outbox.refuse.mutationOptions())
  const [isOpen, setOpen] = useState(false)
  const { id, amount: value } = question
  const amount = value === undefined ? undefined : formats.amount(value)
  return (
    <section className={classes.banner} aria-label={t('outbox.approval.title')}>
      <Text role="status" className={classes.question ?? ''}>
        {amount === undefined ? t('outbox.approval.asksOutage') : t('outbox.approval.asksAmount', { amount })}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Button onClick={() => setOpen(true)}>{t('outbox.approval.approve')}</Button>
        <Button variant="default" loading={refuse.isPending} onClick={() => refuse.mutate({ id })}>
          {t('outbox.approval.refuse')}
        </Button>
      </Group>
      <ErrorNotice error={refuse.error} />
      <Dialog title={t('outbox.approval.title')} size="xl" isOpen={isOpen} onClose={() => setOpen(false)}>
        <Text>
          {amount === undefined ? t('outbox.approval.explainOutage') : t('outbox.approval.explainAmount', { amount })}
        </Text>
        <ApproveForm id={id} onDone={() => setOpen(false)} />
      </Dialog>
    </section>
  )
}

/** With the manager's PIN, which approves this one question; where none is set, without. */
function ApproveForm({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation()
  const { isPinSet } = useLevel()
  const approve = useMutation({ ...calls.outbox.approve.mutationOptions(), onSuccess: onDone })
  if (isPinSet)
    return (
      <PinQuestion
        label={t('pin.ask')}
        ask={async (pin) => {
          await agent.outbox.approve({ id, pin })
          onDone()
        }}
        onCancel={onDone}
      />
    )
  return (
    <Form onSubmit={() => approve.mutate({ id })} label={t('outbox.approval.title')}>
      <Stack gap="md">
        <ErrorNotice error={approve.error} />
        <FormButtons submit={t('outbox.approval.approve')} isBusy={approve.isPending} onCancel={onDone} />
      </Stack>
    </Form>
  )
}

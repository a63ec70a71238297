import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ApprovalView } from '#contract/outbox/approval.ts'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'

/** What a manager has approved while the cloud cannot be reached, and how to end it. */
export function GivenApprovals() {
  const { t } = useTranslation()
  const { data: approvals } = useQuery(calls.outbox.approvals.queryOptions())
  const refuse = useMutation(calls.outbox.refuse.mutationOptions())
  const textOf = useApprovalText()
  const given = approvals?.filter(({ state }) => state === 'approved') ?? []
  return (
    <Stack gap="xs">
      {given.map((approval) => (
        <Group key={approval.id} justify="space-between" gap="md">
          <Text>{textOf(approval)}</Text>
          <Button variant="default" onClick={() => refuse.mutate({ id: approval.id })}>
            {t('outbox.approval.end')}
          </Button>
        </Group>
      ))}
      <ErrorNotice error={refuse.error} />
    </Stack>
  )
}

function useApprovalText(): (approval: ApprovalView) => string {
  const { t } = useTranslation()
  const { amount, time } = useFormats()
  return ({ amount: value, endsAt }) =>
    value === undefined
      ? t('outbox.approval.givenOutage', { time: time(endsAt) })
      : t('outbox.approval.givenAmount', { time: time(endsAt), amount: amount(value) })
}

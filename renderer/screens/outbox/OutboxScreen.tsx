import { Button, Group, Tabs } from '@mantine/core'
import { IconCircleCheck, IconClock, IconHelpCircle, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxGroup } from '#contract/outbox/people.ts'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Fact } from '#renderer/parts/layout/Fact.tsx'
import { Facts } from '#renderer/parts/layout/Facts.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { DropFolders } from './DropFolders.tsx'
import { EntryList } from './EntryList.tsx'
import { GivenApprovals } from './GivenApprovals.tsx'

const groups = [
  { group: 'needs-person', Icon: IconHelpCircle },
  { group: 'open', Icon: IconClock },
  { group: 'over', Icon: IconCircleCheck },
] as const

/** What this till keeps for the cloud: what a person has to decide, what waits, and what is over. */
export default function OutboxScreen() {
  const { t } = useTranslation()
  const { number, amount } = useFormats()
  const counts = useQuery(calls.status.queryOptions()).data?.outbox
  const sendNow = useMutation(calls.outbox.sendNow.mutationOptions())
  const [chosen, choose] = useState<OutboxGroup>()
  // Once: a tab that changes by itself would take away what a person has just been told.
  if (!chosen && counts) choose(counts.needPerson === 0 && counts.open > 0 ? 'open' : 'needs-person')
  const countOf = { 'needs-person': counts?.needPerson, open: counts?.open, over: undefined }
  return (
    <ScreenFrame title={t('outbox.title')} subtitle={t('outbox.explain')}>
      <ErrorNotice error={sendNow.error} />
      <SuccessNotice>{sendNow.isSuccess && t('outbox.done.sendAll')}</SuccessNotice>
      {counts !== undefined && counts.open + counts.needPerson > 0 && (
        <Group justify="space-between" gap="md">
          <Facts>
            {counts.oldestAt !== undefined && (
              <Fact name={t('outbox.oldest')}>
                <RelativeTime at={counts.oldestAt} />
              </Fact>
            )}
            {counts.amount > 0 && <Fact name={t('outbox.sum')}>{amount(counts.amount)}</Fact>}
          </Facts>
          {counts.open > 0 && (
            <Button
              variant="default"
              leftSection={<IconSend size={20} aria-hidden />}
              loading={sendNow.isPending}
              onClick={() => sendNow.mutate(undefined)}
            >
              {t('outbox.sendAll')}
            </Button>
          )}
        </Group>
      )}
      <GivenApprovals />
      <Tabs value={chosen ?? null} onChange={(group) => choose(group as OutboxGroup)} keepMounted={false}>
        <Tabs.List mb="lg">
          {groups.map(({ group, Icon }) => (
            <Tabs.Tab key={group} value={group} leftSection={<Icon size={20} aria-hidden />}>
              {t(`outbox.groups.${group}`)}
              {countOf[group] !== undefined && ` (${number(countOf[group])})`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {groups.map(({ group }) => (
          <Tabs.Panel key={group} value={group}>
            <EntryList group={group} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <DropFolders />
    </ScreenFrame>
  )
}

import { Button, EmptyState, Group, Stack } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxGroup } from '#contract/outbox/people.ts'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { EntryPanel } from './EntryPanel.tsx'
import type { EntryAction } from './entryWords.ts'

const pageSize = 20
const maxShown = 100

/** The entries of one group. What a person has just done stands above them: its entry may be in another group now. */
export function EntryList({ group }: { group: OutboxGroup }) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(pageSize)
  const [done, setDone] = useState<EntryAction>()
  const { data, error, refetch } = useQuery({
    ...calls.outbox.page.queryOptions({ input: { group, limit } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Stack gap="md">
      <SuccessNotice>{done && t(`outbox.done.${done}`)}</SuccessNotice>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.entries.length === 0 && (
        <EmptyState
          icon={<IconSend size={40} aria-hidden />}
          title={t(`outbox.none.${group}`)}
          description={t(`outbox.noneHint.${group}`)}
        />
      )}
      {data?.entries.map((entry) => (
        <EntryPanel key={entry.id} entry={entry} onDone={setDone} />
      ))}
      {data && data.total > data.entries.length && limit < maxShown && (
        <Group justify="center">
          <Button variant="default" onClick={() => setLimit(Math.min(limit + pageSize, maxShown))}>
            {t('outbox.more')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

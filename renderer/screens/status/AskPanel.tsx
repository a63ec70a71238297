import { List, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AskView } from '#contract/fleet/asks.ts'
import { calls } from '#renderer/agent/agent.ts'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { askWords } from '#words/askWords.ts'

/** The last ones are enough for a person; the trail has all. */
const maxShown = 5

/** What head office asked of this till, and what came of it. Hidden where it asked nothing. */
export function AskPanel() {
  const { t } = useTranslation()
  const { asks = [] } = useQuery(calls.directives.status.queryOptions()).data ?? {}
  if (asks.length === 0) return null
  return (
    <Panel title={t('status.asks.title')}>
      <List listStyleType="none" spacing="md">
        {asks.slice(0, maxShown).map((ask) => (
          <AskItem key={ask.id} ask={ask} />
        ))}
      </List>
    </Panel>
  )
}

function AskItem({ ask }: { ask: AskView }) {
  const { t } = useTranslation()
  const { asked, outcome, holds } = askWords(ask, t)
  return (
    <List.Item>
      <Stack gap={2}>
        <Text size="sm" c="dimmed">
          <RelativeTime at={ask.askedAt} />
        </Text>
        <Text fw={600}>{asked}</Text>
        {holds !== undefined && <Text>{holds}</Text>}
        <Text>{outcome}</Text>
      </Stack>
    </List.Item>
  )
}

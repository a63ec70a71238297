import { Button, Group, Text } from '@mantine/core'
import { IconBuildingStore } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AskView } from '#contract/fleet/asks.ts'
import { calls } from '#renderer/agent/agent.ts'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { askWords } from '#words/askWords.ts'
import classes from './AskBanner.module.css'

/** What ended is news for one shift; the status shows it for longer. */
const shownMs = 12 * 60 * 60_000

/** Says on every screen what head office has asked of this till last, until a person closes it. */
export function AskBanner() {
  const { t } = useTranslation()
  const [closed, setClosed] = useState<string>()
  const { asks = [] } = useQuery(calls.directives.status.queryOptions()).data ?? {}
  const [ask] = asks.toSorted((one, other) => changedAt(other) - changedAt(one))
  if (!ask || closed === ask.id + ask.state || (ask.endedAt ?? Number.POSITIVE_INFINITY) < Date.now() - shownMs)
    return null
  const { asked, outcome } = askWords(ask, t)
  return (
    <Group role="status" className={classes.banner ?? ''} gap="md" wrap="nowrap">
      <IconBuildingStore className={classes.icon} aria-hidden />
      <Text className={classes.text ?? ''}>
        {asked} {outcome} (<RelativeTime at={changedAt(ask)} />)
      </Text>
      <Button variant="subtle" px="sm" onClick={() => setClosed(ask.id + ask.state)}>
        {t('parts.close')}
      </Button>
    </Group>
  )
}

function changedAt({ endedAt, askedAt }: AskView): number {
  return endedAt ?? askedAt
}

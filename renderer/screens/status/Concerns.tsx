import { Button, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Concern } from '#contract/status.ts'
import { calls } from '#renderer/agent/agent.ts'
import { AgentMessage } from '#renderer/parts/fault/AgentMessage.tsx'
import { concernWords } from '#words/concernWords.ts'
import classes from './Concerns.module.css'
import { remedyOf } from './remedyPath.ts'

/** Everything that needs attention, each with a link to where it is put right. */
export function Concerns({ concerns }: { concerns: Concern[] }) {
  const { t } = useTranslation()
  const upstreams = useQuery(calls.upstreams.list.queryOptions()).data ?? []
  const signsIn = (id: string) => upstreams.some((upstream) => upstream.id === id && upstream.signsInWithBrowser)
  return (
    <Stack component="section" gap="sm" aria-labelledby="status-concerns">
      <Title order={2} size="h4" id="status-concerns">
        {t('status.concerns.title')}
      </Title>
      <ul className={classes.list}>
        {concerns.map((concern) => (
          <ConcernItem
            key={concern.about + concern.code + concern.reason}
            concern={concern}
            signsIn={signsIn(concern.about)}
          />
        ))}
      </ul>
    </Stack>
  )
}

function ConcernItem({ concern, signsIn }: { concern: Concern; signsIn: boolean }) {
  const { t, i18n } = useTranslation()
  const { reason, remedy, detail } = concernWords(concern, t, i18n)
  const { kind, path } = remedyOf(concern, signsIn)
  return (
    <li className={classes.concern}>
      <Stack gap={2} className={classes.words ?? ''}>
        <Text size="sm" c="dimmed">
          {concern.about === 'till' ? t('status.concerns.thisTill') : <bdi>{concern.about}</bdi>}
        </Text>
        <Text fw={600}>{reason}</Text>
        <Text>{remedy}</Text>
        {detail && <AgentMessage>{detail}</AgentMessage>}
      </Stack>
      <Button component={Link} to={path}>
        {t(`status.concerns.actions.${kind}`)}
      </Button>
    </li>
  )
}

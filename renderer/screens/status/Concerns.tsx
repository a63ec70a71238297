import { Button, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Concern } from '../../../electron/contract/status.ts'
import { calls } from '../../agent/agent.ts'
import { AgentSentence } from '../../parts/AgentSentence.tsx'
import classes from './Concerns.module.css'
import { concernWords } from './concernWords.ts'
import { remedyOf } from './remedyPath.ts'

/** Each thing that is not as it should be, with the way to put it right. */
export function Concerns({ concerns }: { concerns: Concern[] }) {
  const { t } = useTranslation()
  const upstreams = useQuery(calls.upstreams.list.queryOptions()).data ?? []
  const forms = useQuery(calls.upstreams.forms.queryOptions()).data ?? []
  const signsIn = (id: string) => {
    const scheme = upstreams.find((upstream) => upstream.id === id)?.scheme
    return forms.some((form) => form.scheme === scheme && form.signsInWithBrowser)
  }
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
        {detail && <AgentSentence>{detail}</AgentSentence>}
      </Stack>
      <Button component={Link} to={path}>
        {t(`status.concerns.actions.${kind}`)}
      </Button>
    </li>
  )
}

import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { UpstreamView } from '../../../electron/contract/upstream.ts'
import { AgentSentence } from '../../parts/AgentSentence.tsx'
import { Fact } from '../../parts/Fact.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { UpstreamStateBadge } from '../../parts/UpstreamStateBadge.tsx'
import { UpstreamTest } from '../../parts/UpstreamTest.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import { useSchemeWords } from '../../parts/useSchemeWords.ts'
import { concernWords } from '../status/concernWords.ts'
import { type UpstreamTask, upstreamPath } from './upstreamPath.ts'

interface UpstreamPanelProps {
  upstream: UpstreamView
  /** Whether a person signs in to it with a browser. */
  signsIn: boolean
}

export function UpstreamPanel({ upstream, signsIn }: UpstreamPanelProps) {
  const { t } = useTranslation()
  const { date } = useFormats()
  const { nameOf } = useSchemeWords()
  const { id, scheme, state, organisation, till, baseUrl, createdAt, rotatedAt } = upstream
  const taskLink = (task: UpstreamTask, label: string, isFirst = false) => (
    <Button
      component={Link}
      to={upstreamPath(id, task)}
      variant={isFirst ? 'filled' : 'default'}
      aria-label={`${label}: ${id}`}
    >
      {label}
    </Button>
  )
  return (
    <Panel title={id} subtitle={nameOf(scheme)} actions={<UpstreamStateBadge state={state} />}>
      <Trouble upstream={upstream} />
      <Facts>
        {organisation && <Fact name={t('upstreams.organisation')}>{organisation}</Fact>}
        {till && <Fact name={t('upstreams.till')}>{till}</Fact>}
        <Fact name={t('upstreams.address')}>
          <bdi dir="ltr">{baseUrl}</bdi>
        </Fact>
        <Fact name={t('upstreams.since')}>{date(createdAt)}</Fact>
        {rotatedAt !== undefined && <Fact name={t('upstreams.rotated')}>{date(rotatedAt)}</Fact>}
      </Facts>
      <UpstreamTest id={id}>
        {taskLink('credential', t('upstreams.rotate'), state === 'locked')}
        {signsIn && state !== 'ready' && taskLink('sign-in', t('upstreams.signIn'), true)}
        {signsIn && state === 'ready' && taskLink('sign-out', t('upstreams.signOut'))}
        {taskLink('remove', t('upstreams.remove'))}
      </UpstreamTest>
    </Panel>
  )
}

function Trouble({ upstream }: { upstream: UpstreamView }) {
  const { t, i18n } = useTranslation()
  const { id, state, code = 'UPSTREAM_NOT_READY', reason = '', remedy = '' } = upstream
  if (state === 'ready') return null
  const words = concernWords({ about: id, code, reason, remedy }, t, i18n)
  return (
    <Alert color={state === 'locked' ? 'red' : 'orange'} icon={<IconAlertTriangle aria-hidden />} title={words.reason}>
      <Stack gap={4}>
        <Text>{words.remedy}</Text>
        {words.detail && <AgentSentence>{words.detail}</AgentSentence>}
      </Stack>
    </Alert>
  )
}

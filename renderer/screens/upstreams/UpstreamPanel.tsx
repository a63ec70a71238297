import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SignInPolicy } from '#contract/customer.ts'
import type { UpstreamView } from '#contract/upstream.ts'
import { calls } from '#renderer/agent/agent.ts'
import { AgentMessage } from '#renderer/parts/fault/AgentMessage.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Fact } from '#renderer/parts/layout/Fact.tsx'
import { Facts } from '#renderer/parts/layout/Facts.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { cacheFields } from '#renderer/parts/scheme/schemeEntry.ts'
import { useSchemeWords } from '#renderer/parts/scheme/useSchemeWords.ts'
import { UpstreamStateBadge } from '#renderer/parts/upstream/UpstreamStateBadge.tsx'
import { UpstreamTest } from '#renderer/parts/upstream/UpstreamTest.tsx'
import { type UpstreamTask, upstreamPath } from '#renderer/parts/upstream/upstreamPath.ts'
import { concernWords } from '#words/concernWords.ts'
import { ConfirmIdentity } from './ConfirmIdentity.tsx'

/** One upstream: its state, its facts and the links to its tasks. */
export function UpstreamPanel({ upstream }: { upstream: UpstreamView }) {
  const { t } = useTranslation()
  const { date } = useFormats()
  const { nameOf } = useSchemeWords()
  const { id, scheme, state, organisation, till, baseUrl, signInPolicy, createdAt, rotatedAt, signsInWithBrowser } =
    upstream
  const forms = useQuery(calls.upstreams.forms.queryOptions())
  const hasCache = forms.data?.some((form) => form.scheme === scheme && cacheFields(form).length > 0)
  const { data: status } = useQuery(calls.status.queryOptions())
  const isOffline = status?.upstreams.find((known) => known.id === id)?.unreachableSince !== undefined
  const taskLink = (task: UpstreamTask, label: string, isPrimary = false) => (
    <Button
      component={Link}
      to={upstreamPath(id, task)}
      variant={isPrimary ? 'filled' : 'default'}
      aria-label={`${label}: ${id}`}
    >
      {label}
    </Button>
  )
  return (
    <Panel title={id} subtitle={nameOf(scheme)} actions={<UpstreamStateBadge state={state} isOffline={isOffline} />}>
      <StateNotice upstream={upstream} />
      <ConfirmIdentity upstream={upstream} />
      <Facts>
        {organisation && <Fact name={t('upstreams.organisation')}>{organisation}</Fact>}
        {till && <Fact name={t('upstreams.till')}>{till}</Fact>}
        <Fact name={t('upstreams.address')}>
          <bdi dir="ltr">{baseUrl}</bdi>
        </Fact>
        {signInPolicy && <SignInFacts policy={signInPolicy} />}
        <Fact name={t('upstreams.since')}>{date(createdAt)}</Fact>
        {rotatedAt !== undefined && <Fact name={t('upstreams.rotated')}>{date(rotatedAt)}</Fact>}
      </Facts>
      <UpstreamTest id={id}>
        {taskLink('credential', t('upstreams.rotate'), state === 'locked')}
        {signsInWithBrowser && state !== 'ready' && taskLink('sign-in', t('upstreams.signIn'), true)}
        {signsInWithBrowser && state === 'ready' && taskLink('sign-out', t('upstreams.signOut'))}
        {taskLink('network', t('upstreams.network'))}
        {hasCache && taskLink('cache', t('upstreams.cache'))}
        {taskLink('remove', t('upstreams.remove'))}
      </UpstreamTest>
    </Panel>
  )
}

/** How customers may sign in, as far as the upstream has shown it. */
function SignInFacts({ policy: { passwords, codes, codesPerDay } }: { policy: SignInPolicy }) {
  const { t } = useTranslation()
  return (
    <>
      {passwords && <Fact name={t('upstreams.signInPasswords')}>{t(`upstreams.switches.${passwords}`)}</Fact>}
      {codes && <Fact name={t('upstreams.signInCodes')}>{t(`upstreams.switches.${codes}`)}</Fact>}
      {codesPerDay !== undefined && <Fact name={t('upstreams.signInCodesPerDay')}>{codesPerDay}</Fact>}
    </>
  )
}

function StateNotice({ upstream }: { upstream: UpstreamView }) {
  const { t, i18n } = useTranslation()
  const { state, code = 'UPSTREAM_NOT_READY', reason = '', remedy = '' } = upstream
  if (state === 'ready') return null
  const words = concernWords({ code, reason, remedy }, t, i18n)
  return (
    <Alert color={state === 'locked' ? 'red' : 'orange'} icon={<IconAlertTriangle aria-hidden />} title={words.reason}>
      <Stack gap={4}>
        <Text>{words.remedy}</Text>
        {words.detail && <AgentMessage>{words.detail}</AgentMessage>}
      </Stack>
    </Alert>
  )
}

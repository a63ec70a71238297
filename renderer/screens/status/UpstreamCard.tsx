import { useTranslation } from 'react-i18next'
import type { UpstreamStatus } from '#contract/status.ts'
import type { LatencyMinute } from '#contract/traffic.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { LatencyChart } from '#renderer/parts/latency/LatencyChart.tsx'
import { Fact } from '#renderer/parts/layout/Fact.tsx'
import { Facts } from '#renderer/parts/layout/Facts.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { UpstreamStateBadge } from '#renderer/parts/upstream/UpstreamStateBadge.tsx'
import { UpstreamTest } from '#renderer/parts/upstream/UpstreamTest.tsx'

interface UpstreamCardProps {
  upstream: UpstreamStatus
  minutes: readonly LatencyMinute[]
}

/** One upstream at a glance: its state, its load and its response times. */
export function UpstreamCard({ upstream, minutes }: UpstreamCardProps) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { id, state, organisation, till } = upstream
  return (
    <Panel
      title={id}
      subtitle={[organisation, till].filter(Boolean).join(' · ')}
      actions={<UpstreamStateBadge state={state} isOffline={upstream.unreachableSince !== undefined} />}
    >
      <Facts>
        <Fact name={t('status.upstreams.openConnections')}>{number(upstream.openConnections)}</Fact>
        <Fact name={t('status.upstreams.activeRequests')}>{number(upstream.activeRequests)}</Fact>
        <Fact name={t('status.upstreams.waitingRequests')}>{number(upstream.waitingRequests)}</Fact>
      </Facts>
      <LatencyChart upstream={id} minutes={minutes} />
      <UpstreamTest id={id} />
    </Panel>
  )
}

import { useTranslation } from 'react-i18next'
import type { UpstreamStatus } from '../../../electron/contract/status.ts'
import type { LatencyMinute } from '../../../electron/contract/traffic.ts'
import { Fact } from '../../parts/Fact.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { LatencyChart } from '../../parts/LatencyChart.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { UpstreamStateBadge } from '../../parts/UpstreamStateBadge.tsx'
import { UpstreamTest } from '../../parts/UpstreamTest.tsx'
import { useFormats } from '../../parts/useFormats.ts'

interface UpstreamCardProps {
  upstream: UpstreamStatus
  minutes: readonly LatencyMinute[]
}

export function UpstreamCard({ upstream, minutes }: UpstreamCardProps) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { id, state, organisation, till } = upstream
  return (
    <Panel
      title={id}
      subtitle={[organisation, till].filter(Boolean).join(' · ')}
      actions={<UpstreamStateBadge state={state} />}
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

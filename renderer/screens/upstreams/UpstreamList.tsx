import { Button, EmptyState } from '@mantine/core'
import { IconCloud, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { calls } from '../../agent/agent.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { ScreenFrame } from '../../parts/ScreenFrame.tsx'
import { UpstreamPanel } from './UpstreamPanel.tsx'
import { addUpstreamPath } from './upstreamPath.ts'

export function UpstreamList() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(calls.upstreams.list.queryOptions())
  const forms = useQuery(calls.upstreams.forms.queryOptions()).data ?? []
  const signsIn = (scheme: string) => forms.some((form) => form.scheme === scheme && form.signsInWithBrowser)
  return (
    <ScreenFrame
      title={t('upstreams.title')}
      subtitle={t('upstreams.explain')}
      actions={
        <Button component={Link} to={addUpstreamPath} leftSection={<IconPlus size={20} aria-hidden />}>
          {t('upstreams.add')}
        </Button>
      }
    >
      {error && <Refusal error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && (
        <EmptyState
          icon={<IconCloud size={40} aria-hidden />}
          title={t('upstreams.none')}
          description={t('upstreams.noneHint')}
        />
      )}
      {data?.map((upstream) => (
        <UpstreamPanel key={upstream.id} upstream={upstream} signsIn={signsIn(upstream.scheme)} />
      ))}
    </ScreenFrame>
  )
}

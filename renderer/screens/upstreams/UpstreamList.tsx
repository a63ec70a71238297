import { Button, EmptyState } from '@mantine/core'
import { IconCloud, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { addUpstreamPath } from '#renderer/parts/upstream/upstreamPath.ts'
import { UpstreamPanel } from './UpstreamPanel.tsx'

/** All upstreams of this till. */
export function UpstreamList() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(calls.upstreams.list.queryOptions())
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
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && (
        <EmptyState
          icon={<IconCloud size={40} aria-hidden />}
          title={t('upstreams.none')}
          description={t('upstreams.noneHint')}
        />
      )}
      {data?.map((upstream) => (
        <UpstreamPanel key={upstream.id} upstream={upstream} />
      ))}
    </ScreenFrame>
  )
}

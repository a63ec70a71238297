import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconCalendarStats, IconStethoscope } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { useLevel } from '#renderer/parts/pin/useLevel.ts'
import { AskPanel } from './AskPanel.tsx'
import { Concerns } from './Concerns.tsx'
import { ConditionCard } from './ConditionCard.tsx'
import { RefusalCounts } from './RefusalCounts.tsx'
import { RequestList } from './RequestList.tsx'
import { UpdatePanel } from './UpdatePanel.tsx'
import { UpstreamCard } from './UpstreamCard.tsx'

/** The till's condition, what to do about it, and the figures behind it. */
export default function StatusScreen() {
  const { t } = useTranslation()
  const status = useQuery(calls.status.queryOptions())
  const latency = useQuery(calls.traffic.latency.queryOptions())
  const { may } = useLevel()
  const actions = (
    <>
      {may('shift-lead') && (
        <Button
          component={Link}
          to="/status/day"
          variant="default"
          leftSection={<IconCalendarStats size={20} aria-hidden />}
        >
          {t('status.day.title')}
        </Button>
      )}
      <Button component={Link} to="/doctor" variant="default" leftSection={<IconStethoscope size={20} aria-hidden />}>
        {t('doctor.title')}
      </Button>
    </>
  )
  if (!status.data)
    return (
      <ScreenFrame title={t('status.title')} actions={actions}>
        {status.error ? <ErrorNotice error={status.error} onRetry={() => void status.refetch()} /> : <Loading />}
      </ScreenFrame>
    )
  const { condition, concerns, upstreams, version, startedAt } = status.data
  const latencyOf = (id: string) => latency.data?.find(({ upstream }) => upstream === id)?.minutes ?? []
  return (
    <ScreenFrame
      title={t('status.title')}
      actions={actions}
      subtitle={
        <>
          {t('status.version', { version })} · {t('status.runningSince')} <RelativeTime at={startedAt} />
        </>
      }
    >
      <ConditionCard condition={condition} />
      {concerns.length > 0 && <Concerns concerns={concerns} />}
      <Stack component="section" gap="sm" aria-labelledby="status-upstreams">
        <Title order={2} size="h4" id="status-upstreams">
          {t('status.upstreams.title')}
        </Title>
        {upstreams.length === 0 && <Text c="dimmed">{t('status.upstreams.none')}</Text>}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          {upstreams.map((upstream) => (
            <UpstreamCard key={upstream.id} upstream={upstream} minutes={latencyOf(upstream.id)} />
          ))}
        </SimpleGrid>
      </Stack>
      <AskPanel />
      <UpdatePanel />
      <RequestList />
      <RefusalCounts />
    </ScreenFrame>
  )
}

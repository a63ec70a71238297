import { Button, Group, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { usePinGate } from '#renderer/parts/pin/PinGate.tsx'
import { AuditTable } from './AuditTable.tsx'
import { AuditVerify } from './AuditVerify.tsx'

const rowsPerPage = 50

/** The audit trail page by page, newest row first. Fetched only while it is shown: each read is recorded in the trail. */
export function AuditTrail() {
  const { t } = useTranslation()
  const gate = usePinGate()
  const trail = useInfiniteQuery(
    calls.audit.list.infiniteOptions({
      input: (before: number | undefined) => ({ limit: rowsPerPage, ...(before !== undefined && { before }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.length < rowsPerPage ? undefined : page.at(-1)?.sequence),
      staleTime: 0,
      gcTime: 0,
    }),
  )
  const rows = trail.data?.pages.flat()
  const unlock = async () => {
    if (await gate.requestPin()) await trail.refetch()
  }
  const renderContent = () => {
    if (rows)
      return (
        <>
          {rows.length === 0 ? <Text c="dimmed">{t('audit.none')}</Text> : <AuditTable rows={rows} />}
          <Group>
            {trail.hasNextPage ? (
              <Button variant="default" loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
                {t('audit.older')}
              </Button>
            ) : (
              <Text c="dimmed">{t('audit.beginning')}</Text>
            )}
          </Group>
          <ErrorNotice error={trail.error} />
        </>
      )
    if (!trail.error) return <Loading />
    if (faultOf(trail.error).code !== 'PIN_REQUIRED')
      return <ErrorNotice error={trail.error} onRetry={() => void trail.refetch()} />
    return (
      <Stack align="flex-start">
        <Text>{t('pin.needed')}</Text>
        <Button leftSection={<IconLock size={20} aria-hidden />} onClick={() => void unlock()}>
          {t('pin.unlock')}
        </Button>
      </Stack>
    )
  }
  return (
    <Panel title={t('doctor.tabs.audit')} subtitle={t('audit.explain')}>
      <AuditVerify />
      {renderContent()}
    </Panel>
  )
}

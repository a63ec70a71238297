import { Button, Group, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { usePinGate } from '../../parts/PinGate.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { AuditTable } from './AuditTable.tsx'
import { AuditVerify } from './AuditVerify.tsx'

const pageRows = 50

/** The newest first, page by page. Read when it is looked at: reading it is written down, too. */
export function AuditTrail() {
  const { t } = useTranslation()
  const gate = usePinGate()
  const trail = useInfiniteQuery(
    calls.audit.list.infiniteOptions({
      input: (before: number | undefined) => ({ limit: pageRows, ...(before !== undefined && { before }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.length < pageRows ? undefined : page.at(-1)?.sequence),
      staleTime: 0,
      gcTime: 0,
    }),
  )
  const rows = trail.data?.pages.flat()
  const unlock = async () => {
    if (await gate.ask()) await trail.refetch()
  }
  const content = () => {
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
              <Text c="dimmed">{t('audit.begun')}</Text>
            )}
          </Group>
          <Refusal error={trail.error} />
        </>
      )
    if (!trail.error) return <Loading />
    if (faultOf(trail.error).code !== 'PIN_REQUIRED')
      return <Refusal error={trail.error} onRetry={() => void trail.refetch()} />
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
      {content()}
    </Panel>
  )
}

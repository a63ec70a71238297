import { Switch, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { calls } from '../../agent/agent.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import { WideTable } from '../../parts/WideTable.tsx'
import { OutcomeCell } from './OutcomeCell.tsx'
import classes from './RequestList.module.css'
import { isTrouble } from './requestOutcome.ts'

const heads = ['time', 'program', 'upstream', 'route', 'outcome', 'duration'] as const

/** What was brokered lately, the newest first. */
export function RequestList() {
  const { t } = useTranslation()
  const { time, milliseconds } = useFormats()
  const [onlyTroubles, setOnlyTroubles] = useState(false)
  const { data, error, refetch } = useQuery(calls.traffic.recent.queryOptions())
  const shown = onlyTroubles ? data?.filter(isTrouble) : data
  return (
    <Panel
      title={t('status.requests.title')}
      actions={
        <Switch
          label={t('status.requests.onlyTroubles')}
          checked={onlyTroubles}
          onChange={(event) => setOnlyTroubles(event.currentTarget.checked)}
        />
      }
    >
      {error && <Refusal error={error} onRetry={() => void refetch()} />}
      {!shown && !error && <Loading />}
      {shown?.length === 0 && (
        <Text c="dimmed">{t(onlyTroubles ? 'status.requests.noTroubles' : 'status.requests.none')}</Text>
      )}
      {shown && shown.length > 0 && (
        <WideTable label={t('status.requests.title')} heads={heads.map((head) => t(`status.requests.${head}`))}>
          {shown.map((request) => (
            <Table.Tr key={request.requestId}>
              <Table.Td className={classes.figure ?? ''}>{time(request.at)}</Table.Td>
              <Table.Td>{request.client}</Table.Td>
              <Table.Td>{request.upstream}</Table.Td>
              <Table.Td>
                <bdi dir="ltr">{request.route}</bdi>
              </Table.Td>
              <Table.Td>
                <OutcomeCell request={request} />
              </Table.Td>
              <Table.Td className={classes.figure ?? ''}>{milliseconds(request.durationMs)}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
    </Panel>
  )
}

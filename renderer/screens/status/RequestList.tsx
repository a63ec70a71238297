import { Switch, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { WideTable } from '#renderer/parts/layout/WideTable.tsx'
import { useSchemeWords } from '#renderer/parts/scheme/useSchemeWords.ts'
import { OutcomeCell } from './OutcomeCell.tsx'
import classes from './RequestList.module.css'
import { isFailure } from './requestOutcome.ts'

const columns = ['time', 'client', 'upstream', 'route', 'outcome', 'duration'] as const

/** What the agent calls a cashier's look-ups by. */
const counter = '@counter'

/** The latest requests of programs and look-ups of cashiers, newest first. */
export function RequestList() {
  const { t } = useTranslation()
  const { time, milliseconds } = useFormats()
  const [onlyFailures, setOnlyFailures] = useState(false)
  const { data: clients = [] } = useQuery(calls.clients.list.queryOptions())
  const nameOf = (client: string) =>
    client === counter ? t('status.requests.counter') : (clients.find(({ id }) => id === client)?.name ?? client)
  const { data: upstreams = [] } = useQuery(calls.upstreams.list.queryOptions())
  const { nameOf: nameOfScheme } = useSchemeWords()
  /** Its kind; its id as well where there are several. */
  const nameOfUpstream = (id: string) => {
    const scheme = upstreams.find((upstream) => upstream.id === id)?.scheme
    if (scheme === undefined) return id
    const isOnly = upstreams.filter((upstream) => upstream.scheme === scheme).length === 1
    return isOnly ? nameOfScheme(scheme) : `${nameOfScheme(scheme)} · ${id}`
  }
  const { data, error, refetch } = useQuery(calls.traffic.recent.queryOptions())
  const shown = onlyFailures ? data?.filter(isFailure) : data
  return (
    <Panel
      title={t('status.requests.title')}
      actions={
        <Switch
          label={t('status.requests.onlyFailures')}
          checked={onlyFailures}
          onChange={(event) => setOnlyFailures(event.currentTarget.checked)}
        />
      }
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!shown && !error && <Loading />}
      {shown?.length === 0 && (
        <Text c="dimmed">{t(onlyFailures ? 'status.requests.noFailures' : 'status.requests.none')}</Text>
      )}
      {shown && shown.length > 0 && (
        <WideTable label={t('status.requests.title')} headers={columns.map((name) => t(`status.requests.${name}`))}>
          {shown.map((request) => (
            <Table.Tr key={request.requestId}>
              <Table.Td className={classes.number ?? ''}>{time(request.at)}</Table.Td>
              <Table.Td>
                <bdi>{nameOf(request.client)}</bdi>
              </Table.Td>
              <Table.Td>{nameOfUpstream(request.upstream)}</Table.Td>
              <Table.Td>
                {request.client === counter ? t('status.requests.lookUp') : <bdi dir="ltr">{request.route}</bdi>}
              </Table.Td>
              <Table.Td>
                <OutcomeCell request={request} />
              </Table.Td>
              <Table.Td className={classes.number ?? ''}>{milliseconds(request.durationMs)}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
    </Panel>
  )
}

import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LatencyMinute } from '#contract/traffic.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { WideTable } from '#renderer/parts/layout/WideTable.tsx'

/** The chart's numbers as a table, newest first. */
export function LatencyTable({ upstream, minutes }: { upstream: string; minutes: readonly LatencyMinute[] }) {
  const { t } = useTranslation()
  const { time, number, milliseconds } = useFormats()
  const headers = (['minute', 'requests', 'mean', 'max'] as const).map((name) => t(`status.latency.${name}`))
  return (
    <WideTable label={t('status.latency.caption', { upstream })} headers={headers}>
      {minutes.toReversed().map(({ at, requests, meanMs, mostMs }) => (
        <Table.Tr key={at}>
          <Table.Td>{time(at)}</Table.Td>
          <Table.Td>{number(requests)}</Table.Td>
          <Table.Td>{milliseconds(meanMs)}</Table.Td>
          <Table.Td>{milliseconds(mostMs)}</Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  )
}

import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LatencyMinute } from '../../electron/contract/traffic.ts'
import { useFormats } from './useFormats.ts'
import { WideTable } from './WideTable.tsx'

/** The chart's numbers, the newest first. */
export function LatencyTable({ upstream, minutes }: { upstream: string; minutes: readonly LatencyMinute[] }) {
  const { t } = useTranslation()
  const { time, number, milliseconds } = useFormats()
  const heads = (['minute', 'requests', 'mean', 'most'] as const).map((head) => t(`status.latency.${head}`))
  return (
    <WideTable label={t('status.latency.caption', { upstream })} heads={heads}>
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

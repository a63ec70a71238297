import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FaultCode } from '../../../electron/contract/faults.ts'
import { calls } from '../../agent/agent.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import { WideTable } from '../../parts/WideTable.tsx'

/** Why requests were turned away since the agent started. */
export function RefusalCounts() {
  const { t, i18n } = useTranslation()
  const { number } = useFormats()
  const { data = [], error } = useQuery(calls.traffic.refusals.queryOptions())
  const words = (code: string) => (i18n.exists(`faults.${code}.title`) ? t(`faults.${code as FaultCode}.title`) : code)
  return (
    <Panel title={t('status.refusals.title')}>
      <Refusal error={error} />
      {data.length === 0 && !error && <Text c="dimmed">{t('status.refusals.none')}</Text>}
      {data.length > 0 && (
        <WideTable label={t('status.refusals.title')} heads={[t('status.refusals.kind'), t('status.refusals.count')]}>
          {data.map(({ code, count }) => (
            <Table.Tr key={code}>
              <Table.Td>{words(code)}</Table.Td>
              <Table.Td>{number(count)}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
    </Panel>
  )
}

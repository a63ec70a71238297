import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { WideTable } from '#renderer/parts/layout/WideTable.tsx'
import { faultTitle } from '#words/faultTitle.ts'

/** How many requests were refused since the agent started, by fault. */
export function RefusalCounts() {
  const { t, i18n } = useTranslation()
  const { number } = useFormats()
  const { data = [], error } = useQuery(calls.traffic.refusals.queryOptions())
  return (
    <Panel title={t('status.refusals.title')}>
      <ErrorNotice error={error} />
      {data.length === 0 && !error && <Text c="dimmed">{t('status.refusals.none')}</Text>}
      {data.length > 0 && (
        <WideTable label={t('status.refusals.title')} headers={[t('status.refusals.kind'), t('status.refusals.count')]}>
          {data.map(({ code, count }) => (
            <Table.Tr key={code}>
              <Table.Td>{faultTitle(code, t, i18n)}</Table.Td>
              <Table.Td>{number(count)}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
    </Panel>
  )
}

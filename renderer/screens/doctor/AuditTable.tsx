import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '#contract/audit.ts'
import { AgentMessage } from '#renderer/parts/fault/AgentMessage.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { WideTable } from '#renderer/parts/layout/WideTable.tsx'
import { auditWords } from './auditWords.ts'

const columns = ['at', 'event', 'actor', 'subject', 'outcome'] as const

/** Rows of the audit trail in sentences. */
export function AuditTable({ rows }: { rows: AuditRow[] }) {
  const { t, i18n } = useTranslation()
  const { dateTime } = useFormats()
  return (
    <WideTable label={t('doctor.tabs.audit')} headers={columns.map((name) => t(`audit.${name}`))}>
      {rows.map((row) => {
        const { event, actor, subject, outcome } = auditWords(row, t, i18n)
        return (
          <Table.Tr key={row.sequence}>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{dateTime(row.at)}</Table.Td>
            <Table.Td>{event}</Table.Td>
            <Table.Td>
              <bdi>{actor}</bdi>
            </Table.Td>
            <Table.Td>
              <bdi>{subject}</bdi>
            </Table.Td>
            <Table.Td>
              {outcome}
              {row.detail && <AgentMessage>{row.detail}</AgentMessage>}
            </Table.Td>
          </Table.Tr>
        )
      })}
    </WideTable>
  )
}

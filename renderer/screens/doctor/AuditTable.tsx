import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '../../../electron/contract/audit.ts'
import { AgentSentence } from '../../parts/AgentSentence.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import { WideTable } from '../../parts/WideTable.tsx'
import { auditWords } from './auditWords.ts'

const heads = ['at', 'event', 'actor', 'subject', 'outcome'] as const

export function AuditTable({ rows }: { rows: AuditRow[] }) {
  const { t, i18n } = useTranslation()
  const { dateTime } = useFormats()
  return (
    <WideTable label={t('doctor.tabs.audit')} heads={heads.map((head) => t(`audit.${head}`))}>
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
              {row.detail && <AgentSentence>{row.detail}</AgentSentence>}
            </Table.Td>
          </Table.Tr>
        )
      })}
    </WideTable>
  )
}

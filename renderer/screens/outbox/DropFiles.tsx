import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { DropFileState } from '#contract/drops/drop.ts'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { WideTable } from '#renderer/parts/layout/WideTable.tsx'

const shownFiles = 20

/** The last files of a folder, newest first. */
export function DropFiles({ drop }: { drop: string }) {
  const { t } = useTranslation()
  const { dateTime } = useFormats()
  const { data, error } = useQuery(calls.drops.files.queryOptions({ input: { name: drop } }))
  if (!data?.length) return <ErrorNotice error={error} />
  return (
    <WideTable
      label={`${t('doctor.checks.drops')}: ${drop}`}
      headers={[t('outbox.fileName'), t('outbox.fileState'), t('outbox.fileSince')]}
    >
      {data
        .slice(-shownFiles)
        .toReversed()
        .map(({ id, file, state, since }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <bdi>{file}</bdi>
            </Table.Td>
            <Table.Td>{stateText(state, t)}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{dateTime(since)}</Table.Td>
          </Table.Tr>
        ))}
    </WideTable>
  )
}

function stateText(state: DropFileState, t: TFunction): string {
  switch (state) {
    case 'waiting':
      return t('outbox.sentences.waiting')
    case 'uploading':
    case 'renaming':
      return t('outbox.sentences.sending')
    case 'sent':
      return t('audit.events.drop-file-sent')
    case 'refused':
      return t('audit.events.drop-file-refused')
    case 'expired':
      return t('outbox.fileExpired')
  }
}

import { Button, EmptyState } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { NoProgram } from '#renderer/parts/drawing/NoProgram.tsx'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { ClientPanel } from './ClientPanel.tsx'

/** All clients. */
export function ClientList({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation()
  const [revoked, setRevoked] = useState<string>()
  const { data, error, refetch } = useQuery(calls.clients.list.queryOptions())
  return (
    <ScreenFrame
      title={t('clients.title')}
      subtitle={t('clients.explain')}
      actions={
        <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={onAdd}>
          {t('clients.add')}
        </Button>
      }
    >
      <SuccessNotice>{revoked !== undefined && t('clients.revoked', { name: revoked })}</SuccessNotice>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && (
        <EmptyState icon={<NoProgram />} title={t('clients.none')} description={t('clients.howToPair')} />
      )}
      {data?.map((client) => (
        <ClientPanel key={client.id} client={client} onRevoked={() => setRevoked(client.name)} />
      ))}
    </ScreenFrame>
  )
}

import { Button, EmptyState } from '@mantine/core'
import { IconApps, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { calls } from '../../agent/agent.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Outcome } from '../../parts/Outcome.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { ScreenFrame } from '../../parts/ScreenFrame.tsx'
import { ProgramPanel } from './ProgramPanel.tsx'

export function ProgramList({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation()
  const [revoked, setRevoked] = useState<string>()
  const { data, error, refetch } = useQuery(calls.clients.list.queryOptions())
  return (
    <ScreenFrame
      title={t('programs.title')}
      subtitle={t('programs.explain')}
      actions={
        <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={onAdd}>
          {t('programs.add')}
        </Button>
      }
    >
      <Outcome>{revoked !== undefined && t('programs.revoked', { name: revoked })}</Outcome>
      {error && <Refusal error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && (
        <EmptyState
          icon={<IconApps size={40} aria-hidden />}
          title={t('programs.none')}
          description={t('programs.howToPair')}
        />
      )}
      {data?.map((client) => (
        <ProgramPanel key={client.id} client={client} onRevoked={() => setRevoked(client.name)} />
      ))}
    </ScreenFrame>
  )
}

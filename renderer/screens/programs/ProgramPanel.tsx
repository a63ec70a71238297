import { Badge, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ClientView } from '../../../electron/contract/client.ts'
import { agent } from '../../agent/agent.ts'
import { ConfirmButton } from '../../parts/ConfirmButton.tsx'
import { Fact } from '../../parts/Fact.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { RelativeTime } from '../../parts/RelativeTime.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import { useManagerCall } from '../../parts/useManagerCall.ts'
import { GrantList } from './GrantList.tsx'

interface ProgramPanelProps {
  client: ClientView
  onRevoked: () => void
}

export function ProgramPanel({ client, onRevoked }: ProgramPanelProps) {
  const { t } = useTranslation()
  const { dateTime, date, list } = useFormats()
  const { id, name, createdAt, lastUsedAt, expiresAt, origins } = client
  const revoke = useManagerCall(() => agent.clients.revoke({ id }), onRevoked)
  const isExpired = expiresAt !== undefined && expiresAt <= Date.now()
  return (
    <Panel
      title={name}
      subtitle={<bdi dir="ltr">{id}</bdi>}
      actions={
        isExpired && (
          <Badge size="lg" variant="light" tt="none" color="orange">
            {t('programs.expired')}
          </Badge>
        )
      }
    >
      <Facts>
        <Fact name={t('programs.lastUsed')}>
          {lastUsedAt === undefined ? t('programs.never') : <RelativeTime at={lastUsedAt} />}
        </Fact>
        <Fact name={t('programs.added')}>{date(createdAt)}</Fact>
        <Fact name={t('programs.expires')}>
          {expiresAt === undefined ? t('programs.noExpiry') : dateTime(expiresAt)}
        </Fact>
        {origins.length > 0 && (
          <Fact name={t('programs.origins')}>
            <bdi dir="ltr">{list(origins)}</bdi>
          </Fact>
        )}
      </Facts>
      <Facts>
        <Fact name={t('programs.mayDo')}>
          <GrantList client={client} />
        </Fact>
      </Facts>
      <Refusal error={revoke.error} />
      <Group>
        <ConfirmButton
          label={t('programs.revoke')}
          question={t('programs.revokeTitle', { name })}
          confirmLabel={t('programs.revoke')}
          loading={revoke.isPending}
          onConfirm={() => revoke.run()}
        />
      </Group>
    </Panel>
  )
}

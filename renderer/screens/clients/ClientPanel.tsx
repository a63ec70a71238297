import { Badge, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ClientView } from '#contract/client.ts'
import { agent, calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { ConfirmButton } from '#renderer/parts/form/ConfirmButton.tsx'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Fact } from '#renderer/parts/layout/Fact.tsx'
import { Facts } from '#renderer/parts/layout/Facts.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { GrantList } from './GrantList.tsx'

interface ClientPanelProps {
  client: ClientView
  onRevoked: () => void
}

/** One client: its key, what it may do, and the button that revokes the key. */
export function ClientPanel({ client, onRevoked }: ClientPanelProps) {
  const { t } = useTranslation()
  const { dateTime, date, list } = useFormats()
  const { id, name, createdAt, lastUsedAt, expiresAt, origins } = client
  const revoke = useManagerCall(() => agent.clients.revoke({ id }), onRevoked)
  const { data: { open } = { open: 0 } } = useQuery(calls.outbox.counts.queryOptions({ input: { client: id } }))
  const isExpired = expiresAt !== undefined && expiresAt <= Date.now()
  return (
    <Panel
      title={name}
      subtitle={<bdi dir="ltr">{id}</bdi>}
      actions={
        isExpired && (
          <Badge size="lg" variant="light" tt="none" color="orange">
            {t('clients.expired')}
          </Badge>
        )
      }
    >
      <Facts>
        <Fact name={t('clients.lastUsed')}>
          {lastUsedAt === undefined ? t('clients.never') : <RelativeTime at={lastUsedAt} />}
        </Fact>
        <Fact name={t('clients.added')}>{date(createdAt)}</Fact>
        <Fact name={t('clients.expires')}>{expiresAt === undefined ? t('clients.noExpiry') : dateTime(expiresAt)}</Fact>
        {origins.length > 0 && (
          <Fact name={t('clients.origins')}>
            <bdi dir="ltr">{list(origins)}</bdi>
          </Fact>
        )}
      </Facts>
      <Facts>
        <Fact name={t('clients.mayDo')}>
          <GrantList client={client} />
        </Fact>
      </Facts>
      <ErrorNotice error={revoke.error} />
      <Group>
        <ConfirmButton
          label={t('clients.revoke')}
          question={t('clients.revokeTitle', { name })}
          consequence={open > 0 ? t('clients.revokeOutbox', { count: open }) : undefined}
          confirmLabel={t('clients.revoke')}
          loading={revoke.isPending}
          onConfirm={() => revoke.run()}
        />
      </Group>
    </Panel>
  )
}

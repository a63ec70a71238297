import { Alert, Group, Loader, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ClientView } from '#contract/client.ts'
import { calls } from '#renderer/agent/agent.ts'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { CopyRow } from './CopyRow.tsx'
import classes from './KeyCard.module.css'

export interface CreatedKey {
  client: ClientView
  key: string
}

/** Everything that a person enters in a new client, and whether it has called yet. The key leaves the page with the card. */
export function KeyCard({ created: { client, key } }: { created: CreatedKey }) {
  const { t } = useTranslation()
  const { data: status } = useQuery(calls.status.queryOptions())
  const { data: clients } = useQuery(calls.clients.list.queryOptions())
  const lastUsedAt = clients?.find(({ id }) => id === client.id)?.lastUsedAt
  const address = status?.posAddress
  return (
    <Stack>
      <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('clients.keyWarning')} />
      <dl className={classes.rows}>
        {address &&
          client.grants.map(({ upstream }) => (
            <CopyRow key={upstream} name={t('clients.addressOf', { upstream })} value={`${address}/via/${upstream}`} />
          ))}
        <CopyRow name={t('clients.userName')} value={client.id} />
        <CopyRow name={t('clients.key')} value={key} />
      </dl>
      <Group role="status" gap="sm" wrap="nowrap">
        {lastUsedAt === undefined ? <Loader size="sm" /> : <IconCircleCheck aria-hidden />}
        <Text fw={600}>
          {lastUsedAt === undefined ? (
            t('clients.noRequestYet')
          ) : (
            <>
              {t('clients.firstRequest')} <RelativeTime at={lastUsedAt} />
            </>
          )}
        </Text>
      </Group>
    </Stack>
  )
}

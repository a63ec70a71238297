import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconPrinter, IconQrcode } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientView } from '#contract/client.ts'
import { calls } from '#renderer/agent/agent.ts'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { useLeaveWarning } from '#renderer/parts/layout/LeaveGuard.tsx'
import { CopyRow } from './CopyRow.tsx'
import classes from './KeyCard.module.css'
import { qrTextOf } from './keyText.ts'
import { QrCode } from './QrCode.tsx'

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
  const addresses = Object.fromEntries(
    address === undefined ? [] : client.grants.map(({ upstream }) => [upstream, `${address}/via/${upstream}`]),
  )
  const [isQrShown, setQrShown] = useState(false)
  useLeaveWarning(t('clients.leaveKey'))
  return (
    <Stack data-printed>
      <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('clients.keyWarning')} />
      <dl className={classes.rows}>
        {Object.entries(addresses).map(([upstream, value]) => (
          <CopyRow key={upstream} name={t('clients.addressOf', { upstream })} value={value} />
        ))}
        <CopyRow name={t('clients.userName')} value={client.id} />
        <CopyRow name={t('clients.key')} value={key} />
      </dl>
      {isQrShown && <QrCode text={qrTextOf({ addresses, user: client.id, key })} label={t('clients.qrLabel')} />}
      <Group gap="sm" className={classes.notPrinted ?? ''}>
        <Button variant="default" leftSection={<IconPrinter size={20} aria-hidden />} onClick={() => window.print()}>
          {t('clients.print')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconQrcode size={20} aria-hidden />}
          aria-expanded={isQrShown}
          onClick={() => setQrShown(!isQrShown)}
        >
          {t(isQrShown ? 'clients.hideQr' : 'clients.showQr')}
        </Button>
      </Group>
      <Group role="status" gap="sm" wrap="nowrap" className={classes.notPrinted ?? ''}>
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

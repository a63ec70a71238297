import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { agent, calls } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { ConfirmButton } from '#renderer/parts/form/ConfirmButton.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'

/** Removes an upstream. While clients still use it, removing takes a second confirmation. */
export function RemoveUpstream({ id }: { id: string }) {
  const { t } = useTranslation()
  const clients = useQuery(calls.clients.list.queryOptions()).data ?? []
  const remove = useManagerCall((force: boolean) => agent.upstreams.remove({ id, force }))
  const isInUse = remove.error !== null && faultOf(remove.error).code === 'UPSTREAM_IN_USE'
  if (remove.isSuccess) return <SuccessNotice>{t('upstreams.removed', { id })}</SuccessNotice>
  return (
    <Panel title={t('upstreams.remove')} subtitle={t('upstreams.removeExplain')}>
      {isInUse ? (
        <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title={t('upstreams.inUse')}>
          <Stack gap="xs">
            <List>
              {clients
                .filter(({ grants }) => grants.some(({ upstream }) => upstream === id))
                .map(({ id: client, name }) => (
                  <List.Item key={client}>{name}</List.Item>
                ))}
            </List>
            <Text>{t('upstreams.forceExplain')}</Text>
          </Stack>
        </Alert>
      ) : (
        <ErrorNotice error={remove.error} />
      )}
      <Group>
        {isInUse ? (
          <ConfirmButton
            label={t('upstreams.force')}
            question={t('upstreams.removeTitle', { id })}
            confirmLabel={t('upstreams.force')}
            loading={remove.isPending}
            onConfirm={() => remove.run(true)}
          />
        ) : (
          <Button color="red" loading={remove.isPending} onClick={() => remove.run(false)}>
            {t('upstreams.remove')}
          </Button>
        )}
      </Group>
    </Panel>
  )
}

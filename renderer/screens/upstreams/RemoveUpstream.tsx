import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { agent, calls } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import { ConfirmButton } from '../../parts/ConfirmButton.tsx'
import { Outcome } from '../../parts/Outcome.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { useManagerCall } from '../../parts/useManagerCall.ts'

/** Asks once, and once more while programs still use it. */
export function RemoveUpstream({ id }: { id: string }) {
  const { t } = useTranslation()
  const clients = useQuery(calls.clients.list.queryOptions()).data ?? []
  const remove = useManagerCall((force: boolean) => agent.upstreams.remove({ id, force }))
  const isInUse = remove.error !== null && faultOf(remove.error).code === 'UPSTREAM_IN_USE'
  if (remove.isSuccess) return <Outcome>{t('upstreams.removed', { id })}</Outcome>
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
        <Refusal error={remove.error} />
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

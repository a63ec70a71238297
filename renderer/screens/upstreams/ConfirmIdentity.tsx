import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { UpstreamView } from '#contract/upstream.ts'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'

/** Asks a person whether the upstream knows this till as the right one. Until it has named one, there is nothing to say. */
export function ConfirmIdentity({ upstream: { id, organisation, till, isUnconfirmed } }: { upstream: UpstreamView }) {
  const { t } = useTranslation()
  const confirm = useManagerCall(() => agent.upstreams.confirm({ id }))
  if (!isUnconfirmed) return null
  const isNamed = organisation !== undefined || till !== undefined
  return (
    <Alert
      color="orange"
      icon={<IconUserQuestion aria-hidden />}
      title={t('status.concerns.byCode.IDENTITY_UNCONFIRMED.reason')}
    >
      <Stack gap="sm" align="flex-start">
        <Text>{t(isNamed ? 'firstRun.identity.title' : 'firstRun.identity.untested')}</Text>
        {isNamed && (
          <Button loading={confirm.isPending} onClick={() => confirm.run()}>
            {t('firstRun.identity.yes')}
          </Button>
        )}
        <ErrorNotice error={confirm.error} />
      </Stack>
    </Alert>
  )
}

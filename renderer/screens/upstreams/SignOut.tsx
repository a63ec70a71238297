import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'

/** Signs out of an upstream, and offers to end the browser's session at the identity provider. */
export function SignOut({ id }: { id: string }) {
  const { t } = useTranslation()
  const signOut = useManagerCall(() => agent.upstreams.signOut({ id }))
  if (signOut.data) {
    const { revocation, endSessionUrl } = signOut.data
    return (
      <SuccessNotice>
        <Stack gap={4}>
          <Text fw={600}>{t(revocation === 'failed' ? 'upstreams.signedOutButKnown' : 'upstreams.signedOut')}</Text>
          {endSessionUrl && (
            <Anchor href={endSessionUrl} target="_blank" rel="noopener noreferrer">
              {t('upstreams.endSession')}
            </Anchor>
          )}
        </Stack>
      </SuccessNotice>
    )
  }
  return (
    <Panel title={t('upstreams.signOut')} subtitle={t('upstreams.signOutExplain')}>
      <ErrorNotice error={signOut.error} />
      <Group>
        <Button color="red" loading={signOut.isPending} onClick={() => signOut.run()}>
          {t('upstreams.signOut')}
        </Button>
      </Group>
    </Panel>
  )
}

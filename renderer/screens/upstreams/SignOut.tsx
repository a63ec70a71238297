import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { agent } from '../../agent/agent.ts'
import { Outcome } from '../../parts/Outcome.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { useManagerCall } from '../../parts/useManagerCall.ts'

export function SignOut({ id }: { id: string }) {
  const { t } = useTranslation()
  const signOut = useManagerCall(() => agent.upstreams.signOut({ id }))
  if (signOut.data) {
    const { revocation, endSessionUrl } = signOut.data
    return (
      <Outcome>
        <Stack gap={4}>
          <Text fw={600}>{t(revocation === 'failed' ? 'upstreams.signedOutButKnown' : 'upstreams.signedOut')}</Text>
          {endSessionUrl && (
            <Anchor href={endSessionUrl} target="_blank" rel="noopener noreferrer">
              {t('upstreams.endSession')}
            </Anchor>
          )}
        </Stack>
      </Outcome>
    )
  }
  return (
    <Panel title={t('upstreams.signOut')} subtitle={t('upstreams.signOutExplain')}>
      <Refusal error={signOut.error} />
      <Group>
        <Button color="red" loading={signOut.isPending} onClick={() => signOut.run()}>
          {t('upstreams.signOut')}
        </Button>
      </Group>
    </Panel>
  )
}

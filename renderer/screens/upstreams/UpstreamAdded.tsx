import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Identity, UpstreamView } from '#contract/upstream.ts'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { IdentitySummary } from '#renderer/parts/upstream/IdentitySummary.tsx'
import { upstreamPath, upstreamsPath } from '#renderer/parts/upstream/upstreamPath.ts'

interface UpstreamAddedProps {
  upstream: UpstreamView
  identity: Identity | undefined
}

/** Says which upstream was added, and leads to the next step. */
export function UpstreamAdded({ upstream: { id, signsInWithBrowser }, identity }: UpstreamAddedProps) {
  const { t } = useTranslation()
  return (
    <>
      <SuccessNotice>
        <Stack gap={4}>
          <Text fw={600}>{t('upstreams.added', { id })}</Text>
          {identity && <IdentitySummary identity={identity} />}
        </Stack>
      </SuccessNotice>
      <Group>
        {signsInWithBrowser && (
          <Button component={Link} to={upstreamPath(id, 'sign-in')}>
            {t('upstreams.signIn')}
          </Button>
        )}
        <Button component={Link} to={upstreamsPath} variant="default">
          {t('upstreams.title')}
        </Button>
      </Group>
    </>
  )
}

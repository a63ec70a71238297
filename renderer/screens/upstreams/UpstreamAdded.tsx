import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SchemeForm } from '../../../electron/contract/schemeForm.ts'
import type { Identity } from '../../../electron/contract/upstream.ts'
import { IdentityWords } from '../../parts/IdentityWords.tsx'
import { Outcome } from '../../parts/Outcome.tsx'
import { upstreamPath, upstreamsPath } from './upstreamPath.ts'

interface UpstreamAddedProps {
  id: string
  identity: Identity | undefined
  form: SchemeForm
}

/** What was added, and what comes next. */
export function UpstreamAdded({ id, identity, form }: UpstreamAddedProps) {
  const { t } = useTranslation()
  return (
    <>
      <Outcome>
        <Stack gap={4}>
          <Text fw={600}>{t('upstreams.added', { id })}</Text>
          {identity && <IdentityWords identity={identity} />}
        </Stack>
      </Outcome>
      <Group>
        {form.signsInWithBrowser && (
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

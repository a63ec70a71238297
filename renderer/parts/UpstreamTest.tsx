import { Button, Group, Stack } from '@mantine/core'
import { IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { calls } from '../agent/agent.ts'
import { IdentityWords } from './IdentityWords.tsx'
import { Outcome } from './Outcome.tsx'
import { Refusal } from './Refusal.tsx'

interface UpstreamTestProps {
  id: string
  /** What else can be done with it, beside the button. */
  children?: ReactNode
}

/** Asks the upstream who we are, and shows what it says. */
export function UpstreamTest({ id, children }: UpstreamTestProps) {
  const { t } = useTranslation()
  const test = useMutation(calls.upstreams.test.mutationOptions())
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconStethoscope size={20} aria-hidden />}
          loading={test.isPending}
          aria-label={`${t('upstreams.test')}: ${id}`}
          onClick={() => test.mutate({ id })}
        >
          {t('upstreams.test')}
        </Button>
        {children}
      </Group>
      <Outcome>{test.data && <IdentityWords identity={test.data} />}</Outcome>
      <Refusal error={test.error} />
    </Stack>
  )
}

import { Button, Group, Stack } from '@mantine/core'
import { IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { IdentitySummary } from './IdentitySummary.tsx'

interface UpstreamTestProps {
  id: string
  /** More actions beside the button. */
  children?: ReactNode
}

/** A button that tests the upstream with this till's credential, and the result. */
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
      <SuccessNotice>{test.data && <IdentitySummary identity={test.data} />}</SuccessNotice>
      <ErrorNotice error={test.error} />
    </Stack>
  )
}

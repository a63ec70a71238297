import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SystemPanel } from '#contract/doctor.ts'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'

/** Has the agent open a part of the system's settings on this computer. */
export function PanelButton({ panel, label }: { panel: SystemPanel; label: string }) {
  const { t } = useTranslation()
  const open = useManagerCall(() => agent.openSystemPanel({ panel }))
  return (
    <Stack gap="xs" maw="20rem">
      <Button loading={open.isPending} onClick={() => open.run()}>
        {label}
      </Button>
      {open.isSuccess && (
        <Text size="sm" role="status">
          {t('doctor.panelOpened')}
        </Text>
      )}
      <ErrorNotice error={open.error} />
    </Stack>
  )
}

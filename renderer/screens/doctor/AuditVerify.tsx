import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditVerdict } from '#contract/audit.ts'
import { calls } from '#renderer/agent/agent.ts'
import { AgentMessage } from '#renderer/parts/fault/AgentMessage.tsx'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'

/** Checks whether any row of the audit trail was changed. */
export function AuditVerify() {
  const { t } = useTranslation()
  const verify = useMutation(calls.audit.verify.mutationOptions())
  return (
    <Stack gap="sm">
      <Group>
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={20} aria-hidden />}
          loading={verify.isPending}
          onClick={() => verify.mutate({})}
        >
          {t('audit.verify')}
        </Button>
      </Group>
      <ErrorNotice error={verify.error} />
      {verify.data && <Verdict verdict={verify.data} />}
    </Stack>
  )
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const { t } = useTranslation()
  const { number, date } = useFormats()
  if (!verdict.intact)
    return (
      <Alert
        role="alert"
        color="red"
        icon={<IconAlertTriangle aria-hidden />}
        title={t('audit.broken', { sequence: number(verdict.sequence) })}
      >
        <AgentMessage>{verdict.reason}</AgentMessage>
      </Alert>
    )
  return (
    <SuccessNotice>
      <Stack gap={4}>
        <Text fw={600}>{t('audit.intact', { rows: number(verdict.rows) })}</Text>
        {verdict.pruned && (
          <Text size="sm">{t('audit.pruned', { date: date(verdict.pruned.lastAt), at: date(verdict.pruned.at) })}</Text>
        )}
        <Text size="sm">{t('audit.lastHash')}</Text>
        <Code block dir="ltr">
          {verdict.lastHash}
        </Code>
      </Stack>
    </SuccessNotice>
  )
}

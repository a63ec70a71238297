import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditVerdict } from '../../../electron/contract/audit.ts'
import { calls } from '../../agent/agent.ts'
import { AgentSentence } from '../../parts/AgentSentence.tsx'
import { Outcome } from '../../parts/Outcome.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { useFormats } from '../../parts/useFormats.ts'

/** Whether anybody changed a row of the trail. */
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
      <Refusal error={verify.error} />
      {verify.data && <Verdict verdict={verify.data} />}
    </Stack>
  )
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  if (!verdict.intact)
    return (
      <Alert
        role="alert"
        color="red"
        icon={<IconAlertTriangle aria-hidden />}
        title={t('audit.broken', { sequence: number(verdict.sequence) })}
      >
        <AgentSentence>{verdict.reason}</AgentSentence>
      </Alert>
    )
  return (
    <Outcome>
      <Stack gap={4}>
        <Text fw={600}>{t('audit.intact', { rows: number(verdict.rows) })}</Text>
        <Text size="sm">{t('audit.lastHash')}</Text>
        <Code block dir="ltr">
          {verdict.lastHash}
        </Code>
      </Stack>
    </Outcome>
  )
}

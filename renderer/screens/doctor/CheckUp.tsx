import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Diagnosis } from '#contract/doctor.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { FindingList } from './FindingList.tsx'
import { findingGroups } from './findingGroups.ts'

interface CheckUpProps {
  diagnosis: Diagnosis | undefined
  error: unknown
  isRunning: boolean
  onRun: () => void
}

/** The doctor's findings, with an overall verdict and the button that runs the check-up again. */
export function CheckUp({ diagnosis, error, isRunning, onRun }: CheckUpProps) {
  const { t } = useTranslation()
  return (
    <Stack>
      <Group justify="space-between">
        <Group gap="sm" role="status" mih={44}>
          {isRunning && (
            <>
              <Loader size="sm" />
              <Text>{t('doctor.running')}</Text>
            </>
          )}
          {!isRunning && diagnosis && (
            <Text c="dimmed">
              {t('doctor.checkedAt')} <RelativeTime at={diagnosis.at} />
            </Text>
          )}
        </Group>
        <Button
          variant="default"
          leftSection={<IconRefresh size={20} aria-hidden />}
          disabled={isRunning}
          onClick={onRun}
        >
          {t('doctor.run')}
        </Button>
      </Group>
      {!isRunning && <ErrorNotice error={error} onRetry={onRun} />}
      {diagnosis && !isRunning && (
        <>
          <Verdict diagnosis={diagnosis} />
          {findingGroups(diagnosis.findings).map(({ upstream, findings }) => (
            <Panel key={upstream ?? ''} title={upstream ?? t('doctor.thisComputer')}>
              <FindingList findings={findings} onCheckAgain={onRun} />
            </Panel>
          ))}
        </>
      )}
    </Stack>
  )
}

function Verdict({ diagnosis: { findings } }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation()
  const has = (outcome: string) => findings.some((finding) => finding.outcome === outcome)
  if (has('trouble'))
    return <Alert role="status" color="red" icon={<IconAlertTriangle aria-hidden />} title={t('doctor.someTrouble')} />
  if (has('attention'))
    return (
      <Alert role="status" color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('doctor.someAttention')} />
    )
  return <Alert role="status" color="green" icon={<IconCircleCheck aria-hidden />} title={t('doctor.allFine')} />
}

import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { agent, calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'

/** The manager's switch for training, in which staff practise with simulated customers. */
export function TrainingSection() {
  const { t } = useTranslation()
  const { time } = useFormats()
  const { data: status } = useQuery(calls.status.queryOptions())
  const start = useManagerCall(() => agent.training.start({}))
  const stop = useManagerCall(() => agent.training.stop())
  const { training } = status ?? {}
  return (
    <Panel title={t('settings.training.title')} subtitle={t('settings.training.explain')}>
      <ErrorNotice error={start.error ?? stop.error} />
      <Text>{training ? t('settings.training.on', { time: time(training.endsAt) }) : t('settings.training.off')}</Text>
      <Group>
        {training ? (
          <Button loading={stop.isPending} onClick={() => stop.run()}>
            {t('settings.training.stop')}
          </Button>
        ) : (
          <Button variant="default" loading={start.isPending} onClick={() => start.run()}>
            {t('settings.training.start')}
          </Button>
        )}
      </Group>
      <SuccessNotice>
        {training && start.isSuccess && t('settings.training.wasStarted')}
        {!training && stop.isSuccess && t('settings.training.wasStopped')}
      </SuccessNotice>
    </Panel>
  )
}

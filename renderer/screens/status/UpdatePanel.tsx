import { Button, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { UpdateStatus } from '#contract/update.ts'
import { agent, calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { ConfirmButton } from '#renderer/parts/form/ConfirmButton.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Fact } from '#renderer/parts/layout/Fact.tsx'
import { Facts } from '#renderer/parts/layout/Facts.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { UpdateProblems } from './UpdateProblems.tsx'

/** The interval for reading the progress of a download: the agent reports no changes of it. */
const progressIntervalMs = 1_000

/** The installed version, a newer one and what its installation waits for. Hidden where this agent does not update itself. */
export function UpdatePanel() {
  const { data } = useQuery(
    calls.updates.status.queryOptions({
      refetchInterval: ({ state }) => (state.data?.step === 'downloading' ? progressIntervalMs : false),
    }),
  )
  return data === undefined || data.step === 'off' ? null : <Updates status={data} step={data.step} />
}

function Updates({ status, step }: { status: UpdateStatus; step: Exclude<UpdateStatus['step'], 'off'> }) {
  const { t } = useTranslation()
  const { relative, bytes } = useFormats()
  const check = useManagerCall(() => agent.updates.check())
  const install = useManagerCall(() => agent.updates.install())
  const { version, offered, waitsFor, progress, ring, quietHours, freshAt, problems, last } = status
  return (
    <Panel
      title={t('updates.title')}
      actions={
        <>
          {step === 'ready' && offered && (
            <ConfirmButton
              label={t('updates.install')}
              question={t('updates.installTitle', { version: offered })}
              confirmLabel={t('updates.install')}
              onConfirm={() => install.run()}
              isDestructive={false}
              loading={install.isPending}
            />
          )}
          <Button variant="default" loading={check.isPending} onClick={() => check.run()}>
            {t('updates.check')}
          </Button>
        </>
      }
    >
      <Stack gap="xs" role="status">
        <Text>{t(`updates.steps.${step}`, { version: offered ?? '' })}</Text>
        {waitsFor && <Text>{t(`updates.waits.${waitsFor}`)}</Text>}
        {step === 'ready' && <Text c="dimmed">{t('updates.installExplain')}</Text>}
        {progress && (
          <>
            <Progress
              value={(progress.bytes / progress.of) * 100}
              aria-label={t('updates.steps.downloading', { version: offered ?? '' })}
            />
            <Text size="sm">{t('updates.progress', { bytes: bytes(progress.bytes), of: bytes(progress.of) })}</Text>
          </>
        )}
        {last && (
          <Text>
            {t(`updates.outcomes.${last.outcome}`, { version: last.version, when: relative(last.at, Date.now()) })}
          </Text>
        )}
      </Stack>
      <UpdateProblems problems={problems} />
      <Facts>
        <Fact name={t('updates.version')}>{version}</Fact>
        {offered && <Fact name={t('updates.offered')}>{offered}</Fact>}
        <Fact name={t('updates.ring')}>{ring}</Fact>
        <Fact name={t('updates.quietHours')}>
          <bdi dir="ltr">{quietHours}</bdi>
        </Fact>
        <Fact name={t('updates.fresh')}>
          {freshAt === undefined ? t('updates.never') : relative(freshAt, Date.now())}
        </Fact>
      </Facts>
      <ErrorNotice error={check.error ?? install.error} />
    </Panel>
  )
}

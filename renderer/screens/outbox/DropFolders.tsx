import { Alert, Button, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DropView } from '#contract/drops/drop.ts'
import { calls } from '#renderer/agent/agent.ts'
import { AgentMessage } from '#renderer/parts/fault/AgentMessage.tsx'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Fact } from '#renderer/parts/layout/Fact.tsx'
import { Facts } from '#renderer/parts/layout/Facts.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { DropFiles } from './DropFiles.tsx'

/** Folders whose files go to a server of files. Nothing on a till that has none. */
export function DropFolders() {
  const { t } = useTranslation()
  const { data, error } = useQuery(calls.drops.list.queryOptions())
  if (!data?.length) return <ErrorNotice error={error} />
  return (
    <Stack component="section" gap="md" aria-labelledby="outbox-drops">
      <Title order={2} size="h3" id="outbox-drops">
        {t('doctor.checks.drops')}
      </Title>
      {data.map((drop) => (
        <DropPanel key={drop.name} drop={drop} />
      ))}
    </Stack>
  )
}

function DropPanel({ drop }: { drop: DropView }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const sendNow = useMutation(calls.drops.sendNow.mutationOptions())
  const { name, folder, to, waiting, sent, refused, oldestAt, lastSentAt } = drop
  return (
    <Panel
      title={name}
      subtitle={
        <bdi dir="ltr">
          {folder} → {to}
        </bdi>
      }
      actions={
        waiting > 0 && (
          <Button
            variant="default"
            leftSection={<IconSend size={20} aria-hidden />}
            loading={sendNow.isPending}
            aria-label={`${t('outbox.sendAll')}: ${name}`}
            onClick={() => sendNow.mutate({ name })}
          >
            {t('outbox.sendAll')}
          </Button>
        )
      }
    >
      <ErrorNotice error={sendNow.error} />
      <DropNotice drop={drop} />
      <Facts>
        <Fact name={t('outbox.groups.open')}>{number(waiting)}</Fact>
        <Fact name={t('outbox.filesSent')}>{number(sent)}</Fact>
        <Fact name={t('outbox.filesRefused')}>{number(refused)}</Fact>
        {oldestAt !== undefined && (
          <Fact name={t('outbox.oldest')}>
            <RelativeTime at={oldestAt} />
          </Fact>
        )}
        {lastSentAt !== undefined && (
          <Fact name={t('outbox.filesLastSent')}>
            <RelativeTime at={lastSentAt} />
          </Fact>
        )}
      </Facts>
      <DropFiles drop={name} />
    </Panel>
  )
}

/** What keeps files from being sent, and what a person has to look at. */
function DropNotice({ drop: { reason, refused } }: { drop: DropView }) {
  const { t } = useTranslation()
  if (reason === undefined && refused === 0) return null
  const code = reason === undefined ? 'DROP_REFUSED' : 'DROP_STUCK'
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t(`status.concerns.byCode.${code}.reason`)}>
      <Stack gap={4}>
        <Text>{t(`status.concerns.byCode.${code}.remedy`)}</Text>
        {reason !== undefined && <AgentMessage>{reason}</AgentMessage>}
      </Stack>
    </Alert>
  )
}

import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownFault } from '#renderer/agent/fault.ts'
import { Countdown } from '#renderer/parts/format/Countdown.tsx'
import { useSecondsUntil } from '#renderer/parts/format/useSecondsUntil.ts'
import { issueWords } from '#words/issueWords.ts'
import { AgentMessage } from './AgentMessage.tsx'
import { useFaultWords } from './useFaultWords.ts'

interface FaultNoticeProps {
  fault: ShownFault
  onRetry?: (() => void) | undefined
  /** The fields that the fault names stand beside this notice, each with its own sentence. */
  hasFields?: boolean | undefined
}

/** Says what went wrong and what to do, in the window's language, with the agent's own English sentence in small print. */
export function FaultNotice({ fault, onRetry, hasFields = false }: FaultNoticeProps) {
  const { t, i18n } = useTranslation()
  const { title, remedy, isGeneral } = useFaultWords(fault)
  const [shownAt] = useState(Date.now)
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    void notice.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const retryAt = shownAt + (fault.retryAfterSeconds ?? 0) * 1_000
  const secondsLeft = useSecondsUntil(retryAt)
  return (
    <Alert ref={notice} role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={title}>
      <Stack gap={6} align="flex-start">
        <Text>
          {remedy}
          {secondsLeft > 0 && (
            <>
              {' '}
              {t('parts.retryIn')} <Countdown until={retryAt} over={t('parts.retryNow')} />.
            </>
          )}
        </Text>
        {fault.issues.length > 0 && !hasFields && (
          <List size="sm">
            {fault.issues.map((issue) => (
              <List.Item key={issue.path + issue.message}>
                {issue.path && <bdi dir="ltr">{issue.path.replace(/^entry\./, '')}: </bdi>}
                {issueWords(issue, t, i18n)}
              </List.Item>
            ))}
          </List>
        )}
        {onRetry && (
          <Button variant="default" disabled={secondsLeft > 0} onClick={onRetry}>
            {t('parts.tryAgain')}
          </Button>
        )}
        {fault.detail && fault.detail !== title && fault.issues.length === 0 && (
          <AgentMessage c="inherit">{[fault.detail, ...(isGeneral ? [fault.remedy] : [])].join(' ')}</AgentMessage>
        )}
      </Stack>
    </Alert>
  )
}

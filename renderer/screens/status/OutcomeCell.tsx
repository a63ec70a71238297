import { Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RecentRequest } from '#contract/traffic.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { faultTitle } from '#words/faultTitle.ts'
import { isFailure, outcomeOf } from './requestOutcome.ts'

/** How a request ended: an icon and words. */
export function OutcomeCell({ request }: { request: RecentRequest }) {
  const { t, i18n } = useTranslation()
  const { number } = useFormats()
  const { status, code = '' } = request
  const outcome = outcomeOf(request)
  const Icon = isFailure(request) ? IconAlertTriangle : IconCheck
  const text = () => {
    if (outcome === 'fault') return faultTitle(code, t, i18n)
    const sentence = t(`status.requests.outcomes.${outcome}`)
    return status === undefined || outcome === 'done'
      ? sentence
      : t('status.requests.answer', { outcome: sentence, status: number(status) })
  }
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Text span c={isFailure(request) ? 'red' : 'green'} lh={1} pt={2}>
        <Icon size={18} aria-hidden />
      </Text>
      <Text size="sm" span>
        {text()}
      </Text>
    </Group>
  )
}

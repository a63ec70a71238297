import { Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FaultCode } from '../../../electron/contract/faults.ts'
import type { RecentRequest } from '../../../electron/contract/traffic.ts'
import { useFormats } from '../../parts/useFormats.ts'
import { isTrouble, outcomeOf } from './requestOutcome.ts'

/** How a request ended, in words beside the sign. */
export function OutcomeCell({ request }: { request: RecentRequest }) {
  const { t, i18n } = useTranslation()
  const { number } = useFormats()
  const { status, code = '' } = request
  const outcome = outcomeOf(request)
  const Icon = isTrouble(request) ? IconAlertTriangle : IconCheck
  const words = () => {
    if (outcome === 'fault') return i18n.exists(`faults.${code}.title`) ? t(`faults.${code as FaultCode}.title`) : code
    const said = t(`status.requests.outcomes.${outcome}`)
    return status === undefined || outcome === 'done'
      ? said
      : t('status.requests.answer', { outcome: said, status: number(status) })
  }
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Text span c={isTrouble(request) ? 'red' : 'green'} lh={1} pt={2}>
        <Icon size={18} aria-hidden />
      </Text>
      <Text size="sm" span>
        {words()}
      </Text>
    </Group>
  )
}

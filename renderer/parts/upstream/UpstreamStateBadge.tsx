import { Badge } from '@mantine/core'
import { IconCircleCheck, IconClockPause, IconCloudOff, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { UpstreamState } from '#contract/upstream.ts'

const looks = {
  ready: { color: 'green', Icon: IconCircleCheck },
  'not-ready': { color: 'orange', Icon: IconClockPause },
  offline: { color: 'red', Icon: IconCloudOff },
  locked: { color: 'red', Icon: IconLock },
} as const

interface UpstreamStateBadgeProps {
  state: UpstreamState
  /** Whether the last requests did not reach it. A credential that is good says nothing then. */
  isOffline: boolean
}

export function UpstreamStateBadge({ state, isOffline }: UpstreamStateBadgeProps) {
  const { t } = useTranslation()
  const shown = isOffline && state === 'ready' ? 'offline' : state
  const { color, Icon } = looks[shown]
  return (
    <Badge size="lg" variant="light" tt="none" color={color} leftSection={<Icon size={16} aria-hidden />}>
      {shown === 'offline' ? t('shell.condition.offline') : t(`upstreams.states.${shown}`)}
    </Badge>
  )
}

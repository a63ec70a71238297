import { Badge } from '@mantine/core'
import { IconCircleCheck, IconClockPause, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { UpstreamState } from '#contract/upstream.ts'

const looks = {
  ready: { color: 'green', Icon: IconCircleCheck },
  'not-ready': { color: 'orange', Icon: IconClockPause },
  locked: { color: 'red', Icon: IconLock },
} as const

export function UpstreamStateBadge({ state }: { state: UpstreamState }) {
  const { t } = useTranslation()
  const { color, Icon } = looks[state]
  return (
    <Badge size="lg" variant="light" tt="none" color={color} leftSection={<Icon size={16} aria-hidden />}>
      {t(`upstreams.states.${state}`)}
    </Badge>
  )
}

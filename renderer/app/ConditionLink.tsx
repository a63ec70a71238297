import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconCloudOff,
  IconHourglass,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useLeaveControls } from '#renderer/parts/layout/LeaveGuard.tsx'
import classes from './ConditionLink.module.css'
import type { ShownCondition } from './condition.ts'

const icons = {
  ready: IconCircleCheck,
  attention: IconAlertTriangle,
  blocked: IconCircleX,
  offline: IconCloudOff,
  disconnected: IconPlugConnectedX,
  unknown: IconHourglass,
}

/** The till's condition as a word and an icon, not by colour alone. Leads to the status screen. */
export function ConditionLink({ condition }: { condition: ShownCondition }) {
  const { t } = useTranslation()
  const { mayGo } = useLeaveControls()
  const name = t(`shell.condition.${condition}`)
  const Icon = icons[condition]
  return (
    <Link
      to="/status"
      className={classes.condition}
      data-condition={condition}
      onClick={(event: MouseEvent) => {
        if (!mayGo('/status')) event.preventDefault()
      }}
      aria-label={t('shell.conditionLink', { condition: name })}
    >
      <Icon size={22} aria-hidden />
      {name}
    </Link>
  )
}

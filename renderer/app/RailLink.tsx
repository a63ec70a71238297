import { VisuallyHidden } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useRoute } from 'wouter'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { useLeaveControls } from '#renderer/parts/layout/LeaveGuard.tsx'
import classes from './Rail.module.css'

/** More figures have no room. */
const maxBadge = 999

interface RailLinkProps {
  path: string
  /** Another screen that is reached through this one. */
  below?: string | undefined
  label: string
  icon: ReactNode
  /** Why the screen needs a person now. Drawn as a dot, read aloud in words; absent when it does not. */
  alert?: string | undefined
  /** Why a part of it is not for everybody; drawn as a padlock. */
  lock?: string | undefined
  /** How much the screen holds. */
  badge?: { count: number; isUrgent: boolean } | undefined
}

export function RailLink({ path, below, label, icon, alert, lock, badge }: RailLinkProps) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { mayGo } = useLeaveControls()
  const [isAtPath] = useRoute(`${path}/*?`)
  const [isBelow] = useRoute(`${below ?? path}/*?`)
  const isCurrent = isAtPath || isBelow
  return (
    <Link
      to={path}
      className={classes.link}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={(event: MouseEvent) => {
        if (!mayGo(path)) event.preventDefault()
      }}
    >
      {icon}
      {label}
      {lock && (
        <span className={classes.lock} title={lock}>
          <IconLock size={16} aria-hidden />
          <VisuallyHidden>{lock}</VisuallyHidden>
        </span>
      )}
      {alert && !isCurrent && (
        <span className={classes.alert}>
          <VisuallyHidden>{alert}</VisuallyHidden>
        </span>
      )}
      {badge && badge.count > 0 && (
        <span className={classes.badge} data-urgent={badge.isUrgent || undefined}>
          <span aria-hidden>{number(Math.min(badge.count, maxBadge))}</span>
          <VisuallyHidden>{t('outbox.badge', { entries: number(badge.count) })}</VisuallyHidden>
        </span>
      )}
    </Link>
  )
}

import { VisuallyHidden } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { MouseEvent, ReactNode } from 'react'
import { Link, useRoute } from 'wouter'
import { useLeaveControls } from '#renderer/parts/layout/LeaveGuard.tsx'
import classes from './Rail.module.css'

interface RailLinkProps {
  path: string
  label: string
  icon: ReactNode
  /** Why the screen needs a person now. Drawn as a dot, read aloud in words; absent when it does not. */
  alert?: string | undefined
  /** Why a part of it is not for everybody; drawn as a padlock. */
  lock?: string | undefined
}

export function RailLink({ path, label, icon, alert, lock }: RailLinkProps) {
  const { mayGo } = useLeaveControls()
  const [isCurrent] = useRoute(`${path}/*?`)
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
    </Link>
  )
}

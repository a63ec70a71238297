import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useRoute } from 'wouter'
import classes from './Rail.module.css'

interface RailLinkProps {
  path: string
  label: string
  icon: ReactNode
  /** That somebody is wanted there. */
  call?: string | undefined
}

export function RailLink({ path, label, icon, call }: RailLinkProps) {
  const [isHere] = useRoute(`${path}/*?`)
  return (
    <Link to={path} className={classes.room} aria-current={isHere ? 'page' : undefined}>
      {icon}
      {label}
      {call && !isHere && (
        <span className={classes.call}>
          <VisuallyHidden>{call}</VisuallyHidden>
        </span>
      )}
    </Link>
  )
}

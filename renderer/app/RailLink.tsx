import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useRoute } from 'wouter'
import classes from './Rail.module.css'

interface RailLinkProps {
  path: string
  label: string
  icon: ReactNode
  /** Why the screen needs a person now. Drawn as a dot, read aloud in words; absent when it does not. */
  alert?: string | undefined
}

export function RailLink({ path, label, icon, alert }: RailLinkProps) {
  const [isCurrent] = useRoute(`${path}/*?`)
  return (
    <Link to={path} className={classes.link} aria-current={isCurrent ? 'page' : undefined}>
      {icon}
      {label}
      {alert && !isCurrent && (
        <span className={classes.alert}>
          <VisuallyHidden>{alert}</VisuallyHidden>
        </span>
      )}
    </Link>
  )
}

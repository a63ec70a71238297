import type { ReactNode } from 'react'
import classes from './Fact.module.css'

export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>
}

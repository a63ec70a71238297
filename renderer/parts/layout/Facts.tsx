import type { ReactNode } from 'react'
import classes from './Fact.module.css'

/** A description list of `Fact`s in a row that wraps. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>
}

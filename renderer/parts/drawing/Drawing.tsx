import type { ReactNode } from 'react'
import classes from './Drawing.module.css'

/** A line drawing beside a sentence that says the same. Its lines have the colour of the text, its accents that of the product. */
export function Drawing({ children }: { children: ReactNode }) {
  return (
    <svg className={classes.drawing} viewBox="0 0 120 90" aria-hidden focusable="false">
      {children}
    </svg>
  )
}

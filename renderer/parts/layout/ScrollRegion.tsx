import { Box } from '@mantine/core'
import type { ReactNode } from 'react'

interface ScrollRegionProps {
  /** The accessible name. */
  label: string
  className?: string | undefined
  dir?: 'ltr'
  children: ReactNode
}

/** A part of the page that scrolls. Takes the focus, so that the arrow keys scroll it (WCAG 2.1.1). */
export function ScrollRegion({ label, className = '', dir, children }: ScrollRegionProps) {
  return (
    <Box role="group" aria-label={label} tabIndex={0} className={className} dir={dir}>
      {children}
    </Box>
  )
}

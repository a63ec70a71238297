import { Box } from '@mantine/core'
import type { ReactNode } from 'react'

interface ScrollRegionProps {
  /** Said to those who do not see it. */
  label: string
  className?: string | undefined
  dir?: 'ltr'
  children: ReactNode
}

/** What scrolls by itself can be reached by keyboard, too (WCAG 2.1.1). */
export function ScrollRegion({ label, className = '', dir, children }: ScrollRegionProps) {
  return (
    <Box role="group" aria-label={label} tabIndex={0} className={className} dir={dir}>
      {children}
    </Box>
  )
}

import { Alert } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './SuccessNotice.module.css'

/** Says what was done. The live region is always present, so that screen readers announce what appears in it. */
export function SuccessNotice({ children }: { children: ReactNode }) {
  return (
    <div role="status" className={classes.notice}>
      {children && (
        <Alert color="green" variant="light" icon={<IconCircleCheck aria-hidden />}>
          {children}
        </Alert>
      )}
    </div>
  )
}

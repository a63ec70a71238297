import { Alert } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Outcome.module.css'

/** What was done, once it was. */
export function Outcome({ children }: { children: ReactNode }) {
  return (
    <div role="status" className={classes.outcome}>
      {children && (
        <Alert color="green" variant="light" icon={<IconCircleCheck aria-hidden />}>
          {children}
        </Alert>
      )}
    </div>
  )
}

import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Fact.module.css'

/** A name with its value. Belongs in `Facts`. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Stack gap={0}>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" className={classes.value ?? ''}>
        {children}
      </Text>
    </Stack>
  )
}

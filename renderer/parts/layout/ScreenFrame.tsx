import { Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './ScreenFrame.module.css'

interface ScreenFrameProps {
  title: string
  subtitle?: ReactNode
  /** Buttons beside the title. */
  actions?: ReactNode
  children: ReactNode
}

/** A screen with its heading. The heading takes the focus, so that screen readers announce the new screen. */
export function ScreenFrame({ title, subtitle, actions, children }: ScreenFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <Stack className={classes.screen} gap="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4}>
          <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.heading}>
            {title}
          </Title>
          {subtitle && <Text c="dimmed">{subtitle}</Text>}
        </Stack>
        {actions && <Group wrap="nowrap">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  )
}

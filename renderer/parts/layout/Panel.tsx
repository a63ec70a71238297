import { Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './Panel.module.css'

interface PanelProps {
  title: string
  subtitle?: ReactNode
  /** Buttons and badges beside the title. */
  actions?: ReactNode
  children?: ReactNode
}

/** A section of a screen with its own heading. */
export function Panel({ title, subtitle, actions, children }: PanelProps) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Stack gap={0}>
            <Title order={2} size="h4" id={id}>
              {title}
            </Title>
            {subtitle && (
              <Text size="sm" c="dimmed">
                {subtitle}
              </Text>
            )}
          </Stack>
          {actions && <Group gap="sm">{actions}</Group>}
        </Group>
        {children}
      </Stack>
    </section>
  )
}

import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Form } from '#renderer/parts/form/Form.tsx'
import classes from './firstRun.module.css'

interface StepFrameProps {
  title: string
  text?: ReactNode
  /** The label of the submit button; absent when the step has none. */
  next?: string
  isBusy?: boolean
  onNext?: () => void
  onBack?: (() => void) | undefined
  /** More buttons beside the submit button. */
  otherActions?: ReactNode
  children?: ReactNode
}

/** The frame of a step: heading, content and the buttons that lead on. The heading takes the focus. */
export function StepFrame({
  title,
  text,
  next,
  isBusy = false,
  onNext,
  onBack,
  otherActions,
  children,
}: StepFrameProps) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Form className={classes.card} onSubmit={() => onNext?.()}>
      <Stack gap="xs">
        <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.heading ?? ''}>
          {title}
        </Title>
        {text && <Text size="lg">{text}</Text>}
      </Stack>
      {children}
      <Group justify="space-between" className={classes.actions ?? ''}>
        {onBack ? (
          <Button variant="default" size="lg" onClick={onBack}>
            {t('parts.back')}
          </Button>
        ) : (
          <span />
        )}
        <Group gap="sm">
          {otherActions}
          {next && (
            <Button type="submit" size="lg" loading={isBusy}>
              {next}
            </Button>
          )}
        </Group>
      </Group>
    </Form>
  )
}

import { Button, type ButtonProps, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ConfirmButtonProps extends Omit<ButtonProps, 'children'> {
  label: string
  /** What will happen, asked once more. */
  question: string
  /** What the second button says. */
  confirmLabel: string
  onConfirm: () => void
}

/** Two touches for what cannot be undone; the second question stands where the first button stood. */
export function ConfirmButton({ label, question, confirmLabel, onConfirm, ...button }: ConfirmButtonProps) {
  const { t } = useTranslation()
  const [isAsked, setAsked] = useState(false)
  if (!isAsked)
    return (
      <Button variant="outline" color="red" {...button} onClick={() => setAsked(true)}>
        {label}
      </Button>
    )
  return (
    <Group gap="sm" role="group" aria-label={question}>
      <Text fw={600}>{question}</Text>
      <Button
        color="red"
        {...button}
        onClick={() => {
          setAsked(false)
          onConfirm()
        }}
      >
        {confirmLabel}
      </Button>
      <Button variant="default" autoFocus onClick={() => setAsked(false)}>
        {t('parts.cancel')}
      </Button>
    </Group>
  )
}

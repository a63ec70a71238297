import { Button, type ButtonProps, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ConfirmButtonProps extends Omit<ButtonProps, 'children'> {
  label: string
  /** The question that takes the place of the first button. */
  question: string
  /** The label of the button that answers it. */
  confirmLabel: string
  /** What comes of it that people may not expect. */
  consequence?: string | undefined
  onConfirm: () => void
  /** Whether what it does cannot be undone. */
  isDestructive?: boolean
  /** Says what it acts on, where several buttons have one label. */
  ariaLabel?: string
}

/** A button that asks before it acts. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, question, consequence, confirmLabel, onConfirm, isDestructive = true, ariaLabel, ...button } = props
  const { t } = useTranslation()
  const color = isDestructive ? { color: 'red' } : {}
  const [isAsking, setAsking] = useState(false)
  if (!isAsking)
    return (
      <Button
        variant={isDestructive ? 'outline' : 'filled'}
        {...color}
        {...button}
        aria-label={ariaLabel}
        onClick={() => setAsking(true)}
      >
        {label}
      </Button>
    )
  return (
    <Group gap="sm" role="group" aria-label={question}>
      <Text fw={600}>{question}</Text>
      {consequence !== undefined && <Text w="100%">{consequence}</Text>}
      <Button
        {...color}
        {...button}
        onClick={() => {
          setAsking(false)
          onConfirm()
        }}
      >
        {confirmLabel}
      </Button>
      <Button variant="default" autoFocus onClick={() => setAsking(false)}>
        {t('parts.cancel')}
      </Button>
    </Group>
  )
}

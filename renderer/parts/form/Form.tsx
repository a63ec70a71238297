import { Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { type Field, frameOf, invalidField, labelOf } from './invalidField.ts'

interface FormProps {
  onSubmit: () => void
  className?: string | undefined
  /** Names it for screen readers. */
  label?: string
  /** Whether required fields may be left empty: the agent keeps what it has. */
  isPartial?: boolean
  children: ReactNode
}

/**
 * A form that names the first field that is not filled in, in the window's language: the browser's own bubble speaks the browser's, and
 * lies over the hint. A field that the agent refused gets the focus, too.
 */
export function Form({ onSubmit, className, label, isPartial = false, children }: FormProps) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [missing, setMissing] = useState<Field>()
  const refused = useRef<Element>(null)
  useEffect(() => {
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid=true]') ?? null
    if (field && field !== refused.current) field.focus()
    refused.current = field
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const field = isPartial ? undefined : invalidField(event.currentTarget)
    setMissing(field)
    if (field) field.focus()
    else onSubmit()
  }
  return (
    <form
      ref={form}
      className={className}
      aria-label={label}
      onSubmit={submit}
      onChange={() => setMissing(undefined)}
      noValidate
      autoComplete="off"
    >
      {children}
      {missing &&
        createPortal(
          <Text role="alert" size="sm" mt={6} c="var(--mantine-color-error)">
            {t('parts.missing')} <bdi>{labelOf(missing)}</bdi>
          </Text>,
          frameOf(missing),
        )}
    </form>
  )
}

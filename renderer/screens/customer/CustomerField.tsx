import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './customer.module.css'
import { useTypeToFocus } from './useTypeToFocus.ts'

interface CustomerFieldProps {
  value: string
  onChange: (value: string) => void
  onSubmit: () => void
  isBusy: boolean
  /** Whether the field has the focus and its button the accent: no customer is being served. */
  isPrimary: boolean
  /** Whether what was typed may be wrong: it is then selected, to be typed again. */
  isDoubted: boolean
  /** What is wrong with what was typed, in a sentence; the field then has the focus. */
  error: string | undefined
  submitLabel: string
}

const maxLength = 254

/** Takes a mobile number, an e-mail address or a card number: typed, scanned or pasted. */
export function CustomerField({
  value,
  onChange,
  onSubmit,
  isBusy,
  isPrimary,
  isDoubted,
  error,
  submitLabel,
}: CustomerFieldProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  useTypeToFocus(field)
  useEffect(() => {
    if (isPrimary) field.current?.focus()
  }, [isPrimary])
  useEffect(() => {
    if (isDoubted) field.current?.select()
  }, [isDoubted])
  useEffect(() => {
    if (error !== undefined) field.current?.select()
  }, [error])
  const [isEmpty, setEmpty] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setEmpty(value.trim() === '')
    field.current?.focus()
    onSubmit()
  }
  return (
    <form className={classes.inputRow} onSubmit={submit}>
      <TextInput
        ref={field}
        classNames={{ root: classes.field ?? '', input: classes.fieldInput ?? '' }}
        label={t('customer.idle.label')}
        size="xl"
        dir="auto"
        inputMode="text"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={maxLength}
        value={value}
        error={value.trim() === '' ? isEmpty && t('customer.idle.empty') : error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="xl"
        variant={isPrimary ? 'filled' : 'default'}
        loading={isBusy}
        leftSection={<IconSearch aria-hidden />}
      >
        {submitLabel}
      </Button>
    </form>
  )
}

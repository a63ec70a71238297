import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './customer.module.css'
import { useStrayKeys } from './useStrayKeys.ts'

interface CustomerFieldProps {
  value: string
  onChange: (value: string) => void
  onSubmit: () => void
  isBusy: boolean
  /** Whether nobody is served, so that the field is what the screen is about. */
  isFirst: boolean
  go: string
}

const mostLetters = 254

/** Where every customer begins: typed, scanned or pasted. */
export function CustomerField({ value, onChange, onSubmit, isBusy, isFirst, go }: CustomerFieldProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  useStrayKeys(field)
  useEffect(() => {
    if (isFirst) field.current?.focus()
  }, [isFirst])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className={classes.ask} onSubmit={submit}>
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
        maxLength={mostLetters}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="xl"
        variant={isFirst ? 'filled' : 'default'}
        loading={isBusy}
        leftSection={<IconSearch aria-hidden />}
      >
        {go}
      </Button>
    </form>
  )
}

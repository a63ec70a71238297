import { Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './customer.module.css'
import { useStrayKeys } from './useStrayKeys.ts'

interface CodeFieldProps {
  code: string
  /** How many were: each shakes the field anew. */
  wrongCodes: number
  /** Whether the last one was, and nothing was typed since. */
  isWrong: boolean
  isBusy: boolean
  isChecking: boolean
  onChange: (text: string) => void
  onSubmit: () => void
}

/** A code has no known length, so nothing is sent before Enter or the button. */
export function CodeField({ code, wrongCodes, isWrong, isBusy, isChecking, onChange, onSubmit }: CodeFieldProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  useStrayKeys(field)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each wrong code anew
  useEffect(() => field.current?.focus(), [wrongCodes])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code !== '' && !isBusy) onSubmit()
  }
  return (
    <form className={classes.ask} onSubmit={submit} key={wrongCodes} data-wrong={isWrong || undefined}>
      <TextInput
        ref={field}
        classNames={{ root: classes.field ?? '', input: classes.codeInput ?? '' }}
        label={t('customer.code.label')}
        error={isWrong && <WrongCode />}
        size="xl"
        dir="ltr"
        inputMode="text"
        enterKeyHint="done"
        autoComplete="one-time-code"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        value={code}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button type="submit" size="xl" loading={isChecking}>
        {t('customer.code.go')}
      </Button>
    </form>
  )
}

function WrongCode() {
  const { t } = useTranslation()
  return (
    <span className={classes.wrong}>
      <IconX size={20} aria-hidden />
      {t('customer.code.wrong')}
    </span>
  )
}

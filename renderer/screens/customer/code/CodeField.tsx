import { Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '#renderer/screens/customer/customer.module.css'
import { useTypeToFocus } from '#renderer/screens/customer/useTypeToFocus.ts'

interface CodeFieldProps {
  code: string
  /** Each wrong code shakes the field once. */
  wrongCodes: number
  /** Whether the last code was wrong and nothing has been typed since. */
  isWrong: boolean
  isBusy: boolean
  isChecking: boolean
  onChange: (text: string) => void
  onSubmit: () => void
}

/** Takes a code. Its length is not known, so it is sent on Enter or with the button only. */
export function CodeField({ code, wrongCodes, isWrong, isBusy, isChecking, onChange, onSubmit }: CodeFieldProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  useTypeToFocus(field)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each wrong code moves the focus back
  useEffect(() => field.current?.focus(), [wrongCodes])
  const [isEmpty, setEmpty] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setEmpty(code === '')
    if (code === '') field.current?.focus()
    if (code !== '' && !isBusy) onSubmit()
  }
  return (
    <form className={classes.inputRow} onSubmit={submit} key={wrongCodes} data-wrong={isWrong || undefined}>
      <TextInput
        ref={field}
        classNames={{ root: classes.field ?? '', input: classes.codeInput ?? '' }}
        label={t('customer.code.label')}
        error={isWrong ? <WrongCode /> : isEmpty && code === '' && t('customer.code.empty')}
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
        {t('customer.code.confirm')}
      </Button>
    </form>
  )
}

function WrongCode() {
  const { t } = useTranslation()
  return (
    <span className={classes.wrongCode}>
      <IconX size={20} aria-hidden />
      {t('customer.code.wrong')}
    </span>
  )
}

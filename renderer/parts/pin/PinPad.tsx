import { Button, PasswordInput, Stack, VisuallyHidden } from '@mantine/core'
import { IconBackspace } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { onlyWesternDigits } from '#renderer/parts/form/digits.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import classes from './PinPad.module.css'

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const minDigits = 4
const maxDigits = 12

interface PinPadProps {
  label: string
  error?: string | undefined
  isDisabled?: boolean
  isBusy?: boolean
  onEntered: (pin: string) => void
}

/** Takes a PIN by touch or keyboard. Clears the digits before it passes them to `onEntered`. */
export function PinPad({ label, error, isDisabled = false, isBusy = false, onEntered }: PinPadProps) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [pin, setPin] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!isDisabled && !isBusy) field.current?.focus()
  }, [isDisabled, isBusy])

  const setDigits = (text: string) => setPin(onlyWesternDigits(text).slice(0, maxDigits))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (pin.length < minDigits || isDisabled || isBusy) return
    setPin('')
    onEntered(pin)
  }
  const keyOf = (digit: number) => (
    <Button
      key={digit}
      fz="xl"
      variant="default"
      disabled={isDisabled}
      aria-label={t('pin.digit', { digit: number(digit) })}
      onClick={() => setDigits(pin + digit)}
    >
      {number(digit)}
    </Button>
  )
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="sm">
        <PasswordInput
          ref={field}
          className={classes.digits ?? ''}
          label={label}
          description={t('pin.rule')}
          error={error}
          value={pin}
          disabled={isDisabled}
          inputMode="none"
          // Password managers do not store a one-time code.
          autoComplete="one-time-code"
          maxLength={maxDigits}
          visible={false}
          rightSection={<span />}
          onChange={(event) => setDigits(event.currentTarget.value)}
        />
        <VisuallyHidden role="status">
          {pin.length > 0 ? t('pin.digitsEntered', { digits: number(pin.length) }) : ''}
        </VisuallyHidden>
        <div className={classes.pad}>
          {digits.map(keyOf)}
          <Button
            variant="default"
            disabled={isDisabled || pin.length === 0}
            aria-label={t('pin.erase')}
            onClick={() => setDigits(pin.slice(0, -1))}
          >
            <IconBackspace aria-hidden />
          </Button>
          {keyOf(0)}
          <Button type="submit" loading={isBusy} disabled={isDisabled || pin.length < minDigits} px="xs" fz="md">
            {t('pin.enter')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

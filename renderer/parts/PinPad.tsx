import { Button, PasswordInput, Stack, VisuallyHidden } from '@mantine/core'
import { IconBackspace } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { westernDigits } from './digits.ts'
import classes from './PinPad.module.css'
import { useFormats } from './useFormats.ts'

const keys = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const fewest = 4
const most = 12
const keyHeight = 50

interface PinPadProps {
  label: string
  error?: string | undefined
  isDisabled?: boolean
  isBusy?: boolean
  onEntered: (pin: string) => void
}

/** Takes a PIN by touch or keyboard, and forgets it as it hands it on. */
export function PinPad({ label, error, isDisabled = false, isBusy = false, onEntered }: PinPadProps) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [pin, setPin] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!isDisabled && !isBusy) field.current?.focus()
  }, [isDisabled, isBusy])

  const enter = (text: string) => setPin(westernDigits(text).slice(0, most))
  const hand = (event: FormEvent) => {
    event.preventDefault()
    if (pin.length < fewest || isDisabled || isBusy) return
    setPin('')
    onEntered(pin)
  }
  const key = (digit: number) => (
    <Button
      key={digit}
      h={keyHeight}
      fz="xl"
      variant="default"
      disabled={isDisabled}
      aria-label={t('pin.digit', { digit: number(digit) })}
      onClick={() => enter(pin + digit)}
    >
      {number(digit)}
    </Button>
  )
  return (
    <form onSubmit={hand} autoComplete="off">
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
          // Kept by no password store.
          autoComplete="one-time-code"
          maxLength={most}
          visible={false}
          rightSection={<span />}
          onChange={(event) => enter(event.currentTarget.value)}
        />
        <VisuallyHidden role="status">
          {pin.length > 0 ? t('pin.digitsEntered', { digits: number(pin.length) }) : ''}
        </VisuallyHidden>
        <div className={classes.pad}>
          {keys.map(key)}
          <Button
            h={keyHeight}
            variant="default"
            disabled={isDisabled || pin.length === 0}
            aria-label={t('pin.erase')}
            onClick={() => enter(pin.slice(0, -1))}
          >
            <IconBackspace aria-hidden />
          </Button>
          {key(0)}
          <Button
            h={keyHeight}
            type="submit"
            loading={isBusy}
            disabled={isDisabled || pin.length < fewest}
            px="xs"
            fz="md"
          >
            {t('pin.enter')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

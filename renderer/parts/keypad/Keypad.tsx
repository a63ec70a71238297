import { UnstyledButton } from '@mantine/core'
import { IconBackspace } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Keypad.module.css'

interface KeypadProps {
  onKey: (key: string) => void
  onErase: () => void
  /** One more key beside the digits. */
  extraKey?: string
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** Number keys for touch. The Tab key skips them, and a touch leaves the focus where it is. */
export function Keypad({ onKey, onErase, extraKey }: KeypadProps) {
  const { t } = useTranslation()
  const keyOf = (key: string) => (
    <UnstyledButton key={key} tabIndex={-1} className={classes.key} onClick={() => onKey(key)}>
      {key}
    </UnstyledButton>
  )
  return (
    <fieldset
      className={classes.keypad}
      aria-label={t('customer.keypad')}
      dir="ltr"
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {digits.map(keyOf)}
      {extraKey ? keyOf(extraKey) : <span />}
      {keyOf('0')}
      <UnstyledButton tabIndex={-1} className={classes.key} aria-label={t('customer.erase')} onClick={onErase}>
        <IconBackspace size={28} aria-hidden />
      </UnstyledButton>
    </fieldset>
  )
}

import { Alert, Button, TextInput, Title } from '@mantine/core'
import { type FormEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DisplayView } from '#contract/display.ts'
import { display } from '#renderer/agent/displayAgent.ts'
import { Keypad } from '#renderer/parts/keypad/Keypad.tsx'
import classes from './Display.module.css'
import { Reason } from './Reason.tsx'
import { useEntry } from './useEntry.ts'

const maxLength = 254

/** Takes the customer's number or address. Only a part of it comes back, and the cashier sees no more than that. */
export function IdentifierStep({ view }: { view: DisplayView & { step: 'identifier' } }) {
  const { t } = useTranslation()
  const { askId } = view
  const { text, isBusy, fault, type, run } = useEntry(askId)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const value = text.trim()
    if (value === '' || isBusy) return field.current?.focus()
    const identifier = { type: value.includes('@') ? 'email' : 'mobile', value } as const
    void run(() => display.identify({ askId, identifier }))
  }
  return (
    <div className={classes.step}>
      <form className={classes.form} onSubmit={submit}>
        <Title order={1} size="h2">
          {t('display.screen.number')}
        </Title>
        <Reason view={view} />
        <TextInput
          ref={field}
          size="xl"
          dir="ltr"
          label={t('display.screen.numberWhy')}
          description={t('display.screen.forgets')}
          inputMode="text"
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={maxLength}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
        />
        {fault && <Alert role="alert" color="red" title={t('display.screen.failed')} />}
        <div className={classes.buttons}>
          <Button type="submit" size="xl" loading={isBusy}>
            {t('display.screen.send')}
          </Button>
          <Button size="xl" variant="default" onClick={() => void run(() => display.decline({ askId }))}>
            {t('display.screen.decline')}
          </Button>
        </div>
      </form>
      <Keypad extraKey="+" onKey={(key) => type(text + key)} onErase={() => type(text.slice(0, -1))} />
    </div>
  )
}

import { Alert, Button, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DisplayView } from '#contract/display.ts'
import { display } from '#renderer/agent/displayAgent.ts'
import { Masked } from '#renderer/parts/format/Masked.tsx'
import { useSecondsUntil } from '#renderer/parts/format/useSecondsUntil.ts'
import { Keypad } from '#renderer/parts/keypad/Keypad.tsx'
import { normalizeCode } from '#renderer/parts/keypad/normalizeCode.ts'
import classes from './Display.module.css'
import { Reason } from './Reason.tsx'
import { useDisplayFormats } from './useDisplayFormats.ts'
import { useEntry } from './useEntry.ts'

interface CodeStepProps {
  view: DisplayView & { step: 'code' }
  /** When the agent reported it, in milliseconds since 1970. */
  seenAt: number
}

/** Takes the code that the customer was sent. */
export function CodeStep({ view, seenAt }: CodeStepProps) {
  const { t } = useTranslation()
  const { countdown } = useDisplayFormats()
  const { askId, channel, maskedIdentifier, triesLeft, sendsLeft, resendAfterSeconds, wrongCodes } = view
  const { text, isBusy, fault, type, clear, run } = useEntry(askId)
  const field = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each wrong code moves the focus back
  useEffect(() => field.current?.focus(), [wrongCodes])
  const resendAt = seenAt + resendAfterSeconds * 1_000
  const secondsLeft = useSecondsUntil(resendAt)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text === '' || isBusy) return field.current?.focus()
    void run(async () => {
      await display.check({ askId, code: text })
      clear()
    })
  }
  const isWrong = wrongCodes > 0 && text === '' && !fault
  return (
    <div className={classes.step}>
      <form className={classes.form} onSubmit={submit}>
        <Title order={1} size="h2">
          {t(`customer.code.title.${channel}`)}
        </Title>
        <Reason view={view} />
        <Text size="lg">
          {t('display.screen.sentTo')}{' '}
          <b>
            <Masked>{maskedIdentifier}</Masked>
          </b>
        </Text>
        <TextInput
          ref={field}
          size="xl"
          dir="ltr"
          label={t('display.screen.code')}
          description={t('customer.code.triesLeft', { count: triesLeft })}
          error={isWrong && t('customer.code.wrong')}
          inputMode="text"
          autoComplete="one-time-code"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          value={text}
          onChange={(event) => type(normalizeCode(event.currentTarget.value))}
        />
        {fault && <Alert role="alert" color="red" title={t('display.screen.failed')} />}
        <div className={classes.buttons}>
          <Button type="submit" size="xl" loading={isBusy}>
            {t('customer.code.confirm')}
          </Button>
          <Button
            size="xl"
            variant="default"
            disabled={isBusy || sendsLeft === 0 || secondsLeft > 0}
            onClick={() => void run(() => display.resend({ askId }))}
          >
            {sendsLeft > 0 && secondsLeft > 0 ? (
              <span>
                {t('customer.code.resendIn')} <bdi>{countdown(secondsLeft)}</bdi>
              </span>
            ) : (
              t(sendsLeft === 0 ? 'customer.code.noneLeft' : 'customer.code.resend')
            )}
          </Button>
          <Button size="xl" variant="default" onClick={() => void run(() => display.decline({ askId }))}>
            {t('display.screen.decline')}
          </Button>
        </div>
      </form>
      <Keypad onKey={(key) => type(normalizeCode(text + key))} onErase={() => type(text.slice(0, -1))} />
    </div>
  )
}

import { Alert, Button, Group, Text, Title } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FaultNotice } from '#renderer/parts/fault/FaultNotice.tsx'
import { Masked } from '#renderer/parts/format/Masked.tsx'
import { Keypad } from '#renderer/parts/keypad/Keypad.tsx'
import { normalizeCode } from '#renderer/parts/keypad/normalizeCode.ts'
import type { CashierSession } from '#renderer/screens/customer/cashierSession.ts'
import classes from '#renderer/screens/customer/customer.module.css'
import { DisplayButtons } from '#renderer/screens/customer/display/DisplayButtons.tsx'
import { DisplayWait } from '#renderer/screens/customer/display/DisplayWait.tsx'
import { RequestFacts } from '#renderer/screens/customer/RequestFacts.tsx'
import type { CashierControls } from '#renderer/screens/customer/useCashierSession.ts'
import { useScans } from '#renderer/screens/customer/useScans.ts'
import { CodeField } from './CodeField.tsx'
import { CodeLimits } from './CodeLimits.tsx'
import { ManagerOverride } from './ManagerOverride.tsx'
import { ResendButton } from './ResendButton.tsx'
import { ScannedCard } from './ScannedCard.tsx'

/** Codes of that length are no scanner's. */
const minCardLength = 9

interface CodeStepProps {
  controls: CashierControls
  session: CashierSession & { step: 'verifying' }
}

/** Takes the code that the customer reads out. */
export function CodeStep({ controls, session }: CodeStepProps) {
  const { t } = useTranslation()
  const { verification, customer, seenAt, wrongCodes, scanned, pending, fault } = session
  // A wrong code clears what was typed. A fault does not, so that the same code can be sent again.
  const [typed, setTyped] = useState({ text: '', wrongCodes: 0 })
  const isFresh = typed.wrongCodes === wrongCodes
  const code = isFresh ? typed.text : ''
  const type = (text: string) => setTyped({ text: normalizeCode(text), wrongCodes })
  const resend = () => {
    // A new code resets `wrongCodes`, which would bring back what was typed before the first wrong code.
    type('')
    controls.resend()
  }
  // A code is read out, or scanned from a short receipt. What is longer is a card, which must not cost a try.
  useScans(
    (text) => {
      type('')
      controls.scanAtCode(text)
    },
    { inFields: true, minLength: minCardLength },
  )
  const { channel, maskedIdentifier, state } = verification
  const others = customer?.channels?.filter((other) => other.channel !== channel) ?? []
  return (
    <div className={classes.withKeypad}>
      <section className={classes.card} aria-labelledby="code-title">
        <div>
          <Title order={2} id="code-title">
            {t(`customer.code.title.${channel}`)}
          </Title>
          <Text size="lg">
            {t(`customer.code.sentTo.${channel}`)}{' '}
            <b>
              {customer?.name && (
                <>
                  <bdi>{customer.name}</bdi> ·{' '}
                </>
              )}
              <Masked>{maskedIdentifier}</Masked>
            </b>
          </Text>
          <RequestFacts verification={verification} />
        </div>
        <DisplayWait display={controls.display} />
        {scanned !== undefined && <ScannedCard controls={controls} scanned={scanned} />}
        {state === 'started' && <Alert color="yellow">{t('customer.code.unsure')}</Alert>}
        <CodeField
          code={code}
          wrongCodes={wrongCodes}
          isWrong={wrongCodes > 0 && !isFresh}
          isBusy={pending !== undefined}
          isChecking={pending === 'checking'}
          onChange={type}
          onSubmit={() => controls.check(code)}
        />
        {fault && <FaultNotice fault={fault} />}
        <CodeLimits verification={verification} />
        <Group gap="sm">
          <ResendButton verification={verification} seenAt={seenAt} isBusy={pending !== undefined} onResend={resend} />
          {!controls.display.ask && (
            <DisplayButtons
              display={controls.display}
              what="enterThere"
              isBusy={pending !== undefined}
              onStart={controls.enterOnDisplay}
            />
          )}
          {others.map((other) => (
            <Button
              key={other.channel}
              variant="default"
              disabled={pending !== undefined}
              onClick={() => controls.sendByOther(other.channel)}
            >
              {t(`customer.code.instead.${other.channel}`)}
            </Button>
          ))}
          <ManagerOverride
            verification={verification}
            isBusy={pending !== undefined}
            onConfirmed={controls.confirmed}
          />
          <Button
            variant="subtle"
            leftSection={<IconArrowBackUp className="directional" aria-hidden />}
            onClick={controls.startOver}
          >
            {t('customer.code.startOver')}
          </Button>
        </Group>
      </section>
      <Keypad onKey={(key) => type(code + key)} onErase={() => type(code.slice(0, -1))} />
    </div>
  )
}

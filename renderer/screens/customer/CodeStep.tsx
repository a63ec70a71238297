import { Alert, Button, Group, Text, Title } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FaultNotice } from '../../parts/FaultNotice.tsx'
import { Masked } from '../../parts/Masked.tsx'
import { CodeFacts } from './CodeFacts.tsx'
import { CodeField } from './CodeField.tsx'
import { codeOf } from './code.ts'
import type { Counter } from './counter.ts'
import classes from './customer.module.css'
import { Keypad } from './Keypad.tsx'
import { RequestFacts } from './RequestFacts.tsx'
import { ResendButton } from './ResendButton.tsx'
import type { CounterControls } from './useCounter.ts'

interface CodeStepProps {
  controls: CounterControls
  counter: Counter & { step: 'verifying' }
}

export function CodeStep({ controls, counter }: CodeStepProps) {
  const { t } = useTranslation()
  const { verification, name, seenAt, wrongCodes, busy, fault } = counter
  // What was typed goes with the wrong code it led to; a fault of the cloud's leaves it, to be sent again.
  const [typed, setTyped] = useState({ text: '', afterWrong: 0 })
  const isFresh = typed.afterWrong === wrongCodes
  const code = isFresh ? typed.text : ''
  const type = (text: string) => setTyped({ text: codeOf(text), afterWrong: wrongCodes })
  const resend = () => {
    // With a new code the count of wrong ones begins anew, and what was typed for the first would be back.
    type('')
    controls.resend()
  }
  const { channel, maskedIdentifier, state } = verification
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
              {name && (
                <>
                  <bdi>{name}</bdi> ·{' '}
                </>
              )}
              <Masked>{maskedIdentifier}</Masked>
            </b>
          </Text>
          <RequestFacts verification={verification} />
        </div>
        {state === 'started' && <Alert color="yellow">{t('customer.code.unsure')}</Alert>}
        <CodeField
          code={code}
          wrongCodes={wrongCodes}
          isWrong={wrongCodes > 0 && !isFresh}
          isBusy={busy !== undefined}
          isChecking={busy === 'checking'}
          onChange={type}
          onSubmit={() => controls.check(code)}
        />
        {fault ? <FaultNotice fault={fault} /> : <CodeFacts verification={verification} />}
        <Group gap="sm">
          <ResendButton verification={verification} seenAt={seenAt} isBusy={busy !== undefined} onResend={resend} />
          <Button
            variant="subtle"
            leftSection={<IconArrowBackUp className="points" aria-hidden />}
            onClick={controls.cancel}
          >
            {t('customer.code.startOver')}
          </Button>
        </Group>
      </section>
      <Keypad onKey={(key) => type(code + key)} onErase={() => type(code.slice(0, -1))} />
    </div>
  )
}

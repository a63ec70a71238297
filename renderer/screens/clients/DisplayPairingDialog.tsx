import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DisplayPairing } from '#contract/display.ts'
import { agent, calls } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Dialog } from '#renderer/parts/form/Dialog.tsx'
import { Countdown } from '#renderer/parts/format/Countdown.tsx'
import { PinEntry } from '#renderer/parts/pin/PinEntry.tsx'
import classes from './PairingForm.module.css'

/** As for programs: a press before comes from a scanner or a double tap. */
const readingTimeMs = 1_000

/** Opens over every screen while a page asks to become a customer display, and closes when that is decided. */
export function DisplayPairingDialog() {
  const { t } = useTranslation()
  const { data: [pairing] = [] } = useQuery(calls.displays.pending.queryOptions())
  return (
    // Without `onClose`: neither a touch outside nor a scanner's keys may answer.
    <Dialog title={t('display.pairing.title')} isOpen={pairing !== undefined}>
      {pairing && <DisplayQuestion key={pairing.id} pairing={pairing} />}
    </Dialog>
  )
}

function DisplayQuestion({ pairing: { id, comparisonCode, expiresAt } }: { pairing: DisplayPairing }) {
  const { t } = useTranslation()
  const [isRead, setRead] = useState(false)
  useTimeout(() => setRead(true), readingTimeMs, { autoInvoke: true })
  const [answer, setAnswer] = useState<{ step: 'asking'; error?: unknown } | { step: 'answering' | 'pin' }>({
    step: 'asking',
  })
  const send = async (call: typeof agent.displays.approve) => {
    setAnswer({ step: 'answering' })
    try {
      await call({ id })
    } catch (error) {
      setAnswer(faultOf(error).code === 'PIN_REQUIRED' ? { step: 'pin' } : { step: 'asking', error })
    }
  }
  if (answer.step === 'pin')
    return (
      <Stack>
        <Text>{t('pairing.pinNeeded')}</Text>
        <PinEntry onUnlocked={() => void send(agent.displays.approve)} onCancel={() => setAnswer({ step: 'asking' })} />
      </Stack>
    )
  const isBusy = answer.step === 'answering'
  return (
    <Stack gap="md">
      <div className={classes.code}>
        {/* Takes the focus, so that Enter presses no button. */}
        <Text fw={600} tabIndex={-1} data-autofocus className={classes.clientName ?? ''}>
          {t('display.pairing.compare')}
        </Text>
        <div className={classes.digits}>{comparisonCode}</div>
      </div>
      <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
        {t('display.pairing.impostor')}
      </Alert>
      {answer.step === 'asking' && <ErrorNotice error={answer.error} />}
      <Text size="sm" c="dimmed">
        {t('pairing.timeLeft')} <Countdown until={expiresAt} />
      </Text>
      <Group gap="sm" justify="flex-end">
        <Button variant="default" disabled={isBusy} onClick={() => void send(agent.displays.refuse)}>
          {t('pairing.refuse')}
        </Button>
        <Button
          loading={isBusy}
          disabled={!isRead}
          // A scanner sends Enter after each code.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          onClick={() => void send(agent.displays.approve)}
        >
          {t('pairing.approve')}
        </Button>
      </Group>
    </Stack>
  )
}

import { Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { faultOf, type ShownFault } from '#renderer/agent/fault.ts'
import { useFaultWords } from '#renderer/parts/fault/useFaultWords.ts'
import { Countdown } from '#renderer/parts/format/Countdown.tsx'
import { useSecondsUntil } from '#renderer/parts/format/useSecondsUntil.ts'
import { PinPad } from './PinPad.tsx'

interface PinQuestionProps {
  label: string
  /** Does what the PIN is for. What it throws is shown, and the PIN asked for again. */
  ask: (pin: string) => Promise<void>
  onCancel: () => void
}

/** Asks for a PIN until what it is for is done, or the person cancels. Says how long a block lasts. */
export function PinQuestion({ label, ask, onCancel }: PinQuestionProps) {
  const { t } = useTranslation()
  const status = useQuery({ ...calls.pin.status.queryOptions(), refetchOnMount: 'always' })
  const [fault, setFault] = useState<ShownFault>()
  const [isBusy, setBusy] = useState(false)
  const waitUntil = status.dataUpdatedAt + (status.data?.waitSeconds ?? 0) * 1_000
  const isWaiting = useSecondsUntil(waitUntil) > 0
  const isForgotten = fault?.code === 'PIN_WRONG' || fault?.code === 'PIN_BLOCKED'

  // Not a mutation: the query client would keep the PIN in memory as the mutation's variable.
  const enter = async (pin: string) => {
    setBusy(true)
    setFault(undefined)
    try {
      await ask(pin)
    } catch (thrown) {
      await status.refetch()
      setFault(faultOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Stack gap="xs">
      <PinPad
        label={label}
        error={useFaultTitle(fault)}
        isDisabled={isWaiting}
        isBusy={isBusy}
        onEntered={(pin) => void enter(pin)}
      />
      {isWaiting && (
        <Text ta="center">
          {t('pin.waitLeft')} <Countdown until={waitUntil} over={t('parts.retryNow')} />
        </Text>
      )}
      {isForgotten && (
        <Text size="sm" c="dimmed" ta="center">
          {t('pin.forgotten')}
        </Text>
      )}
      <Button variant="subtle" onClick={onCancel}>
        {t('parts.cancel')}
      </Button>
    </Stack>
  )
}

const noFault: ShownFault = { code: 'INTERNAL', detail: '', remedy: '', issues: [] }

function useFaultTitle(fault: ShownFault | undefined): string | undefined {
  const { title } = useFaultWords(fault ?? noFault)
  return fault && title
}

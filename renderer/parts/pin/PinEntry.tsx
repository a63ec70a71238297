import { Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { agent, calls } from '#renderer/agent/agent.ts'
import { faultOf, type ShownFault } from '#renderer/agent/fault.ts'
import { useFaultWords } from '#renderer/parts/fault/useFaultWords.ts'
import { Countdown } from '#renderer/parts/format/Countdown.tsx'
import { useSecondsUntil } from '#renderer/parts/format/useSecondsUntil.ts'
import { PinPad } from './PinPad.tsx'

interface PinEntryProps {
  onUnlocked: () => void
  onCancel: () => void
}

/** Asks for the manager's PIN until it is right or the person cancels. */
export function PinEntry({ onUnlocked, onCancel }: PinEntryProps) {
  const { t } = useTranslation()
  const status = useQuery({ ...calls.pin.status.queryOptions(), refetchOnMount: 'always' })
  const [fault, setFault] = useState<ShownFault>()
  const [isBusy, setBusy] = useState(false)
  const waitUntil = status.dataUpdatedAt + (status.data?.waitSeconds ?? 0) * 1_000
  const isWaiting = useSecondsUntil(waitUntil) > 0

  // Not a mutation: the query client would keep the PIN in memory as the mutation's variable.
  const unlock = async (pin: string) => {
    setBusy(true)
    setFault(undefined)
    try {
      await agent.pin.unlock({ pin })
      onUnlocked()
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
        label={t('pin.ask')}
        error={useFaultTitle(fault)}
        isDisabled={isWaiting}
        isBusy={isBusy}
        onEntered={(pin) => void unlock(pin)}
      />
      {isWaiting && (
        <Text ta="center">
          {t('pin.waitLeft')} <Countdown until={waitUntil} over={t('parts.retryNow')} />
        </Text>
      )}
      {fault && (
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

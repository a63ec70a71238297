import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { agent, calls } from '#renderer/agent/agent.ts'
import { PinQuestion } from './PinQuestion.tsx'

interface PinEntryProps {
  onUnlocked: () => void
  onCancel: () => void
}

/** Asks for the manager's PIN until it is right or the person cancels. */
export function PinEntry({ onUnlocked, onCancel }: PinEntryProps) {
  const { t } = useTranslation()
  const unlock = async (pin: string) => {
    await agent.pin.unlock({ pin })
    onUnlocked()
  }
  const { data } = useQuery(calls.pin.status.queryOptions())
  return <PinQuestion label={t(data?.hasShiftLead ? 'pin.askAny' : 'pin.ask')} ask={unlock} onCancel={onCancel} />
}

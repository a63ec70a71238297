import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '#contract/pairing.ts'
import { calls } from '#renderer/agent/agent.ts'
import { Dialog } from '#renderer/parts/form/Dialog.tsx'
import { PairingQuestion } from './PairingQuestion.tsx'

/**
 * Opens over every screen while a client asks to be paired. The dialog stays open after the answer, until the person
 * closes it.
 */
export function PairingDialog() {
  const { t } = useTranslation()
  const { data: pending = [] } = useQuery(calls.pairings.pending.queryOptions())
  const [shown, setShown] = useState<PairingView>()
  const [closed, setClosed] = useState<string>()
  const next = pending.find(({ id }) => id !== closed)
  if (!shown && next) setShown(next)
  const close = () => {
    setClosed(shown?.id)
    setShown(undefined)
  }
  return (
    // Without `onClose`: neither a touch outside nor a scanner's keys may answer.
    <Dialog title={t('pairing.title')} isOpen={shown !== undefined} size="xl">
      {shown && (
        <PairingQuestion
          key={shown.id}
          pairing={shown}
          isPending={pending.some(({ id }) => id === shown.id)}
          onClose={close}
        />
      )}
    </Dialog>
  )
}

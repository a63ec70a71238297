import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '../../../electron/contract/pairing.ts'
import { calls } from '../../agent/agent.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { PairingQuestion } from './PairingQuestion.tsx'

/**
 * A program asks to be let in: a person decides, whatever screen is open. What was asked stays in sight until the person
 * has seen how it ended.
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
    // Neither a stray touch nor a scanner's keys may answer.
    <Dialog title={t('pairing.title')} isOpen={shown !== undefined} size="xl">
      {shown && (
        <PairingQuestion
          key={shown.id}
          pairing={shown}
          isOpen={pending.some(({ id }) => id === shown.id)}
          onClose={close}
        />
      )}
    </Dialog>
  )
}

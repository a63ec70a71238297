import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Concern } from '#contract/status.ts'
import { agent } from '#renderer/agent/agent.ts'
import { AgentMessage } from '#renderer/parts/fault/AgentMessage.tsx'
import { PanelButton } from '#renderer/parts/system/PanelButton.tsx'
import { concernWords } from '#words/concernWords.ts'
import { StepFrame } from './StepFrame.tsx'

/** In place of the first step: without a keychain nothing that is typed could be saved. */
export function KeychainStep({ concern }: { concern: Concern }) {
  const { t, i18n } = useTranslation()
  const { reason, remedy } = concernWords(concern, t, i18n)
  // The doctor tries the keychain. When it works, the status changes, and with it this step.
  const tryAgain = useMutation({ mutationFn: () => agent.doctor() })
  const canBeOpened = tryAgain.data?.findings.some(({ action }) => action?.action === 'open-keychain')
  return (
    <StepFrame
      title={reason}
      text={remedy}
      next={t('parts.tryAgain')}
      isBusy={tryAgain.isPending}
      onNext={() => tryAgain.mutate()}
    >
      <AgentMessage>{`${concern.reason} ${concern.remedy}`}</AgentMessage>
      {canBeOpened && <PanelButton panel="keychain" label={t('doctor.actions.open-keychain')} />}
    </StepFrame>
  )
}

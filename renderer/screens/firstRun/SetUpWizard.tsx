import { Alert, Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { SchemeForm } from '#contract/schemeForm.ts'
import type { SettingView } from '#contract/setting.ts'
import { calls } from '#renderer/agent/agent.ts'
import { useLeaveControls } from '#renderer/parts/layout/LeaveGuard.tsx'
import type { FieldValues } from '#renderer/parts/scheme/schemeEntry.ts'
import { ByHandStep } from './ByHandStep.tsx'
import { CredentialStep } from './CredentialStep.tsx'
import { GuideFrame } from './GuideFrame.tsx'
import { IdentityStep } from './IdentityStep.tsx'
import { KeychainStep } from './KeychainStep.tsx'
import { PackStep } from './PackStep.tsx'
import { PairStep } from './PairStep.tsx'
import { ReadyStep } from './ReadyStep.tsx'
import { StepProgress } from './StepProgress.tsx'
import { StoreStep } from './StoreStep.tsx'
import { type SetUp, stageOf } from './setUp.ts'
import { UpstreamStep } from './UpstreamStep.tsx'

interface SetUpWizardProps {
  isConnected: boolean
  start: SetUp
  forms: SchemeForm[]
  settings: SettingView[]
  onLeave: () => void
}

/** The first run: one step at a time, from the store's name to a paired checkout. */
export function SetUpWizard({ isConnected, start, forms, settings, onLeave }: SetUpWizardProps) {
  const { t } = useTranslation()
  const [, goTo] = useLocation()
  const [setUp, setSetUp] = useState(start)
  // The step that another window had come to.
  const [resumed, setResumed] = useState<SetUp>()
  // Survives going back and forth between steps. Values belong to the scheme they were typed for.
  const [typed, setTyped] = useState<{ scheme: string; values: FieldValues }>({ scheme: '', values: {} })
  useDocumentTitle(`${t('firstRun.title')} · ${t('shell.title')}`)
  const { data: status } = useQuery(calls.status.queryOptions())
  const keychain = status?.concerns.find(({ code }) => code.startsWith('KEYCHAIN_'))
  const previous = setUp.step === 'pairing' ? setUp.previous : undefined
  const { mayGo } = useLeaveControls()
  const leave = (path: string) => {
    if (!mayGo(path)) return
    onLeave()
    goTo(path)
  }
  return (
    <GuideFrame
      title={t('firstRun.title')}
      isConnected={isConnected}
      action={
        setUp.step !== 'ready' && (
          <Button variant="subtle" color="gray" onClick={() => leave('/customer')}>
            {t('firstRun.later')}
          </Button>
        )
      }
    >
      <StepProgress stage={stageOf(setUp)} />
      {resumed === setUp && (
        <Alert role="status" icon={<IconInfoCircle aria-hidden />}>
          {t('firstRun.elsewhere')}
        </Alert>
      )}
      {renderStep()}
    </GuideFrame>
  )

  function renderStep(): ReactNode {
    switch (setUp.step) {
      case 'store':
        if (keychain) return <KeychainStep concern={keychain} />
        return (
          <StoreStep
            settings={settings}
            onNext={() => setSetUp({ step: 'upstream' })}
            onPack={(pack) => setSetUp({ step: 'pack', pack })}
          />
        )
      case 'pack':
        return (
          <PackStep
            pack={setUp.pack}
            onBack={() => setSetUp({ step: 'store' })}
            onNext={() => setSetUp({ step: 'ready' })}
          />
        )
      case 'upstream':
        return (
          <UpstreamStep
            forms={forms}
            onBack={() => setSetUp({ step: 'store' })}
            onChoose={(scheme) => setSetUp({ step: 'credential', scheme })}
          />
        )
      case 'credential':
        return (
          <CredentialStep
            forms={forms}
            scheme={setUp.scheme}
            values={typed.scheme === setUp.scheme ? typed.values : {}}
            onChange={(values) => setTyped({ scheme: setUp.scheme, values })}
            onBack={() => setSetUp({ step: 'upstream' })}
            onAdded={({ upstream, identity }) => setSetUp({ step: 'identity', upstream, identity })}
            onResume={(found) => {
              setResumed(found)
              setSetUp(found)
            }}
          />
        )
      case 'identity':
        return (
          <IdentityStep
            upstream={setUp.upstream}
            identity={setUp.identity}
            onConfirmed={() => setSetUp({ step: 'pairing', previous: setUp })}
            onRemoved={() => setSetUp({ step: 'credential', scheme: setUp.upstream.scheme })}
          />
        )
      case 'pairing':
        return (
          <PairStep
            onBack={previous && (() => setSetUp(previous))}
            onByHand={() => setSetUp({ step: 'by-hand' })}
            onNext={() => setSetUp({ step: 'ready' })}
          />
        )
      case 'by-hand':
        return (
          <ByHandStep
            forms={forms}
            onBack={() => setSetUp({ step: 'pairing' })}
            onNext={() => setSetUp({ step: 'ready' })}
          />
        )
      case 'ready':
        return (
          <ReadyStep
            onDone={() => leave('/customer')}
            onSetPin={() => leave('/settings')}
            onBack={() => setSetUp({ step: 'pairing' })}
          />
        )
    }
  }
}

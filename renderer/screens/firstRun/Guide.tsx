import { Button, Text } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { SchemeForm } from '../../../electron/contract/schemeForm.ts'
import type { SettingView } from '../../../electron/contract/setting.ts'
import { LanguageMenu } from '../../app/LanguageMenu.tsx'
import { SchemeMenu } from '../../app/SchemeMenu.tsx'
import { UnheardBanner } from '../../app/UnheardBanner.tsx'
import type { FieldValues } from '../../parts/schemeEntry.ts'
import { CloudStep } from './CloudStep.tsx'
import { CredentialStep } from './CredentialStep.tsx'
import classes from './firstRun.module.css'
import { IdentityStep } from './IdentityStep.tsx'
import { PairStep } from './PairStep.tsx'
import { ReadyStep } from './ReadyStep.tsx'
import { StoreStep } from './StoreStep.tsx'
import { type SetUp, stageOf } from './setUp.ts'
import { Way } from './Way.tsx'

interface GuideProps {
  isHeard: boolean
  start: SetUp
  forms: SchemeForm[]
  settings: SettingView[]
  onLeave: () => void
}

export function Guide({ isHeard, start, forms, settings, onLeave }: GuideProps) {
  const { t } = useTranslation()
  const [, goTo] = useLocation()
  const [setUp, setSetUp] = useState(start)
  // Kept while somebody goes back and forth, for the scheme it was typed for.
  const [typed, setTyped] = useState<{ scheme: string; values: FieldValues }>({ scheme: '', values: {} })
  useDocumentTitle(`${t('firstRun.title')} · ${t('shell.title')}`)
  const before = setUp.step === 'pairing' ? setUp.before : undefined
  const leave = (path: string) => {
    onLeave()
    goTo(path)
  }
  return (
    <div className={classes.guide}>
      <header className={classes.header}>
        <Text fw={650} className={classes.grow ?? ''}>
          {t('firstRun.title')}
        </Text>
        {setUp.step !== 'ready' && (
          <Button variant="subtle" color="gray" onClick={() => leave('/customer')}>
            {t('firstRun.later')}
          </Button>
        )}
        <LanguageMenu />
        <SchemeMenu />
      </header>
      <main className={classes.main}>
        {!isHeard && <UnheardBanner />}
        <div className={classes.page}>
          <Way stage={stageOf(setUp)} />
          {drawn()}
        </div>
      </main>
    </div>
  )

  function drawn(): ReactNode {
    switch (setUp.step) {
      case 'store':
        return <StoreStep settings={settings} onNext={() => setSetUp({ step: 'cloud' })} />
      case 'cloud':
        return (
          <CloudStep
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
            onBack={() => setSetUp({ step: 'cloud' })}
            onAdded={({ upstream, identity }) => setSetUp({ step: 'identity', upstream, identity })}
          />
        )
      case 'identity':
        return (
          <IdentityStep
            upstream={setUp.upstream}
            identity={setUp.identity}
            needsSignIn={forms.some(
              ({ scheme, signsInWithBrowser }) => scheme === setUp.upstream.scheme && signsInWithBrowser,
            )}
            onRight={() => setSetUp({ step: 'pairing', before: setUp })}
            onRemoved={() => setSetUp({ step: 'credential', scheme: setUp.upstream.scheme })}
          />
        )
      case 'pairing':
        return (
          <PairStep
            onBack={before && (() => setSetUp(before))}
            onByHand={() => leave('/programs')}
            onNext={() => setSetUp({ step: 'ready' })}
          />
        )
      case 'ready':
        return <ReadyStep onDone={() => leave('/customer')} onBack={() => setSetUp({ step: 'pairing' })} />
    }
  }
}

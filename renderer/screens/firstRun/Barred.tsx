import { Button, FileButton, Text } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Concern } from '#contract/status.ts'
import { calls } from '#renderer/agent/agent.ts'
import { concernWords } from '#words/concernWords.ts'
import { GuideFrame } from './GuideFrame.tsx'
import { PackStep } from './PackStep.tsx'
import { StepFrame } from './StepFrame.tsx'

interface BarredProps {
  isConnected: boolean
  /** What head office says of it. */
  concern: Concern
}

/** In place of every screen of a till that head office has barred: why, and the way out by a new file of head office. */
export default function Barred({ isConnected, concern }: BarredProps) {
  const { t, i18n } = useTranslation()
  const [pack, setPack] = useState<string>()
  const { reason, remedy } = concernWords(concern, t, i18n)
  const { bar } = useQuery(calls.directives.status.queryOptions()).data ?? {}
  useDocumentTitle(`${reason} · ${t('shell.title')}`)
  return (
    <GuideFrame title={t('shell.title')} isConnected={isConnected}>
      {pack === undefined ? (
        <StepFrame
          title={reason}
          text={remedy}
          otherActions={
            <FileButton accept=".json,application/json" onChange={(file) => void file?.text().then(setPack)}>
              {(props) => (
                <Button {...props} size="lg">
                  {t('firstRun.pack.choose')}
                </Button>
              )}
            </FileButton>
          }
        >
          {/* Head office's own words, in its language. */}
          {bar?.reason !== undefined && (
            <Text component="blockquote" size="lg" m={0} dir="auto">
              {bar.reason}
            </Text>
          )}
        </StepFrame>
      ) : (
        <PackStep pack={pack} onBack={() => setPack(undefined)} onNext={() => setPack(undefined)} />
      )}
    </GuideFrame>
  )
}

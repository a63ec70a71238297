import { Button, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SchemeForm } from '#contract/schemeForm.ts'
import { useSchemeWords } from '#renderer/parts/scheme/useSchemeWords.ts'
import classes from './firstRun.module.css'
import { StepFrame } from './StepFrame.tsx'

interface UpstreamStepProps {
  forms: SchemeForm[]
  onBack: () => void
  onChoose: (scheme: string) => void
}

/** The scheme of most stores. The others are shown on request. */
const commonScheme = 'capillary-till'

/** Lets the person choose the kind of upstream. */
export function UpstreamStep({ forms, onBack, onChoose }: UpstreamStepProps) {
  const { t } = useTranslation()
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? forms : forms.filter(({ scheme }) => scheme === commonScheme)
  return (
    <StepFrame title={t('firstRun.upstream.title')} text={t('firstRun.upstream.text')} onBack={onBack}>
      <Stack gap="sm">
        {shown.map(({ scheme }) => (
          <SchemeCard key={scheme} scheme={scheme} onChoose={() => onChoose(scheme)} />
        ))}
        {!showsAll && (
          <Button variant="subtle" onClick={() => setShowsAll(true)}>
            {t('firstRun.upstream.another')}
          </Button>
        )}
      </Stack>
    </StepFrame>
  )
}

function SchemeCard({ scheme, onChoose }: { scheme: string; onChoose: () => void }) {
  const { nameOf, hintOf } = useSchemeWords()
  return (
    <UnstyledButton className={classes.choice} onClick={onChoose}>
      <span className={classes.grow}>
        <Text fw={650} size="lg">
          {nameOf(scheme)}
        </Text>
        <Text c="dimmed">{hintOf(scheme)}</Text>
      </span>
      <IconChevronRight className="directional" aria-hidden />
    </UnstyledButton>
  )
}

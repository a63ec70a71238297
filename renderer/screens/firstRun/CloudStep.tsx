import { Button, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SchemeForm } from '../../../electron/contract/schemeForm.ts'
import { useSchemeWords } from '../../parts/useSchemeWords.ts'
import classes from './firstRun.module.css'
import { StepFrame } from './StepFrame.tsx'

interface CloudStepProps {
  forms: SchemeForm[]
  onBack: () => void
  onChoose: (scheme: string) => void
}

/** What most stores have; the other kinds are a touch further. */
const usual = 'capillary-till'

export function CloudStep({ forms, onBack, onChoose }: CloudStepProps) {
  const { t } = useTranslation()
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? forms : forms.filter(({ scheme }) => scheme === usual)
  return (
    <StepFrame title={t('firstRun.cloud.title')} text={t('firstRun.cloud.text')} onBack={onBack}>
      <Stack gap="sm">
        {shown.map(({ scheme }) => (
          <SchemeCard key={scheme} scheme={scheme} onChoose={() => onChoose(scheme)} />
        ))}
        {!showsAll && (
          <Button variant="subtle" onClick={() => setShowsAll(true)}>
            {t('firstRun.cloud.another')}
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
      <IconChevronRight className="points" aria-hidden />
    </UnstyledButton>
  )
}

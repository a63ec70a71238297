import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import classes from './firstRun.module.css'
import { type Stage, stages } from './setUp.ts'

/** The stages of the first run, with the current one marked. */
export function StepProgress({ stage }: { stage: Stage }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const current = stages.indexOf(stage)
  return (
    <ol className={classes.progress} aria-label={t('firstRun.progress')}>
      {stages.map((name, index) => (
        <li key={name} data-done={index < current || undefined} aria-current={index === current ? 'step' : undefined}>
          <span className={classes.dot}>
            {index < current ? <IconCheck size={16} stroke={3} aria-hidden /> : number(index + 1)}
          </span>
          <span>{t(`firstRun.stages.${name}`)}</span>
        </li>
      ))}
    </ol>
  )
}

import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../parts/useFormats.ts'
import classes from './firstRun.module.css'
import { type Stage, stages } from './setUp.ts'

/** How far it is. */
export function Way({ stage }: { stage: Stage }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const here = stages.indexOf(stage)
  return (
    <ol className={classes.way} aria-label={t('firstRun.way')}>
      {stages.map((name, index) => (
        <li key={name} data-done={index < here || undefined} aria-current={index === here ? 'step' : undefined}>
          <span className={classes.dot}>
            {index < here ? <IconCheck size={16} stroke={3} aria-hidden /> : number(index + 1)}
          </span>
          <span className={classes.wayName}>{t(`firstRun.stages.${name}`)}</span>
        </li>
      ))}
    </ol>
  )
}

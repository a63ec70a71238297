import { IconBarcode, IconCheckbox, IconMessage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyCounter } from '#renderer/parts/drawing/EmptyCounter.tsx'
import { StoreClock } from '#renderer/parts/format/StoreClock.tsx'
import classes from './customer.module.css'

const steps = [
  { step: 'lookUp', Icon: IconBarcode },
  { step: 'send', Icon: IconMessage },
  { step: 'confirm', Icon: IconCheckbox },
] as const

/** What stands under the field while nobody is served: where and when this is, and the three steps for whoever is new. */
export function HowItWorks() {
  const { t } = useTranslation()
  return (
    <div className={classes.idle}>
      <EmptyCounter />
      <div>
        <StoreClock />
        <ol className={classes.steps}>
          {steps.map(({ step, Icon }) => (
            <li key={step}>
              <Icon size={28} stroke={1.5} aria-hidden />
              {t(`customer.idle.steps.${step}`)}
            </li>
          ))}
        </ol>
      </div>
    </div>
  )
}

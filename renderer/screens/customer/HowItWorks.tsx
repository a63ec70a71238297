import { IconBarcode, IconCheckbox, IconMessage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './customer.module.css'

const steps = [
  { step: 'lookUp', Icon: IconBarcode },
  { step: 'send', Icon: IconMessage },
  { step: 'confirm', Icon: IconCheckbox },
] as const

/** The three steps, for a cashier who sees the screen for the first time. */
export function HowItWorks() {
  const { t } = useTranslation()
  return (
    <ol className={classes.steps}>
      {steps.map(({ step, Icon }) => (
        <li key={step}>
          <Icon size={28} stroke={1.5} aria-hidden />
          {t(`customer.idle.steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}

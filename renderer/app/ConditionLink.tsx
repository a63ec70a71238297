import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHourglass, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import classes from './ConditionLink.module.css'
import type { ShownCondition } from './condition.ts'

const icons = {
  ready: IconCircleCheck,
  attention: IconAlertTriangle,
  blocked: IconCircleX,
  unheard: IconPlugConnectedX,
  unknown: IconHourglass,
}

/** How the till is, in a word and a sign beside the colour. Leads to the reasons. */
export function ConditionLink({ condition }: { condition: ShownCondition }) {
  const { t } = useTranslation()
  const word = t(`shell.condition.${condition}`)
  const Icon = icons[condition]
  return (
    <Link
      to="/status"
      className={classes.condition}
      data-condition={condition}
      aria-label={t('shell.conditionLink', { condition: word })}
    >
      <Icon size={22} aria-hidden />
      {word}
    </Link>
  )
}

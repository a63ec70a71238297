import { VisuallyHidden } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { OutboxCounts } from '#contract/outbox/entry.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import classes from './ConditionLink.module.css'

/** What the outbox holds. Not there while it holds nothing. Leads to its screen. */
export function OutboxLink({ counts: { open, needPerson, amount: sum } }: { counts: OutboxCounts }) {
  const { t } = useTranslation()
  const { number, amount } = useFormats()
  if (open + needPerson === 0) return null
  return (
    <Link to="/outbox" className={classes.condition} data-condition={needPerson > 0 ? 'attention' : 'waiting'}>
      <IconSend size={22} aria-hidden />
      <span aria-hidden>{number(open + needPerson)}</span>
      {sum > 0 && (
        <span aria-hidden className={classes.sum}>
          {amount(sum)}
        </span>
      )}
      <VisuallyHidden>{t('outbox.chip', { open: number(open), needPerson: number(needPerson) })}</VisuallyHidden>
    </Link>
  )
}

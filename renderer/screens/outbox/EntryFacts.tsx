import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OutboxEntryForPeople, ShownField } from '#contract/outbox/people.ts'
import { calls } from '#renderer/agent/agent.ts'
import { Masked } from '#renderer/parts/format/Masked.tsx'
import { RelativeTime } from '#renderer/parts/format/RelativeTime.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Fact } from '#renderer/parts/layout/Fact.tsx'
import { Facts } from '#renderer/parts/layout/Facts.tsx'
import classes from './EntryPanel.module.css'

/** What an entry is about. A customer is shown in part only. */
export function EntryFacts({ entry }: { entry: OutboxEntryForPeople }) {
  const { t } = useTranslation()
  const { dateTime } = useFormats()
  const { data: clients } = useQuery(calls.clients.list.queryOptions())
  const { fields = [], client, createdAt, nextAt, expiresAt, code, state, correctedAt } = entry
  const isOpen = state === 'waiting' || state === 'held'
  return (
    <Facts>
      {fields
        .filter(({ value }) => value !== '')
        .map((field) => (
          <Fact key={field.name} name={t(`outbox.facts.${field.name}`)}>
            <FieldValue field={field} sum={entry.amount} />
          </Fact>
        ))}
      <Fact name={t('outbox.facts.from')}>
        <bdi>{clients?.find(({ id }) => id === client)?.name ?? client}</bdi>
      </Fact>
      <Fact name={t('outbox.facts.accepted')}>
        <RelativeTime at={createdAt} />
      </Fact>
      {isOpen && nextAt !== undefined && nextAt > Date.now() && (
        <Fact name={t('outbox.facts.nextTry')}>{dateTime(nextAt)}</Fact>
      )}
      {isOpen && <Fact name={t('outbox.facts.sendBy')}>{dateTime(expiresAt)}</Fact>}
      {correctedAt !== undefined && (
        <Fact name={t('outbox.facts.corrected')}>
          <RelativeTime at={correctedAt} />
        </Fact>
      )}
      {entry.needsPerson && code !== undefined && (
        <Fact name={t('outbox.facts.code')}>
          <bdi dir="ltr">{code}</bdi>
        </Fact>
      )}
    </Facts>
  )
}

/** @param sum the amount as a number, where the agent could read it */
function FieldValue({ field: { name, value, isMasked }, sum }: { field: ShownField; sum: number | undefined }) {
  const { amount } = useFormats()
  if (isMasked) return <Masked>{value}</Masked>
  return (
    <bdi dir="ltr" className={classes.amount}>
      {name === 'amount' && sum !== undefined ? amount(sum) : value}
    </bdi>
  )
}

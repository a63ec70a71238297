import type { OutboxCounts } from '#contract/outbox/entry.ts'
import { formats } from '#words/format.ts'
import type { Translator } from '#words/translator.ts'

/** What the outbox holds, in one line: how much waits, since when, and the sum of the amounts. */
export function outboxLine({ open, needPerson, oldestAt, amount }: OutboxCounts, { t, language }: Translator): string {
  const format = formats(language)
  const details = [
    ...(oldestAt === undefined ? [] : [t('tray.since', { time: format.shortDateTime(oldestAt) })]),
    ...(amount > 0 ? [format.amount(amount)] : []),
  ]
  const line = needPerson > 0 ? t('tray.outboxToDecide', { open, needPerson }) : t('tray.outbox', { open })
  return details.length > 0 ? `${line} (${details.join(' · ')})` : line
}

import { Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleMinus, IconClock, IconHelpCircle } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxEntryForPeople } from '#contract/outbox/people.ts'
import { EntryActions } from './EntryActions.tsx'
import { EntryFacts } from './EntryFacts.tsx'
import classes from './EntryPanel.module.css'
import { type EntryAction, sentenceOf } from './entryWords.ts'

const looks = {
  waiting: { Icon: IconClock, color: 'dimmed' },
  decide: { Icon: IconHelpCircle, color: 'orange' },
  done: { Icon: IconCircleCheck, color: 'green' },
  ended: { Icon: IconCircleMinus, color: 'dimmed' },
} as const

const hints = ['recorded-already', 'unknown'] as const

interface EntryPanelProps {
  entry: OutboxEntryForPeople
  onDone: (action: EntryAction) => void
}

/** One entry: how it is in a sentence, what it is about, and what a person can do. */
export function EntryPanel({ entry, onDone }: EntryPanelProps) {
  const { t } = useTranslation()
  const id = useId()
  const { sentence, look } = sentenceOf(entry)
  const { Icon, color } = looks[look]
  const hint = hints.find((name) => name === sentence)
  return (
    <article className={classes.entry} aria-labelledby={id}>
      <Text span c={color} className={classes.icon ?? ''}>
        <Icon size={28} aria-hidden />
      </Text>
      <Stack gap="md" className={classes.content ?? ''}>
        <Stack gap={2}>
          <h2 id={id} className={classes.sentence}>
            {t(`outbox.sentences.${sentence}`)}
          </h2>
          {hint && <Text>{t(`outbox.hints.${hint}`)}</Text>}
        </Stack>
        <EntryFacts entry={entry} />
        <EntryActions entry={entry} onDone={onDone} />
      </Stack>
    </article>
  )
}

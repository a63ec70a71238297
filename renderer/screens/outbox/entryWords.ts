import type { OutboxEntryForPeople } from '#contract/outbox/people.ts'
import type { outbox } from '#words/en/outbox.ts'

type Sentence = keyof (typeof outbox)['sentences']
type Look = 'waiting' | 'decide' | 'done' | 'ended'

/** Which sentence says how an entry is, and how it looks beside it. */
export function sentenceOf({ state, reason, needsPerson, proof, amount }: OutboxEntryForPeople): {
  sentence: Sentence
  look: Look
} {
  switch (state) {
    case 'waiting':
    case 'held':
    case 'sending':
      return { sentence: state, look: 'waiting' }
    case 'unknown':
      return needsPerson ? { sentence: 'unknown', look: 'decide' } : { sentence: 'asking', look: 'waiting' }
    case 'expired':
      return { sentence: 'expired', look: 'decide' }
    case 'refused':
      if (reason === 'recorded-already' && amount === undefined)
        return { sentence: 'registered-already', look: 'decide' }
      return { sentence: reason ?? 'refused', look: 'decide' }
    case 'sent':
      return { sentence: proof === 'person' || proof === 'look-up' ? `sent-${proof}` : 'sent', look: 'done' }
    case 'discarded':
      return { sentence: 'discarded', look: 'ended' }
  }
}

export type EntryAction = 'correct' | 'confirm' | 'resend' | 'sendNow' | 'release' | 'hold' | 'discard'

/** What a person can do about an entry, the likeliest first. */
export function actionsOf({ state, reason, needsPerson, fields = [] }: OutboxEntryForPeople): EntryAction[] {
  const correct: EntryAction[] = fields.length > 0 ? ['correct'] : []
  switch (state) {
    case 'waiting':
      return ['sendNow', 'hold', 'discard']
    case 'held':
      return ['release', 'discard']
    case 'unknown':
      return needsPerson ? ['confirm', 'resend', 'discard'] : []
    case 'refused':
      return reason === 'recorded-already' ? ['confirm', ...correct, 'discard'] : [...correct, 'resend', 'discard']
    case 'expired':
      return ['resend', ...correct, 'discard']
    case 'sending':
    case 'sent':
    case 'discarded':
      return []
  }
}

/** What a form sends: the fields that a person has changed. A masked one that is left empty stays as it is. */
export function changedValues(
  { fields = [] }: Pick<OutboxEntryForPeople, 'fields'>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const changed = fields.flatMap(({ name, value, isMasked }) => {
    const given = values[name]?.trim() ?? ''
    return given === '' || (!isMasked && given === value) ? [] : [[name, given]]
  })
  return Object.fromEntries(changed)
}

import type { OutboxEntryForPeople, ShownField } from '#contract/outbox/people.ts'
import { readNumber, spellNumber } from '#renderer/parts/form/typedNumber.ts'
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

/** What a form shows at first. A customer's field is empty: what the agent masks, the form does not know. */
export function shownValues({ fields = [] }: WithFields, locale: string): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field.name, spell(field, locale)]))
}

/**
 * What a form sends: the fields that a person has changed. A masked one that is left empty stays as it is.
 *
 * @param values as typed, in the language `locale`
 * @property unreadable fields that hold no number, or one that could be read in two ways
 */
export function changedValues(
  { fields = [] }: WithFields,
  values: Readonly<Record<string, string>>,
  locale: string,
): { changed: Record<string, string>; unreadable: string[] } {
  const touched = fields.filter((field) => {
    const typed = values[field.name]?.trim() ?? ''
    return typed !== '' && typed !== spell(field, locale)
  })
  const read = touched.map(({ name, value }) => {
    const typed = values[name]?.trim() ?? ''
    return { name, value, given: name === 'amount' ? readNumber(typed, locale) : typed }
  })
  return {
    changed: Object.fromEntries(
      read.flatMap(({ name, value, given }) => (given === undefined || given === value ? [] : [[name, given]])),
    ),
    unreadable: read.filter(({ given }) => given === undefined).map(({ name }) => name),
  }
}

type WithFields = Pick<OutboxEntryForPeople, 'fields'>

function spell({ name, value, isMasked }: ShownField, locale: string): string {
  if (isMasked) return ''
  return name === 'amount' ? spellNumber(value, locale) : value
}

import { expect, test } from 'vitest'
import { RefusalReason } from '#contract/outbox/entry.ts'
import type { OutboxEntryForPeople } from '#contract/outbox/people.ts'
import { actionsOf, changedValues, sentenceOf, shownValues } from '#renderer/screens/outbox/entryWords.ts'
import { en } from '#words/en/en.ts'

const entry: OutboxEntryForPeople = {
  ...{ id: 'ob_0123456789abcdef', requestId: 'a-1', client: 'pos', upstream: 'loyalty', state: 'waiting' },
  ...{ since: 1, createdAt: 1, expiresAt: 2, needsPerson: false, amount: 99.5 },
  fields: [
    { name: 'bill-number', value: 'B-1', isMasked: false },
    { name: 'amount', value: '99.50', isMasked: false },
    { name: 'mobile', value: '••••••• 10', isMasked: true },
    { name: 'email', value: '', isMasked: true },
  ],
}

test.each([
  ['waits', { state: 'waiting' }, 'waiting', ['sendNow', 'hold', 'discard']],
  ['is held', { state: 'held' }, 'held', ['release', 'discard']],
  ['is being sent', { state: 'sending' }, 'sending', []],
  ['is asked about', { state: 'unknown' }, 'asking', []],
  ['nobody knows of', { state: 'unknown', needsPerson: true }, 'unknown', ['confirm', 'resend', 'discard']],
  ['came too late', { state: 'expired' }, 'expired', ['resend', 'correct', 'discard']],
  ['was refused', { state: 'refused' }, 'refused', ['correct', 'resend', 'discard']],
  ['has a wrong amount', { state: 'refused', reason: 'amount' }, 'amount', ['correct', 'resend', 'discard']],
  [
    'was recorded already',
    { state: 'refused', reason: 'recorded-already' },
    'recorded-already',
    ['confirm', 'correct', 'discard'],
  ],
  ['cannot be read', { state: 'refused', reason: 'unreadable', fields: [] }, 'unreadable', ['resend', 'discard']],
  ['was sent', { state: 'sent', proof: 'response' }, 'sent', []],
  ['was found in the cloud', { state: 'sent', proof: 'look-up' }, 'sent-look-up', []],
  ['was discarded', { state: 'discarded' }, 'discarded', []],
] as const)('an entry that %s has its sentence and its actions', (_, given, sentence, actions) => {
  const shown = { ...entry, ...given } as OutboxEntryForPeople
  expect(sentenceOf(shown).sentence).toBe(sentence)
  expect(actionsOf(shown)).toEqual(actions)
})

test('a customer who is registered already is no bill', () => {
  const { amount: _, ...customer } = entry
  const shown = { ...customer, state: 'refused', reason: 'recorded-already' } as const
  expect(sentenceOf(shown).sentence).toBe('registered-already')
})

test('each reason of a refusal has a sentence', () => {
  for (const reason of RefusalReason.options) expect(en.outbox.sentences[reason]).toMatch(/\.$/)
})

const typed = (values: Record<string, string>, locale = 'en') => changedValues(entry, values, locale)

test('a form sends what was changed: a masked field that is left empty stays, and so does the same text', () => {
  expect(typed(shownValues(entry, 'en'))).toEqual({ changed: {}, unreadable: [] })
  expect(typed({ 'bill-number': ' B-2 ', mobile: '919800000001', email: '' }).changed).toEqual({
    'bill-number': 'B-2',
    mobile: '919800000001',
  })
})

test.each([
  ['de', '99,50', '1.250', '1250'],
  ['de', '99,50', '1.250,5', '1250.5'],
  ['en-IN', '99.50', '1,250', '1250'],
  ['ar-EG', '99٫50', '١٢٥٠', '1250'],
])('an amount in %s is shown as %s and "%s" is sent as %s', (locale, shown, amount, sent) => {
  expect(shownValues(entry, locale)).toMatchObject({ amount: shown })
  expect(typed({ amount: shown }, locale).changed).toEqual({})
  expect(typed({ amount }, locale)).toEqual({ changed: { amount: sent }, unreadable: [] })
})

test('an amount that could be read in two ways is asked for again', () => {
  for (const [locale, amount] of [
    ['fr', '1.250'],
    ['en', '1250,500'],
    ['de', 'viel'],
  ] as const)
    expect(typed({ 'bill-number': 'B-2', amount }, locale)).toEqual({
      changed: { 'bill-number': 'B-2' },
      unreadable: ['amount'],
    })
})

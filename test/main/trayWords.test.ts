import { expect, test } from 'vitest'
import { wordsFor } from '#main/lifecycle/words.ts'

const counts = { open: 3, needPerson: 0, amount: 298.5, bytes: 1, oldestAt: Date.parse('2026-11-30T09:30:00') }

test.each([
  ['what waits, since when and how much', counts, /^Outbox: 3 waiting \(since 11\/30\/26, 9:30\sAM, 298\.50\)$/],
  ['what a person has to decide', { ...counts, needPerson: 2 }, /, 2 to decide$/],
  ['no sum where no amount is known', { open: 1, needPerson: 0, amount: 0, bytes: 1 }, /^Outbox: 1 waiting$/],
])('the tray says of the outbox %s', (_, given, expected) => {
  expect(wordsFor('en-GB').outbox(given)).toMatch(expected)
})

test('and in Arabic the same', () => {
  expect(wordsFor('ar-EG').outbox({ ...counts, needPerson: 2 })).toMatch(/^الصادر: 3 .*298.*2 بانتظار قرار$/)
})

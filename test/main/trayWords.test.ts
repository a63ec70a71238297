import { expect, test } from 'vitest'
import { outboxLine } from '#main/tray/outboxLine.ts'
import { shownModeOf } from '#words/shownMode.ts'
import { translatorFor } from '#words/translator.ts'

const counts = { open: 3, needPerson: 0, amount: 298.5, bytes: 1, oldestAt: Date.parse('2026-11-30T09:30:00') }
const english = await translatorFor('en')

test.each([
  ['what waits, since when and how much', counts, /^Outbox: 3 waiting \(since 11\/30\/26, 9:30\sAM · 298\.50\)$/],
  ['what a person has to decide', { ...counts, needPerson: 2 }, /^Outbox: 3 waiting, 2 to decide \(/],
  ['no sum where no amount is known', { open: 1, needPerson: 0, amount: 0, bytes: 1 }, /^Outbox: 1 waiting$/],
])('the tray says of the outbox %s', (_, given, expected) => {
  expect(outboxLine(given, english)).toMatch(expected)
})

test('and in Arabic the same', async () => {
  const line = outboxLine({ ...counts, needPerson: 2 }, await translatorFor('ar'))
  expect(line).toMatch(/^الصادر: 3 .*2 بانتظار قرار \(.*298.*\)$/)
})

test.each([
  [
    'a test system',
    [
      { id: 'loyalty', mode: 'test' },
      { id: 'shop', mode: 'live' },
    ],
    undefined,
    { kind: 'test', upstreams: ['loyalty'] },
  ],
  [
    'training, whatever the upstreams are',
    [{ id: 'loyalty', mode: 'test' }],
    { endsAt: 5 },
    { kind: 'training', endsAt: 5 },
  ],
  ['nothing where everything counts', [{ id: 'loyalty', mode: 'live' }], undefined, { kind: 'live' }],
] as const)('window and tray name %s', (_, upstreams, training, shown) => {
  expect(shownModeOf({ upstreams, training })).toEqual(shown)
})

test('the tray has words for what does not count', () => {
  expect(english.t('tray.testMode', { upstreams: 'loyalty, shop' })).toBe('Test mode: loyalty, shop')
})

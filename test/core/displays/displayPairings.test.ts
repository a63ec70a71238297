import { expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { DisplayPairings } from '#core/displays/displayPairings.ts'
import { createTestClock } from '#test/support/clock.ts'

function startPairings() {
  const clock = createTestClock()
  const rows: string[] = []
  const record = ({ event, actor }: { event: string; actor: string }) => void rows.push(`${event} ${actor}`)
  const audit = { record, recordSoon: record } as never
  const pairings = new DisplayPairings({ clock, random: systemRandom, audit, changes: new ChangeFeed() })
  const idOf = () => pairings.pending()[0]?.id ?? ''
  return { pairings, clock, rows, idOf }
}

test('a page and the person who decides see the same code, and the page comes in once', () => {
  const { pairings, rows, idOf } = startPairings()
  const secret = pairings.ask()
  const [pending] = pairings.pending()
  expect(pending?.comparisonCode).toMatch(/^\d{3} \d{3}$/)
  expect(pairings.find(secret)).toEqual({ state: 'pending', comparisonCode: pending?.comparisonCode })
  expect(pairings.take(secret)).toBe(false)
  pairings.approve(idOf(), 'web/anna')
  expect([pairings.take('x'.repeat(43)), pairings.take(secret), pairings.take(secret)]).toEqual([false, true, false])
  expect(rows).toEqual(['pairing-asked web/unknown', 'pairing-granted web/anna'])
})

test('T26 one page asks at a time, and each refusal makes all of them wait longer', async () => {
  const { pairings, clock, idOf } = startPairings()
  pairings.ask()
  expect(() => pairings.ask()).toThrow(expect.objectContaining({ code: 'PAIRING_BUSY' }))
  pairings.refuse(idOf(), 'web/anna')
  await clock.advance(29_000)
  expect(() => pairings.ask()).toThrow(expect.objectContaining({ code: 'PAIRING_BUSY' }))
  await clock.advance(1_000)
  const secret = pairings.ask()
  await clock.advance(120_000)
  expect([pairings.find(secret).state, pairings.pending()]).toEqual(['expired', []])
})

test('nobody decides twice, and what was granted and not fetched expires', async () => {
  const { pairings, clock, idOf } = startPairings()
  const secret = pairings.ask()
  const id = idOf()
  pairings.approve(id, 'web/anna')
  expect(() => pairings.refuse(id, 'web/anna')).toThrow(expect.objectContaining({ code: 'UNKNOWN_PAIRING' }))
  await clock.advance(120_000)
  expect([pairings.find(secret).state, pairings.take(secret)]).toEqual(['unknown', false])
})

import { expect, test } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { AuditTrail } from '#core/audit/auditTrail.ts'
import { Refusals } from '#core/audit/refusals.ts'
import { createTestClock } from '#test/support/clock.ts'

const minuteMs = 60_000

function open() {
  const clock = createTestClock()
  const log = createMemoryLog()
  const audit = new AuditTrail({ store: createMemoryAudit(), clock, log })
  const refusals = new Refusals({ audit, clock, log })
  const rows = () =>
    audit.page(1, 100).map(({ actor, subject, outcome, detail }) => `${actor} ${subject} ${outcome} ${detail}`)
  return { clock, log, audit, refusals, rows }
}

test.each([
  ['KEY_REFUSED', 'warn', 'suspicious', ['pos/unknown  KEY_REFUSED ']],
  ['KEY_REQUIRED', 'info', 'ordinary', []],
] as const)('%s is logged as %s, which is %s', async (code, level, kind, trail) => {
  const { clock, log, refusals, rows } = open()
  refusals.note({ code, requestId: 'r-1' })
  expect(log.events).toMatchObject([{ level, event: 'refused', fields: { api: 'pos', code, kind, requestId: 'r-1' } }])
  await clock.advance(1_000)
  expect(rows()).toEqual(trail)
})

test('a refusal in the trail says which API, client, upstream and page it was', async () => {
  const { clock, refusals, rows } = open()
  refusals.note({ code: 'NOT_GRANTED', client: 'kiosk', upstream: 'loyalty' })
  refusals.note({ code: 'FOREIGN_HOST', api: 'web', origin: 'https://evil.example' })
  await clock.advance(1_000)
  expect(rows()).toEqual([
    'pos/kiosk upstream/loyalty NOT_GRANTED ',
    'web/unknown  FOREIGN_HOST origin https://evil.example',
  ])
})

test('a flood is one line and one row, and then sums', async () => {
  const { clock, log, refusals, rows } = open()
  for (let n = 0; n < 100; n += 1) refusals.note({ code: 'KEY_REFUSED' })
  await clock.advance(minuteMs)
  expect(log.events.filter(({ event }) => event === 'refused')).toHaveLength(2)
  for (let n = 0; n < 2; n += 1) refusals.note({ code: 'KEY_REFUSED' })
  await clock.advance(minuteMs)
  await clock.advance(minuteMs)
  expect(rows()).toEqual([
    ...['pos/unknown  KEY_REFUSED ', 'pos/unknown  KEY_REFUSED 99 times', 'pos/unknown  KEY_REFUSED 2 times'],
  ])
})

test('refusals of different clients, codes and APIs are summed apart', async () => {
  const { clock, refusals, rows } = open()
  for (const client of ['a', 'b', 'a']) refusals.note({ code: 'NOT_GRANTED', client })
  refusals.note({ code: 'NOT_GRANTED', client: 'a', api: 'web' })
  refusals.note({ code: 'ROUTE_DENIED', client: 'a' })
  await clock.advance(1_000)
  expect(rows()).toHaveLength(4)
})

test('all are counted, the most frequent first, and none that did not occur is listed', () => {
  const { refusals } = open()
  for (const code of ['KEY_REQUIRED', 'KEY_REFUSED', 'KEY_REFUSED'] as const) refusals.note({ code })
  expect(refusals.list()).toEqual([
    { code: 'KEY_REFUSED', count: 2 },
    { code: 'KEY_REQUIRED', count: 1 },
  ])
  expect(refusals.counts.get('ROUTE_DENIED')).toBe(0)
})

test('closed, it writes the sums that wait, and no timer is left', async () => {
  const { clock, refusals, log, rows } = open()
  for (let n = 0; n < 3; n += 1) refusals.note({ code: 'KEY_REFUSED' })
  refusals.close()
  await clock.advance(1_000)
  const [lines, trail] = [log.events.length, rows()]
  await clock.advance(120 * minuteMs)
  expect([log.events.length, rows()]).toEqual([lines, trail])
})

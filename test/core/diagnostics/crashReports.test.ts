import { expect, test } from 'vitest'
import { CrashReports } from '#core/diagnostics/crashReports.ts'
import { createSkippingClock } from '#test/support/clock.ts'

function startReports(before?: unknown) {
  const kept = { record: before }
  const store = {
    read: () => kept.record,
    write(record: object) {
      kept.record = JSON.parse(JSON.stringify(record))
    },
  }
  const open = () => new CrashReports({ store, clock: createSkippingClock(), version: '1.2.0' })
  return { reports: open(), kept, open }
}

test('a report has the class and the place of an error, never its message or a folder', () => {
  const { reports, kept } = startReports()
  const thrown = Object.assign(new TypeError('no sale for Ravi Kumar, 919876543210'), { code: 'ENOSPC' })
  thrown.stack = `${thrown}\n    at send (/srv/ravi/till-agent/out/broker.js:12:7)\n    at async Broker.run (file:///C:/tills/ravi/main.js:3:1)`
  reports.uncaught(thrown)
  expect(reports.list()).toMatchObject([
    {
      version: '1.2.0',
      kind: 'uncaught',
      name: 'TypeError',
      code: 'ENOSPC',
      places: 'send broker.js:12 < Broker.run main.js:3',
    },
  ])
  expect(JSON.stringify(kept.record)).not.toMatch(/ravi|9198/i)
})

test.each([
  ['a name with words of a person', Object.assign(new Error('x'), { name: 'Ravi Kumar' }), 'Error', undefined],
  [
    'a code that is a sentence',
    Object.assign(new Error('x'), { code: 'card 4111 1111 1111 1111' }),
    'Error',
    undefined,
  ],
  ['a thrown text', 'the password is hunter2', 'string', undefined],
])('%s is left out', (_, thrown, name, code) => {
  const { reports } = startReports()
  reports.uncaught(thrown)
  expect(reports.list()[0]).toMatchObject({ name })
  expect(reports.list()[0]?.code).toBe(code)
})

test('the count goes on over runs, and the last twenty reports are kept', () => {
  const { reports, open } = startReports()
  for (let n = 0; n < 25; n += 1) reports.uncaught(new RangeError(String(n)))
  reports.page('oom')
  const next = open()
  expect([next.counts, next.list().length, next.list().at(-1)?.name]).toEqual([{ uncaught: 25, page: 1 }, 20, 'oom'])
})

test('a damaged record is begun anew, and a full disk costs the report alone', () => {
  expect(startReports({ counts: 'many' }).reports.counts).toEqual({ uncaught: 0, page: 0 })
  const store = {
    read: () => undefined,
    write() {
      throw new Error('ENOSPC')
    },
  }
  const reports = new CrashReports({ store, clock: createSkippingClock(), version: '1.2.0' })
  reports.uncaught(new Error('x'))
  expect(reports.counts.uncaught).toBe(1)
})

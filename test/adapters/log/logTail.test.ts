import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLogTail } from '#adapters/log/logTail.ts'
import { openPinoLog } from '#adapters/log/pinoLog.ts'
import { makeFolder } from '#test/support/folder.ts'

function open(maxBytes?: number) {
  const directory = join(makeFolder(), 'logs')
  const log = openPinoLog({ directory, ...(maxBytes !== undefined && { maxBytes }) })
  onTestFinished(() => log.close())
  return { directory, log, tail: openLogTail({ directory, flush: log.flush }) }
}

const line = (fields: object) =>
  `${JSON.stringify({ level: 'info', time: '2026-11-22T10:15:30.123Z', event: 'x', ...fields })}\n`

test('the newest lines come oldest first, including gathered ones', () => {
  const { log, tail } = open()
  for (let n = 1; n <= 5; n += 1) log.info('counted', { count: n })
  log.request({
    ...{ requestId: 'r', client: 'pos', upstream: 'loyalty', route: 'GET /x', status: 200, code: undefined },
    ...{ agentMs: 1, upstreamMs: 2, durationMs: 3, requestBytes: undefined, answerBytes: 4 },
  })
  const { rows, dropped } = tail.rows(3)
  expect(rows.map(({ event, count }) => [event, count])).toEqual([
    ['counted', 4],
    ['counted', 5],
    ['request', undefined],
  ])
  expect(rows[2]).toMatchObject({ level: 'info', route: 'GET /x', status: 200, durationMs: 3 })
  expect(dropped).toBe(0)
})

test('lines come from rotated files too, as many as are needed', () => {
  const { log, tail } = open(300)
  for (let n = 1; n <= 12; n += 1) log.info('counted', { count: n })
  expect(tail.rows(10).rows.map(({ count }) => count)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  // Of a till's log, five files are kept.
  expect(tail.rows(1_000).rows.length).toBeGreaterThan(10)
})

test('only permitted fields come out, shortened and without card numbers, whichever program wrote the line', () => {
  const { directory, tail } = open()
  const file = join(directory, 'agent.log')
  appendFileSync(file, line({ code: 'A', password: 'hunter2', detail: 'card 4111 1111 1111 1111', client: { id: 1 } }))
  appendFileSync(file, line({ detail: 'long'.repeat(200) }))
  const [first, second] = tail.rows(10).rows
  expect(first).toEqual({
    ...{ time: '2026-11-22T10:15:30.123Z', level: 'info', event: 'x', code: 'A', detail: 'card [card number]' },
  })
  expect(second?.detail).toHaveLength(201)
})

test('text that is no log line is left out and counted', () => {
  const { directory, tail } = open()
  const foreign = [
    'half a li',
    '[]',
    '7',
    '{"event":"x"}',
    line({ level: 'secret' }).trim(),
    '{"time":"now","level":"info","event":"x"}',
  ]
  appendFileSync(join(directory, 'agent.log'), `${foreign.join('\n')}\n${line({})}`)
  expect(tail.rows(10)).toMatchObject({ rows: [{ event: 'x' }], dropped: foreign.length })
})

test('a stack is reduced to functions and files, without message and folders', () => {
  const { log, tail } = open()
  const person = 'anna'
  const bug = new Error('password hunter2\n    at hunter3 (secret)')
  bug.stack = `Error: ${bug.message}
    at Broker.forward (/home/${person}/till/out/broker.js:10:5)
    at new Thing (C:\\Users\\${person}\\till\\thing.js:2:3)
    at file:///home/${person}/till/main.ts:7:1`
  log.error('bug', bug, { reference: 'r-1' })
  const { rows } = tail.rows(1)
  expect(rows).toMatchObject([
    { event: 'bug', reference: 'r-1', places: 'Broker.forward broker.js:10 < Thing thing.js:2 < main.ts:7' },
  ])
  expect(JSON.stringify(rows)).not.toMatch(/hunter|anna/i)
})

test('a large file is read from its end, and a missing log is empty', () => {
  const { directory, tail } = open()
  const file = join(directory, 'agent.log')
  writeFileSync(file, line({ event: 'old', detail: 'é'.repeat(150) }).repeat(6_000) + line({ event: 'new' }))
  const { rows, dropped } = tail.rows(100_000)
  expect(rows.at(-1)).toMatchObject({ event: 'new' })
  expect([rows.length > 1_000, rows.length < 6_000, dropped]).toEqual([true, true, 0])
  rmSync(directory, { recursive: true })
  mkdirSync(directory)
  expect(tail.rows(10)).toEqual({ rows: [], dropped: 0 })
})

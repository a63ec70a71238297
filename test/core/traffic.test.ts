import { expect, test } from 'vitest'
import { createMemoryLog } from '../../electron/adapters/memoryLog.ts'
import type { Topic } from '../../electron/contract/event.ts'
import { Changes } from '../../electron/core/changes.ts'
import type { Log, RequestLine } from '../../electron/core/log.ts'
import { Traffic } from '../../electron/core/traffic.ts'
import { createTestClock } from '../support/clock.ts'

const startedAt = 1_700_000_000_000

function begin() {
  const clock = createTestClock(startedAt)
  const changes = new Changes()
  return { clock, changes, traffic: new Traffic({ clock, changes }) }
}

const line = (more: Partial<RequestLine> = {}): RequestLine => ({
  requestId: 'a-request',
  client: 'pos',
  upstream: 'loyalty',
  route: 'GET /v2/customers/*',
  status: 200,
  code: undefined,
  agentMs: 1,
  upstreamMs: 20,
  durationMs: 22,
  requestBytes: undefined,
  answerBytes: 10,
  ...more,
})

test('the last 50 requests are there, newest first, and no more', async () => {
  const { clock, traffic } = begin()
  expect(traffic.recent()).toEqual([])
  for (let n = 1; n <= 7; n += 1) traffic.note(line({ requestId: `${n}` }))
  expect(traffic.recent().map(({ requestId }) => requestId)).toEqual(['7', '6', '5', '4', '3', '2', '1'])
  await clock.pass(500)
  for (let n = 8; n <= 120; n += 1) traffic.note(line({ requestId: `${n}` }))
  const recent = traffic.recent()
  expect(recent.map(({ requestId }) => Number(requestId))).toEqual(Array.from({ length: 50 }, (_, n) => 120 - n))
  expect(recent[0]?.at).toBe(startedAt + 500)
})

test('of a request is shown what became of it, and nothing else', () => {
  const { traffic } = begin()
  const said = {
    ...line({ status: undefined, code: 'OUTCOME_UNKNOWN', durationMs: 22.004321 }),
    path: '/v2/customers/919999999993',
  }
  traffic.note(said)
  expect(traffic.recent()).toEqual([
    {
      at: startedAt,
      requestId: 'a-request',
      client: 'pos',
      upstream: 'loyalty',
      route: 'GET /v2/customers/*',
      code: 'OUTCOME_UNKNOWN',
      durationMs: 22,
    },
  ])
})

test('latency is told by upstream and minute, for an hour', async () => {
  const { clock, traffic } = begin()
  traffic.note(line({ upstreamMs: 10 }))
  traffic.note(line({ upstreamMs: 30 }))
  traffic.note(line({ upstream: 'shop', upstreamMs: 7.0012 }))
  // Nothing is known of the upstream when no answer began.
  traffic.note(line({ upstreamMs: undefined }))
  await clock.pass(150_000)
  traffic.note(line({ upstreamMs: 5 }))
  expect(traffic.latency()).toEqual([
    {
      upstream: 'loyalty',
      minutes: [
        { at: startedAt, requests: 2, meanMs: 20, mostMs: 30 },
        { at: startedAt + 120_000, requests: 1, meanMs: 5, mostMs: 5 },
      ],
    },
    { upstream: 'shop', minutes: [{ at: startedAt, requests: 1, meanMs: 7, mostMs: 7 }] },
  ])
})

test('what is an hour old is forgotten, and an upstream that nobody asked for an hour with it', async () => {
  const { clock, traffic } = begin()
  traffic.note(line())
  await clock.pass(59 * 60_000)
  expect(traffic.latency()).toMatchObject([{ upstream: 'loyalty', minutes: [{ at: startedAt }] }])
  await clock.pass(60_000)
  expect(traffic.latency()).toEqual([])
  traffic.note(line({ upstreamMs: 3 }))
  const at = startedAt + 3_600_000
  expect(traffic.latency()).toEqual([{ upstream: 'loyalty', minutes: [{ at, requests: 1, meanMs: 3, mostMs: 3 }] }])
})

test('a minute that comes round again after an hour begins anew', async () => {
  const { clock, traffic } = begin()
  traffic.note(line({ upstreamMs: 100 }))
  await clock.pass(3_600_000)
  traffic.note(line({ upstreamMs: 3 }))
  expect(traffic.latency()).toMatchObject([{ minutes: [{ requests: 1, meanMs: 3, mostMs: 3 }] }])
})

test('whoever watches hears at most once a second that there were requests', async () => {
  const { clock, changes, traffic } = begin()
  const heard: Topic[] = []
  traffic.note(line())
  const stop = changes.watch(({ topic }) => heard.push(topic))
  // Nobody watched when it came, so nobody was to be told.
  await clock.pass(2_000)
  expect(heard).toEqual([])
  for (let n = 0; n < 1_000; n += 1) traffic.note(line())
  await clock.pass(999)
  expect(heard).toEqual([])
  await clock.pass(1)
  expect(heard).toEqual(['requests'])
  traffic.note(line())
  await clock.pass(1_000)
  expect(heard).toEqual(['requests', 'requests'])
  traffic.note(line())
  traffic.close()
  await clock.pass(5_000)
  stop()
  expect(heard).toHaveLength(2)
})

test('a log that is an object of its own class is written to as before', () => {
  const { traffic } = begin()
  const kept = createMemoryLog()
  class OtherLog implements Log {
    readonly #kept = kept
    request(said: RequestLine) {
      this.#kept.request(said)
    }
    info(...said: Parameters<Log['info']>) {
      this.#kept.info(...said)
    }
    warn(...said: Parameters<Log['warn']>) {
      this.#kept.warn(...said)
    }
    error(...said: Parameters<Log['error']>) {
      this.#kept.error(...said)
    }
  }
  const { request, info, warn, error } = traffic.beside(new OtherLog())
  request(line())
  info('one', { code: 'A' })
  warn('two', { code: 'B' })
  error('three', new Error('bug'), { code: 'C' })
  expect(kept.events).toMatchObject([
    { event: 'request', fields: { requestId: 'a-request' } },
    { level: 'info', event: 'one', fields: { code: 'A' } },
    { level: 'warn', event: 'two', fields: { code: 'B' } },
    { level: 'error', event: 'three', fields: { code: 'C' }, thrown: { message: 'bug' } },
  ])
  expect(traffic.recent()).toHaveLength(1)
})

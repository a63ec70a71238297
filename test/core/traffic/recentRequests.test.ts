import { expect, test } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import type { Topic } from '#contract/event.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { type Log, observedLog, type RequestLine } from '#core/base/log.ts'
import { RecentRequests } from '#core/traffic/recentRequests.ts'
import { createTestClock } from '#test/support/clock.ts'

const startedAt = 1_700_000_000_000

function begin() {
  const clock = createTestClock(startedAt)
  const changes = new ChangeFeed()
  return { clock, changes, requests: new RecentRequests({ clock, changes }) }
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
  const { clock, requests } = begin()
  expect(requests.recent()).toEqual([])
  for (let n = 1; n <= 7; n += 1) requests.add(line({ requestId: `${n}` }))
  expect(requests.recent().map(({ requestId }) => requestId)).toEqual(['7', '6', '5', '4', '3', '2', '1'])
  await clock.advance(500)
  for (let n = 8; n <= 120; n += 1) requests.add(line({ requestId: `${n}` }))
  const recent = requests.recent()
  expect(recent.map(({ requestId }) => Number(requestId))).toEqual(Array.from({ length: 50 }, (_, n) => 120 - n))
  expect(recent[0]?.at).toBe(startedAt + 500)
})

test('a request is shown with its outcome, and nothing else', () => {
  const { requests } = begin()
  const given = {
    ...line({ status: undefined, code: 'OUTCOME_UNKNOWN', durationMs: 22.004321 }),
    path: '/v2/customers/919999999993',
  }
  requests.add(given)
  expect(requests.recent()).toEqual([
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

test('latencies are kept by upstream and minute, for an hour', async () => {
  const { clock, requests } = begin()
  requests.add(line({ upstreamMs: 10 }))
  requests.add(line({ upstreamMs: 30 }))
  requests.add(line({ upstream: 'shop', upstreamMs: 7.0012 }))
  // Without a response there is no latency.
  requests.add(line({ upstreamMs: undefined }))
  await clock.advance(150_000)
  requests.add(line({ upstreamMs: 5 }))
  expect(requests.latency()).toEqual([
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

test('a minute is dropped after an hour, and an upstream with its last minute', async () => {
  const { clock, requests } = begin()
  requests.add(line())
  await clock.advance(59 * 60_000)
  expect(requests.latency()).toMatchObject([{ upstream: 'loyalty', minutes: [{ at: startedAt }] }])
  await clock.advance(60_000)
  expect(requests.latency()).toEqual([])
  requests.add(line({ upstreamMs: 3 }))
  const at = startedAt + 3_600_000
  expect(requests.latency()).toEqual([{ upstream: 'loyalty', minutes: [{ at, requests: 1, meanMs: 3, mostMs: 3 }] }])
})

test('the minute of an hour later starts at zero', async () => {
  const { clock, requests } = begin()
  requests.add(line({ upstreamMs: 100 }))
  await clock.advance(3_600_000)
  requests.add(line({ upstreamMs: 3 }))
  expect(requests.latency()).toMatchObject([{ minutes: [{ requests: 1, meanMs: 3, mostMs: 3 }] }])
})

test('subscribers hear at most once a second that there were requests', async () => {
  const { clock, changes, requests } = begin()
  const heard: Topic[] = []
  requests.add(line())
  const stop = changes.subscribe(({ topic }) => heard.push(topic))
  // There was no subscriber when it came.
  await clock.advance(2_000)
  expect(heard).toEqual([])
  for (let n = 0; n < 1_000; n += 1) requests.add(line())
  await clock.advance(999)
  expect(heard).toEqual([])
  await clock.advance(1)
  expect(heard).toEqual(['requests'])
  requests.add(line())
  await clock.advance(1_000)
  expect(heard).toEqual(['requests', 'requests'])
  requests.add(line())
  requests.close()
  await clock.advance(5_000)
  stop()
  expect(heard).toHaveLength(2)
})

test('the wrapped log is written to as before, whatever its class', () => {
  const { requests } = begin()
  const inner = createMemoryLog()
  class ClassLog implements Log {
    readonly #inner = inner
    request(given: RequestLine) {
      this.#inner.request(given)
    }
    info(...given: Parameters<Log['info']>) {
      this.#inner.info(...given)
    }
    warn(...given: Parameters<Log['warn']>) {
      this.#inner.warn(...given)
    }
    error(...given: Parameters<Log['error']>) {
      this.#inner.error(...given)
    }
  }
  const { request, info, warn, error } = observedLog(new ClassLog(), [requests])
  request(line())
  info('one', { code: 'A' })
  warn('two', { code: 'B' })
  error('three', new Error('bug'), { code: 'C' })
  expect(inner.events).toMatchObject([
    { event: 'request', fields: { requestId: 'a-request' } },
    { level: 'info', event: 'one', fields: { code: 'A' } },
    { level: 'warn', event: 'two', fields: { code: 'B' } },
    { level: 'error', event: 'three', fields: { code: 'C' }, thrown: { message: 'bug' } },
  ])
  expect(requests.recent()).toHaveLength(1)
})

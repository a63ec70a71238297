import { expect, test } from 'vitest'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import type { RequestLine } from '#core/base/log.ts'
import type { HttpOutcome } from '#core/network/controlHttp.ts'
import { Reachability } from '#core/network/reachability.ts'
import { createTestClock } from '#test/support/clock.ts'

const startMs = 1_700_000_000_000
const silence = { kind: 'silence', cause: 'timeout', reason: 'ETIMEDOUT', mayBeDone: true } as const
const reply = { kind: 'reply', status: 503, headers: {}, body: '', latencyMs: 1 } as const

function begin() {
  const clock = createTestClock(startMs)
  const changes = new ChangeFeed()
  const reachability = new Reachability({ clock, changes, probeIntervalMs: 30_000 })
  const seen = { published: 0, probed: [] as number[] }
  changes.subscribe(() => {
    seen.published += 1
  }, 'status')
  let answers = false
  reachability.probeWith(async () => {
    seen.probed.push(clock.monotonicMs())
    return answers
  })
  const request = (outcome: Partial<RequestLine>, upstream = 'loyalty') =>
    reachability.add({ upstream, status: undefined, code: undefined, ...outcome } as RequestLine)
  const call = (outcome: HttpOutcome) =>
    reachability.watch('loyalty', { request: async () => outcome }).request({ method: 'GET', path: '/', headers: {} })
  const comeBack = () => {
    answers = true
  }
  return { clock, reachability, seen, request, call, comeBack, since: () => reachability.failingSince('loyalty') }
}

test.each([
  ['UPSTREAM_UNREACHABLE', startMs],
  ['UPSTREAM_UNTRUSTED', startMs],
  ['UPSTREAM_SILENT', startMs],
  ['OUTCOME_UNKNOWN', startMs],
  // The agent refused it, or the caller left: nobody learnt anything of the upstream.
  ['UPSTREAM_LOCKED', undefined],
  ['UPSTREAM_BUSY', undefined],
  ['CALLER_GONE', undefined],
])('a request that ended with %s', (code, since) => {
  const { request, since: failingSince } = begin()
  request({ code })
  expect(failingSince()).toBe(since)
})

test('an upstream is failing since the first request that did not reach it, until one does, whatever it is answered', async () => {
  const { clock, request, since, seen } = begin()
  request({ code: 'UPSTREAM_UNREACHABLE' })
  await clock.advance(5_000)
  request({ code: 'UPSTREAM_SILENT' })
  expect([since(), seen.published]).toEqual([startMs, 1])
  request({ status: 503 })
  expect([since(), seen.published]).toEqual([undefined, 2])
  request({ status: 200 })
  expect(seen.published).toBe(2)
})

test('an answer that broke off came from the upstream', () => {
  const { request, since } = begin()
  request({ status: 200, code: 'OUTCOME_UNKNOWN' })
  expect(since()).toBeUndefined()
})

test('the agent’s own calls tell it too', async () => {
  const { call, since } = begin()
  expect(await call(silence)).toBe(silence)
  expect(since()).toBe(startMs)
  expect(await call(reply)).toBe(reply)
  expect(since()).toBeUndefined()
})

test('one upstream says nothing about another', () => {
  const { request, reachability } = begin()
  request({ code: 'UPSTREAM_UNREACHABLE' })
  request({ status: 200 }, 'shop')
  expect([reachability.failingSince('loyalty'), reachability.failingSince('shop')]).toEqual([startMs, undefined])
})

test('it is asked every 30 seconds while it fails, and is well again by itself', async () => {
  const { clock, request, since, seen, comeBack } = begin()
  request({ code: 'UPSTREAM_UNREACHABLE' })
  await clock.advance(65_000)
  expect([seen.probed, since()]).toEqual([[30_000, 60_000], startMs])
  comeBack()
  await clock.advance(30_000)
  expect([seen.probed.at(-1), since()]).toEqual([90_000, undefined])
  await clock.advance(600_000)
  expect(seen.probed).toHaveLength(3)
})

test.each(['forget', 'close'] as const)('after %s nothing is asked any more', async (end) => {
  const { clock, request, reachability, since, seen } = begin()
  request({ code: 'UPSTREAM_UNREACHABLE' })
  reachability[end]('loyalty')
  await clock.advance(600_000)
  expect([since(), seen.probed]).toEqual([undefined, []])
})

test('an answer to a question of before counts no more', async () => {
  const { clock, request, reachability, since } = begin()
  let answer = (_: boolean) => {}
  reachability.probeWith(() => new Promise((resolve) => (answer = resolve)))
  request({ code: 'UPSTREAM_UNREACHABLE' })
  await clock.advance(30_000)
  reachability.forget('loyalty')
  request({ code: 'UPSTREAM_UNREACHABLE' })
  answer(true)
  await clock.advance(0)
  expect(since()).toBe(startMs + 30_000)
})

test('a call that was given up tells nothing about its upstream', async () => {
  const { reachability, since } = begin()
  const http = reachability.watch('loyalty', {
    request: async () => ({ kind: 'silence', cause: 'unreachable', reason: 'ERR_CANCELED', mayBeDone: true }),
  })
  await http.request({ method: 'GET', path: '/', headers: {}, gone: AbortSignal.abort() })
  expect(since()).toBeUndefined()
})

import { describe, expect, test } from 'vitest'
import { RequestJournal, violationIn } from './journal.ts'
import { heapLeaks, resourceLeaks } from './leaks.ts'
import type { AgentSample } from './monitor.ts'
import type { Outcome } from './request.ts'
import { bodyOf, digestOf } from './routes.ts'
import { type ExpectedOutcome, expectedOutcome, type Scenario } from './scenario.ts'

const body = bodyOf('a-1', 100)
const whole: ExpectedOutcome = { status: 200, digest: digestOf(body) }
const response = (status: number, content: Buffer, fault?: string): Outcome => ({
  kind: 'response',
  status,
  fault,
  body: content,
})
const fault = (code: string, status: number) => response(status, Buffer.from(JSON.stringify({ code })), code)
const scenario = (method: Scenario['method'], expected: ExpectedOutcome): Scenario => ({
  id: 'a-1',
  method,
  behaviour: 'whole',
  expected,
})

describe('an outcome', () => {
  test.each<[string, Scenario['method'], ExpectedOutcome, Outcome, healthy: boolean, outage: boolean]>([
    ['the expected response', 'GET', whole, response(200, body), true, true],
    ['another body', 'GET', whole, response(200, Buffer.from('x')), false, false],
    ['another status', 'GET', whole, response(404, body), false, false],
    ['no response', 'GET', whole, { kind: 'no-response', reason: 'ECONNRESET' }, false, false],
    ['a truncated response', 'GET', whole, { kind: 'truncated', status: 200 }, false, true],
    ['an unreachable upstream', 'GET', whole, fault('UPSTREAM_UNREACHABLE', 503), false, true],
    ['a POST whose outcome is unknown', 'POST', whole, fault('OUTCOME_UNKNOWN', 504), false, true],
    ['a GET whose outcome is unknown', 'GET', whole, fault('OUTCOME_UNKNOWN', 504), false, false],
    ['a fault that the contract does not have', 'GET', whole, fault('NO_SUCH_FAULT', 503), false, false],
    ['a fault with another status', 'GET', whole, fault('UPSTREAM_UNREACHABLE', 500), false, false],
    ['a fault whose body names another', 'GET', whole, response(503, Buffer.from('{}'), 'UPSTREAM_BUSY'), false, false],
    ['a truncated response as expected', 'GET', 'truncated', { kind: 'truncated', status: 200 }, true, true],
    ['half a response that looks complete', 'GET', 'truncated', response(200, body), false, false],
    ['an expected fault', 'GET', { fault: ['KEY_REFUSED'] }, fault('KEY_REFUSED', 401), true, true],
    ['a request that does not end', 'GET', 'anything', { kind: 'stuck' }, false, false],
    ['a request the caller gave up', 'GET', whole, { kind: 'aborted' }, true, true],
  ])('%s', (_, method, expected, outcome, isFineHealthy, isFineInOutage) => {
    expect(violationIn(scenario(method, expected), outcome, true) === undefined).toBe(isFineHealthy)
    expect(violationIn(scenario(method, expected), outcome, false) === undefined).toBe(isFineInOutage)
  })
})

describe('the upstream’s report', () => {
  const journalOf = (...entries: [Scenario['method'], Outcome][]) => {
    const journal = new RequestJournal()
    for (const [method, outcome] of entries) journal.record(scenario(method, 'anything'), outcome, true)
    return journal
  }
  test.each<[string, Scenario['method'], Outcome, times: number, violations: number]>([
    ['an answered POST that arrived once', 'POST', response(200, body), 1, 0],
    ['an answered POST that arrived twice', 'POST', response(200, body), 2, 2],
    ['an answered POST that never arrived', 'POST', response(200, body), 0, 1],
    ['a POST of unknown outcome that never arrived', 'POST', fault('OUTCOME_UNKNOWN', 504), 0, 0],
    ['a request declared as not sent that arrived', 'GET', fault('UPSTREAM_UNREACHABLE', 503), 1, 1],
    ['a GET that arrived twice', 'GET', response(200, body), 2, 0],
  ])('%s', (_, method, outcome, times, violations) => {
    const journal = journalOf([method, outcome])
    journal.reconcile({ seen: times === 0 ? [] : [['a-1', times]], improper: 0 })
    expect(journal.violationCount).toBe(violations)
  })

  test('requests with another credential are a violation', () => {
    const journal = new RequestJournal()
    journal.reconcile({ seen: [], improper: 3 })
    expect(journal.violations).toEqual([expect.stringContaining('3 requests')])
  })
})

test.each([
  ['whole', 'GET', { status: 200 }],
  ['busy', 'POST', { status: 503 }],
  ['half', 'GET', 'truncated'],
  ['reset', 'GET', { fault: ['UPSTREAM_SILENT'] }],
  ['reset', 'POST', { fault: ['OUTCOME_UNKNOWN'] }],
  ['garbage', 'GET', { fault: ['UPSTREAM_ANSWER_INVALID'] }],
] as const)('%s by %s ends as expected', (behaviour, method, expected) => {
  const outcome = expectedOutcome(behaviour, method, 'a-1', 100, body)
  if (typeof expected === 'string') expect(outcome).toBe(expected)
  else expect(outcome).toMatchObject(expected)
})

describe('leaks', () => {
  const idle = { active: 0, waiting: 0, open: 20, openConnections: 2, threads: 10 } as AgentSample
  test.each<[string, Partial<AgentSample>, number]>([
    ['nothing more than before', {}, 0],
    ['an active request', { active: 1 }, 1],
    ['a waiting request', { waiting: 1 }, 1],
    ['tolerated files', { open: 24 }, 0],
    ['leaked files', { open: 25 }, 1],
    ['more upstream connections', { open: 40, openConnections: 22 }, 0],
    ['leaked threads', { threads: 13 }, 1],
  ])('%s', (_, change, count) => {
    expect(resourceLeaks(idle, { ...idle, ...change })).toHaveLength(count)
  })

  test('the heap may grow by 4 MiB', () => {
    expect([heapLeaks(20, 24), heapLeaks(20, 24.1)].map((leaks) => leaks.length)).toEqual([0, 1])
  })
})

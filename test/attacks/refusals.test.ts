import { describe, expect, test } from 'vitest'
import type { Grant } from '#contract/grant.ts'
import { createTestClock } from '#test/support/clock.ts'
import { startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const burst = 20

/** A till whose time stands still, so that no rate is filled up, and a second client with these grants. */
async function startTillWith(grants: Grant[]) {
  const upstream = await startUpstream()
  const till = await startTill({ baseUrl: upstream.url, limits: { burst }, deps: { clock: createTestClock() } })
  const { key } = till.agent.clients.add({ id: 'other', name: 'Other', grants, origins: [] })
  /** Answers of so many requests over one connection: status and fault of each. */
  const ask = async (target: string, count: number) => {
    const head = `Host: 127.0.0.1:${till.port}\r\nTill-Agent-Key: ${key}\r\n`
    const request = (more: string) => `GET ${target} HTTP/1.1\r\n${head}${more}\r\n`
    const text = await till.raw(request('').repeat(count - 1) + request('Connection: close\r\n'))
    return [...text.matchAll(/^Till-Agent-Fault: (\w+)/gim)].map(([, fault]) => fault)
  }
  return { upstream, till, ask }
}

const everything: Grant = { upstream: 'loyalty', allow: [{ methods: ['*'], path: '/**' }] }
const nothing: Grant[] = []

/** Each cost 100 ms of processor when expressions that go back were run over it. */
const hostile = [
  ';'.repeat(8_000),
  `${'.'.repeat(8_000)}x`,
  `${'%20'.repeat(2_600)}x`,
  `${'a;'.repeat(4_000)}..`,
  `${'.x'.repeat(4_000)}`,
  `${'/a'.repeat(4_000)}`,
  `${'+'.repeat(8_000)}x`,
  '%cc%81%cc%96'.repeat(600),
  `${'%e2%80%8b'.repeat(800)}x`,
]

// The mistake: work before the rate limit, and refusals that cost no token. One program without any grant froze the sales
// of all others.
describe('T50 refusals use up the rate, and behind it nothing is looked at', () => {
  test.each(hostile.map((path) => [path.slice(0, 12), path]))('T50 %s…', async (_, path) => {
    const { upstream, till, ask } = await startTillWith(nothing)
    const connections = await Promise.all(Array.from({ length: 8 }, () => ask(`/via/loyalty/${path}`, 5)))
    const faults = connections.flat()
    expect(faults).toHaveLength(40)
    // Whatever each of them is refused for, it is refused so often and no more.
    expect(faults.filter((fault) => fault === 'AMBIGUOUS_PATH' || fault === 'NOT_GRANTED')).toHaveLength(burst)
    expect(faults.filter((fault) => fault === 'TOO_MANY_REQUESTS')).toHaveLength(40 - burst)
    expect(upstream.heads()).toBe(0)
    expect((await till.call('/via/loyalty/v2/sale')).status).toBe(200)
  })

  test.each([
    ['a route without a grant', nothing, '/via/loyalty/v2/x', 'NOT_GRANTED'],
    ['a denied route', [everything], '/via/loyalty/v2/otp', 'ROUTE_DENIED'],
    ['a path that can be read in two ways', [everything], '/via/loyalty/v2/..;/otp', 'AMBIGUOUS_PATH'],
    ['an upstream that is not set up', [everything], '/via/shop/x', 'UNKNOWN_UPSTREAM'],
    ['a call that is not there', [everything], '/v1/x', 'NOT_FOUND'],
  ])('T50 %s', async (_, grants, target, refusal) => {
    const { ask } = await startTillWith(grants)
    const faults = await ask(target, burst + 5)
    expect(faults).toEqual([...Array(burst).fill(refusal), ...Array(5).fill('TOO_MANY_REQUESTS')])
  })
})

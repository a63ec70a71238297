import { describe, expect, test } from 'vitest'
import type { Limits } from '#core/settings/limits.ts'
import { canaries } from '#test/support/canaries.ts'
import { faultOf, startTill } from '#test/support/till.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

const path = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'
const bodyOf = (points: number) => `{"response":{"status":{"success":"true","code":"200"},"points":${points}}}`

interface Options {
  cache?: object | undefined
  limits?: Partial<Limits>
}

/** A cloud that tells how often it was asked, and a till that keeps answers. */
async function startCachingTill({ cache = { freshSeconds: 300, staleSeconds: 6_000 }, limits }: Options = {}) {
  let points = 0
  const upstream = await startUpstream((_, response) => {
    points += 1
    response.end(bodyOf(points))
  })
  const entry = { id: 'loyalty', scheme: 'capillary-till', baseUrl: upstream.url, till: 'till1', cache }
  const till = await startTill({
    upstream: { ...entry, password: canaries.password },
    ...(limits && { limits }),
  })
  return { ...till, upstream, entry }
}

async function pointsOf(response: Response): Promise<number> {
  expect(response.status).toBe(200)
  return ((await response.json()) as { response: { points: number } }).response.points
}

/** Holds each answer back until it is let go. */
function holdAnswers(upstream: TestUpstream, body = bodyOf(7)): { release(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  upstream.answerWith((_, response) => void promise.then(() => response.end(body)))
  return { release: resolve }
}

describe('a look-up', () => {
  test('is answered from memory while the answer is fresh, and says so', async () => {
    const till = await startCachingTill()
    const first = await till.call(path)
    expect(first.headers.get('cache-status')).toBe('till-agent; fwd=miss; stored')
    expect(await pointsOf(first)).toBe(1)

    till.clock.skip(100_000)
    const second = await till.call(path)
    expect(second.headers.get('cache-status')).toMatch(/^till-agent; hit; ttl=1\d\d$/)
    expect(Number(second.headers.get('age'))).toBeGreaterThanOrEqual(100)
    expect(second.headers.get('till-agent-mode')).toBe('live')
    expect(second.headers.get('via')).toBe('1.1 till-agent')
    expect(second.headers.get('till-agent-request-id')).not.toBe(first.headers.get('till-agent-request-id'))
    expect(await pointsOf(second)).toBe(1)

    till.clock.skip(300_000)
    const third = await till.call(path)
    expect(third.headers.get('cache-status')).toBe('till-agent; fwd=stale; stored')
    expect(await pointsOf(third)).toBe(2)
  })

  test('is kept by the settings as they are now: a change drops what was kept, and needs no new credential', async () => {
    const till = await startCachingTill()
    const { upstreams } = till.agent
    await upstreams.changeCache('loyalty', undefined)
    for (const points of [1, 2]) expect(await pointsOf(await till.call(path))).toBe(points)
    const kept = await upstreams.changeCache('loyalty', { freshSeconds: 300, staleSeconds: 0 })
    expect(kept).toMatchObject({ state: 'ready', cache: { freshSeconds: 300, staleSeconds: 0 } })
    for (const _ of [1, 2]) expect(await pointsOf(await till.call(path))).toBe(3)
    await upstreams.changeCache('loyalty', { freshSeconds: 600, staleSeconds: 0 })
    for (const _ of [1, 2]) expect(await pointsOf(await till.call(path))).toBe(4)
    expect(await upstreams.changeCache('loyalty', undefined)).not.toHaveProperty('cache')
    expect(till.agent.responseCache.size).toBe(0)
    expect(await pointsOf(await till.call(path))).toBe(5)
  })

  test('of a scheme that has none which may be kept cannot be set', async () => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const entry = { id: 'orders', scheme: 'header', baseUrl: upstream.url, name: 'X-Api-Key', value: 'a-key-of-nobody' }
    const till = await startTill({ upstream: entry })
    const change = till.agent.upstreams.changeCache('orders', { freshSeconds: 300, staleSeconds: 0 })
    await expect(change).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  test('asks the cloud each time where nothing is set', async () => {
    const upstream = await startUpstream((_, response) => response.end(bodyOf(1)))
    const till = await startTill({ baseUrl: upstream.url })
    for (const _ of [1, 2]) expect((await till.call(path)).headers.get('cache-status')).toBe(null)
    expect(upstream.seen).toHaveLength(2)
  })

  test('gets an older answer, marked, while the cloud cannot be reached, and none that is too old', async () => {
    const till = await startCachingTill()
    await till.call(path)
    await till.upstream.close()
    till.clock.skip(600_000)

    const asked = await till.call(path)
    expect(asked.headers.get('cache-status')).toMatch(/^till-agent; fwd=stale; ttl=-\d+; detail=UPSTREAM_UNREACHABLE$/)
    expect(Number(asked.headers.get('age'))).toBeGreaterThanOrEqual(600)
    expect(await pointsOf(asked)).toBe(1)
    // The next one does not wait for the cloud again.
    const unasked = await till.call(path)
    expect(unasked.headers.get('cache-status')).toMatch(/^till-agent; hit; ttl=-\d+; detail=UPSTREAM_UNREACHABLE$/)
    expect(await pointsOf(unasked)).toBe(1)
    expect(till.agent.status().condition).toBe('offline')
    // A client that wants a new answer is told that there is none.
    const noCache = await till.call(path, { headers: { 'Cache-Control': 'no-cache' } })
    expect(await faultOf(noCache)).toBe('UPSTREAM_UNREACHABLE')

    // The cloud is back, and a request has shown it.
    await till.upstream.reopen()
    expect(await pointsOf(await till.call(path, { headers: { 'Cache-Control': 'no-cache' } }))).toBe(2)
    expect((await till.call(path)).headers.get('cache-status')).toContain('hit')
    await till.upstream.close()
    till.clock.skip(6_300_000)
    expect(await faultOf(await till.call(path))).toBe('UPSTREAM_UNREACHABLE')
  })

  test.each<[string, Parameters<TestUpstream['answerWith']>[0], Record<string, string>]>([
    ['breaks off', (_, response) => void response.write('{"resp', () => response.destroy()), {}],
    ['never ends', (_, response) => void response.write('{"resp'), { 'Till-Agent-Timeout-Ms': '200' }],
  ])('gets an older answer where the new one %s', async (_, answer, headers) => {
    const till = await startCachingTill()
    await till.call(path)
    till.clock.skip(600_000)
    till.upstream.answerWith(answer)
    const older = await till.call(path, { headers })
    expect(older.headers.get('cache-status')).toMatch(/; ttl=-\d+; detail=UPSTREAM_(SILENT|UNREACHABLE)$/)
    expect(await pointsOf(older)).toBe(1)
  })

  test('gets the cloud’s own failure, never an older answer in its place', async () => {
    const till = await startCachingTill()
    await till.call(path)
    till.upstream.answerWith((_, response) => response.writeHead(503).end())
    till.clock.skip(600_000)
    expect((await till.call(path)).status).toBe(503)
  })

  test('shares the answer of the same look-up that is under way', async () => {
    const till = await startCachingTill()
    const held = holdAnswers(till.upstream)
    const calls = [till.call(path), till.call(path), till.call(path)]
    await expect.poll(() => till.upstream.seen.length).toBe(1)
    await expect.poll(() => till.agent.broker.joinedLookUps).toBe(2)
    held.release()
    const answers = await Promise.all(calls)
    expect(await Promise.all(answers.map(pointsOf))).toEqual([7, 7, 7])
    expect(answers.map(({ headers }) => headers.get('cache-status')).sort()).toEqual([
      'till-agent; fwd=miss; collapsed',
      'till-agent; fwd=miss; collapsed',
      'till-agent; fwd=miss; stored',
    ])
    expect(till.upstream.seen).toHaveLength(1)
  })

  test('asks for itself where the answer that it waited for is for one alone', async () => {
    const till = await startCachingTill()
    const { promise, resolve } = Promise.withResolvers<void>()
    till.upstream.answerWith(
      (_, response) =>
        void promise.then(() => response.setHeader('Cache-Control', 'no-store').end(bodyOf(till.upstream.seen.length))),
    )
    const calls = [till.call(path), till.call(path)]
    await expect.poll(() => till.agent.broker.joinedLookUps).toBe(1)
    resolve()
    for (const answer of await Promise.all(calls)) expect(answer.status).toBe(200)
    expect(till.upstream.seen).toHaveLength(2)
    expect(till.agent.responseCache.size).toBe(0)
  })

  test('goes on for those who joined when the one who asked first has left', async () => {
    const till = await startCachingTill()
    const held = holdAnswers(till.upstream)
    const leaving = new AbortController()
    const first = till.call(path, { signal: leaving.signal }).catch(() => 'left')
    await expect.poll(() => till.upstream.seen.length).toBe(1)
    const second = till.call(path)
    await expect.poll(() => till.agent.broker.joinedLookUps).toBe(1)
    leaving.abort()
    expect(await first).toBe('left')
    held.release()
    expect(await pointsOf(await second)).toBe(7)
    expect(till.upstream.seen).toHaveLength(1)
  })
})

describe('what is kept ends', () => {
  test.each<[string, (till: Awaited<ReturnType<typeof startCachingTill>>) => unknown]>([
    ['with any write, whoever it is about', (till) => till.call('/via/loyalty/v2/customers', { method: 'POST' })],
    ['with a write that the cloud refused', (till) => till.call('/via/loyalty/v9/x', { method: 'PUT' })],
    ['with a code that was sent', (till) => till.call('/via/loyalty/v1.1/points/validationcode?mobile=1')],
    ['when the client asks for it', (till) => till.call('/v1/cache', { method: 'DELETE' })],
    ['with a new password', ({ agent }) => agent.upstreams.rotate('loyalty', { password: 'another' }, false)],
    [
      'with a change of the upstream',
      ({ agent, entry }) =>
        agent.provision({ upstreams: [{ ...entry, mode: 'test', password: 'p' } as never], clients: [] }),
    ],
    ['with the client', ({ agent }) => agent.clients.revoke('pos')],
    ['with the lock of the upstream', ({ agent }) => agent.upstreams.lock('loyalty')],
  ])('%s', async (_, end) => {
    const till = await startCachingTill()
    await till.call(path)
    expect(till.agent.responseCache.size).toBe(1)
    await end(till)
    await expect.poll(() => till.agent.responseCache.size).toBe(0)
  })

  test('and an answer that was read while something was written is not kept', async () => {
    const till = await startCachingTill()
    const held = holdAnswers(till.upstream)
    const reading = till.call(path)
    await expect.poll(() => till.upstream.seen.length).toBe(1)
    till.upstream.answerWith((_, response) => response.end('{}'))
    await till.call('/via/loyalty/v2/customers', { method: 'POST' })
    // It begins after the write, so it does not join what began before, nor get its answer.
    till.upstream.answerWith((_, response) => response.end(bodyOf(8)))
    const after = till.call(path)
    held.release()
    expect(await pointsOf(await reading)).toBe(7)
    expect(await pointsOf(await after)).toBe(8)
    expect(await pointsOf(await till.call(path))).toBe(8)
  })

  test('by number and size: what was not used for longest goes', async () => {
    const till = await startCachingTill({ limits: { cacheEntries: 2, cacheEntryBytes: 1024 } })
    for (const customer of [1, 2, 1, 3]) await till.call(`${path}${customer}`)
    expect(till.agent.responseCache.size).toBe(2)
    const served = async (customer: number) => (await till.call(`${path}${customer}`)).headers.get('cache-status')
    expect(await served(1)).toContain('hit')
    expect(await served(2)).toContain('miss')

    const large = JSON.stringify({ entity: 'x'.repeat(5_000) })
    till.upstream.answerWith((_, response) => response.end(large))
    const passed = await till.call(`${path}4`)
    expect(passed.headers.get('cache-status')).toBe('till-agent; fwd=miss')
    expect(await passed.text()).toBe(large)
  })
})

describe('nothing is kept', () => {
  test.each<[string, string, RequestInit, Record<string, string>, string]>([
    ['of a route that the scheme does not name', '/via/loyalty/v1.1/coupon/isredeemable?code=1', {}, {}, bodyOf(1)],
    ['for a client that wants none of it', path, { headers: { 'Cache-Control': 'no-store' } }, {}, bodyOf(1)],
    ['of an answer that sets a cookie', path, {}, { 'Set-Cookie': 'a=b' }, bodyOf(1)],
    ['of an answer that is private', path, {}, { 'Cache-Control': 'private' }, bodyOf(1)],
    ['of a failure inside a 200', path, {}, {}, '{"response":{"status":{"success":"false","code":"500"}}}'],
  ])('%s', async (_, asked, init, headers, body) => {
    const till = await startCachingTill()
    till.upstream.answerWith((_request, response) => response.writeHead(200, headers).end(body))
    for (const _try of [1, 2]) expect((await till.call(asked, init)).status).toBe(200)
    expect(till.upstream.seen).toHaveLength(2)
    expect(till.agent.responseCache.size).toBe(0)
  })

  test('for another client', async () => {
    const till = await startCachingTill()
    await till.call(path)
    const grants = [{ upstream: 'loyalty', allow: ['capillary:look-up'] }]
    const { key } = till.agent.clients.add({ id: 'other', name: 'Other', grants, origins: [] })
    const other = await till.call(path, { headers: { 'Till-Agent-Key': key } })
    expect(other.headers.get('cache-status')).toBe('till-agent; fwd=miss; stored')
    // Its own end there; the first client's stay.
    const purged = await till.call('/v1/cache', { method: 'DELETE', headers: { 'Till-Agent-Key': key } })
    expect(await purged.json()).toEqual({ removed: 1 })
    expect((await till.call(path)).headers.get('cache-status')).toContain('hit')
  })

  test('in a file or the log', async () => {
    const till = await startCachingTill()
    for (const _ of [1, 2]) await till.call(path)
    till.expectNoLeak('919999999993')
  })
})

test('a scheme without such look-ups takes no setting for them', async () => {
  const till = await startTill()
  const entry = { id: 'orders', scheme: 'basic', baseUrl: 'https://127.0.0.1:9', userName: 'a', password: 'b' }
  const adding = till.agent.upstreams.add({ ...entry, cache: { freshSeconds: 1, staleSeconds: 1 } }, false)
  await expect(adding).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('metrics count where answers came from, and what is kept', async () => {
  const till = await startCachingTill()
  for (let look = 0; look < 3; look += 1) await till.call(path)
  const held = holdAnswers(till.upstream)
  const other = path.replace('919999999993', '919999999994')
  const both = Promise.all([till.call(other), till.call(other)])
  await expect.poll(() => till.upstream.seen.length).toBe(2)
  held.release()
  await both
  const text = await (await till.call('/metrics')).text()
  const figureOf = (name: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')
        .at(-1),
    )
  const counted = (outcome: string) => figureOf(`till_agent_look_ups_total{upstream="loyalty",outcome="${outcome}"}`)
  expect(['hit', 'stale', 'joined', 'forwarded'].map(counted)).toEqual([2, 0, 1, 2])
  expect(figureOf('till_agent_cache_entries')).toBe(2)
  expect(figureOf('till_agent_cache_bytes')).toBeGreaterThan(100)
})

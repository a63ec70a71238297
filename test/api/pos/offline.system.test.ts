import { expect, test } from 'vitest'
import { startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

test('a cloud that is pulled out turns the till offline at the first request, and it comes back by itself', async () => {
  const cloud = await startUpstream()
  const till = await startTill({ baseUrl: cloud.url, limits: { offlineProbeIntervalMs: 1_000 } })
  const sell = () => till.call('/via/loyalty/v1.1/customer/get?mobile=919999999993')
  const state = () => {
    const { condition, upstreams, concerns } = till.agent.status()
    return { condition, codes: concerns.map(({ code }) => code), since: upstreams[0]?.unreachableSince }
  }
  const well = { condition: 'ready', codes: [], since: undefined }

  expect((await sell()).status).toBe(200)
  expect(state()).toEqual(well)
  await cloud.close()
  const pulledAt = Date.now()
  expect((await sell()).status).toBe(503)
  expect(state()).toEqual({ condition: 'offline', codes: ['UPSTREAM_OFFLINE'], since: expect.any(Number) })
  expect(state().since).toBeGreaterThanOrEqual(pulledAt)
  cloud.forget()
  await cloud.reopen()
  await expect.poll(state).toEqual(well)
  // The question of its own was without any credential.
  expect(cloud.seen.map(({ method, target }) => `${method} ${target}`)).toEqual(['GET /'])
  expect(cloud.seen[0]?.headers.authorization).toBeUndefined()
})

import { expect, test } from 'vitest'
import { DirectivesFeed } from '#core/directives/directivesFeed.ts'
import { HostClock } from '#core/telemetry/hostClock.ts'
import { createTestClock } from '#test/support/clock.ts'

const dayMs = 24 * 60 * 60_000

test('a clock that is a day behind is known from any answer of the host, also one without a file', async () => {
  const clock = createTestClock()
  const hostClock = new HostClock(clock)
  expect(hostClock.skewMs).toBeUndefined()
  const answer = {
    kind: 'reply',
    status: 404,
    headers: {},
    body: '',
    latencyMs: 1,
    dateMs: clock.now() + dayMs,
  } as const
  const network = { http: () => ({ request: async () => answer }) }
  const feed = new DirectivesFeed(network, (dateMs) => hostClock.note(dateMs))
  await expect(feed.read('https://tills.example/updates', 'tills')).rejects.toThrow()
  expect(hostClock.skewMs).toBe(-dayMs)
})

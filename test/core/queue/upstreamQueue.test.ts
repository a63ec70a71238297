import { expect, test } from 'vitest'
import { UpstreamQueues } from '#core/queue/upstreamQueue.ts'
import { defaultLimits } from '#core/settings/limits.ts'

// Kept by the upstream itself, an upstream that was set up again got a second queue: its limits held for neither.
test('an upstream keeps its queue when it is set up again, and shares it with no other', () => {
  const queues = new UpstreamQueues({ ...defaultLimits, upstreamConnections: 1, queue: 1 })
  expect(queues.loadOf('loyalty')).toEqual({ activeRequests: 0, waitingRequests: 0 })
  const before = queues.of('loyalty').slots.acquire('pos', () => {})
  queues.of('loyalty').slots.acquire('pos', () => {})
  expect(queues.loadOf('loyalty')).toEqual({ activeRequests: 1, waitingRequests: 1 })
  expect(() => queues.of('loyalty').slots.acquire('pos', () => {})).toThrow()
  expect(queues.loadOf('orders')).toEqual({ activeRequests: 0, waitingRequests: 0 })
  before.release()
  expect(queues.loadOf('loyalty')).toEqual({ activeRequests: 1, waitingRequests: 0 })
})

import { expect, onTestFinished, test } from 'vitest'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { raiseWindowWhenNeeded } from '#main/window/attention.ts'
import { createTestClock } from '#test/support/clock.ts'

/** What waits for a person, a window that notes what it is calls, and a person who may be at work in it. */
function startScene() {
  const clock = createTestClock()
  const changes = new ChangeFeed()
  const calls: string[] = []
  const waiting = { pairings: [] as string[], verifications: [] as { id: string; client?: string }[] }
  let lastInputAtMs = Number.NEGATIVE_INFINITY
  const agent = {
    changes,
    pairings: { pending: () => waiting.pairings.map((id) => ({ id })) },
    verifications: { open: () => waiting.verifications },
  }
  const window = {
    raise: () => calls.push('raise'),
    restorePrevious: () => calls.push('restorePrevious'),
    idleMs: () => clock.monotonicMs() - lastInputAtMs,
  }
  onTestFinished(raiseWindowWhenNeeded({ agent: agent as never, window: window as never, clock }))
  return {
    clock,
    calls,
    type: () => {
      lastInputAtMs = clock.monotonicMs()
    },
    pairings: (...ids: string[]) => {
      waiting.pairings = ids
      changes.publish('pairings')
    },
    verifications: (...open: { id: string; client?: string }[]) => {
      waiting.verifications = open
      changes.publish('verifications')
    },
  }
}

test('the window is raised when a client waits, and lowered five seconds after the request has ended', async () => {
  const { clock, calls, pairings } = startScene()
  pairings('pr_1')
  expect(calls).toEqual(['raise'])
  await clock.advance(60_000)
  expect(calls).toEqual(['raise'])
  pairings()
  await clock.advance(4_999)
  expect(calls).toEqual(['raise'])
  await clock.advance(1)
  expect(calls).toEqual(['raise', 'restorePrevious'])
})

test('the window is raised once for each request, also for a second one while the first still waits', () => {
  const { calls, verifications } = startScene()
  verifications({ id: 'vf_1', client: 'pos' })
  verifications({ id: 'vf_1', client: 'pos' })
  expect(calls).toEqual(['raise'])
  verifications({ id: 'vf_1', client: 'pos' }, { id: 'vf_2', client: 'pos' })
  expect(calls).toEqual(['raise', 'raise'])
})

test('a verification that the cashier started leaves the window where it is', async () => {
  const { clock, calls, verifications } = startScene()
  verifications({ id: 'vf_1' })
  verifications()
  await clock.advance(60_000)
  expect(calls).toEqual([])
})

test('a request that begins within the five seconds keeps the window in front', async () => {
  const { clock, calls, pairings } = startScene()
  pairings('pr_1')
  pairings()
  await clock.advance(3_000)
  pairings('pr_2')
  await clock.advance(60_000)
  expect(calls).toEqual(['raise', 'raise'])
})

// The cashier types the next customer's number, and the window disappears.
test('the window stays while a person works in it', async () => {
  const { clock, calls, type, pairings } = startScene()
  pairings('pr_1')
  pairings()
  await clock.advance(4_000)
  type()
  await clock.advance(4_999)
  expect(calls).toEqual(['raise'])
  await clock.advance(1)
  expect(calls).toEqual(['raise', 'restorePrevious'])
})

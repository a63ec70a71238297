import { expect, onTestFinished, test } from 'vitest'
import { Changes } from '../../electron/core/changes.ts'
import { attend } from '../../electron/main/attention.ts'
import { createTestClock } from '../support/clock.ts'

/** What waits for a person, a window that notes what it is told, and a person who may be at work in it. */
function startScene() {
  const clock = createTestClock()
  const changes = new Changes()
  const told: string[] = []
  const waiting = { pairings: [] as string[], verifications: [] as { id: string; client?: string }[] }
  let touchedAtMs = Number.NEGATIVE_INFINITY
  const agent = {
    changes,
    pairings: { pending: () => waiting.pairings.map((id) => ({ id })) },
    verifications: { open: () => waiting.verifications },
  }
  const window = {
    bringOut: () => told.push('out'),
    goBack: () => told.push('back'),
    restMs: () => clock.monotonicMs() - touchedAtMs,
  }
  onTestFinished(attend({ agent: agent as never, window: window as never, clock }))
  return {
    clock,
    told,
    touch: () => {
      touchedAtMs = clock.monotonicMs()
    },
    pairings: (...ids: string[]) => {
      waiting.pairings = ids
      changes.tell('pairings')
    },
    verifications: (...open: { id: string; client?: string }[]) => {
      waiting.verifications = open
      changes.tell('verifications')
    },
  }
}

test('it comes out when a program waits, and goes back five seconds after that is over', async () => {
  const { clock, told, pairings } = startScene()
  pairings('pr_1')
  expect(told).toEqual(['out'])
  await clock.pass(60_000)
  expect(told).toEqual(['out'])
  pairings()
  await clock.pass(4_999)
  expect(told).toEqual(['out'])
  await clock.pass(1)
  expect(told).toEqual(['out', 'back'])
})

test('it comes out once for each, also for a second one while the first still waits', () => {
  const { told, verifications } = startScene()
  verifications({ id: 'vf_1', client: 'pos' })
  verifications({ id: 'vf_1', client: 'pos' })
  expect(told).toEqual(['out'])
  verifications({ id: 'vf_1', client: 'pos' }, { id: 'vf_2', client: 'pos' })
  expect(told).toEqual(['out', 'out'])
})

test('a verification that the cashier started in it moves nothing', async () => {
  const { clock, told, verifications } = startScene()
  verifications({ id: 'vf_1' })
  verifications()
  await clock.pass(60_000)
  expect(told).toEqual([])
})

test('what begins before it has gone keeps it there', async () => {
  const { clock, told, pairings } = startScene()
  pairings('pr_1')
  pairings()
  await clock.pass(3_000)
  pairings('pr_2')
  await clock.pass(60_000)
  expect(told).toEqual(['out', 'out'])
})

// The cashier types the next customer's number, and the window goes from under their hands.
test('it does not go while somebody works in it', async () => {
  const { clock, told, touch, pairings } = startScene()
  pairings('pr_1')
  pairings()
  await clock.pass(4_000)
  touch()
  await clock.pass(4_999)
  expect(told).toEqual(['out'])
  await clock.pass(1)
  expect(told).toEqual(['out', 'back'])
})

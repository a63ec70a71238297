import { expect, test } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { Fault } from '#core/base/fault.ts'
import type { Session } from '#core/scheme/scheme.ts'
import { Suspicions } from '#core/upstream/suspicions.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import { createTestClock } from '#test/support/clock.ts'

type Suspected = Pick<Upstream, 'id' | 'session' | 'locked' | 'proof'>

function start() {
  const clock = createTestClock()
  const log = createMemoryLog()
  const upstream: Suspected = { id: 'shop', session: {} as Session, locked: false, proof: undefined }
  const proofs: PromiseWithResolvers<unknown>[] = []
  const suspicions = new Suspicions({
    ...{ clock, log, upstreams: { find: (id) => (id === 'shop' ? upstream : undefined) } },
    events: {
      lock: () => {
        upstream.locked = true
        return true
      },
    },
    prove: () => {
      const proof = Promise.withResolvers<unknown>()
      proofs.push(proof)
      return proof.promise
    },
  })
  const suspect = (path = '/orders', method = 'GET') => suspicions.suspect('shop', { method, path })
  /** Suspects, and lets the proof succeed where there is one. */
  const clear = async (path?: string) => {
    const verdict = suspect(path)
    proofs.at(-1)?.resolve({})
    return verdict
  }
  return { clock, log, upstream, proofs, suspicions, suspect, clear }
}

test.each([
  ['is refused', new Fault('CREDENTIAL_REFUSED')],
  ['cannot be proven', new Fault('CREDENTIAL_UNPROVEN')],
  ['cannot be read', new Fault('KEYCHAIN_LOCKED')],
  ['meets a bug', new Error('a bug')],
])('a credential that %s is locked, and not proven again', async (_, thrown) => {
  const { upstream, proofs, suspect, log } = start()
  const verdict = suspect()
  proofs[0]?.reject(thrown)
  expect(await verdict).toBe('locked')
  expect(upstream).toMatchObject({ locked: true, proof: undefined })
  expect(await suspect('/others')).toBe('locked')
  expect(proofs).toHaveLength(1)
  expect(log.events.filter(({ event }) => event === 'bug')).toHaveLength(thrown instanceof Fault ? 0 : 1)
})

test('all that is suspected meanwhile waits for one proof', async () => {
  const { upstream, proofs, suspect } = start()
  const verdicts = Promise.all([suspect('/a'), suspect('/b'), suspect('/a')])
  expect([proofs.length, upstream.proof !== undefined]).toEqual([1, true])
  proofs[0]?.resolve({})
  expect(await verdicts).toEqual(['accepted', 'accepted', 'accepted'])
  expect(upstream).toMatchObject({ locked: false, proof: undefined })
  expect(await Promise.all([suspect('/a'), suspect('/b')])).toEqual(['accepted', 'accepted'])
  expect(proofs).toHaveLength(1)
})

test.each([
  ['the same route', '/orders', 'GET', 1],
  ['the same with another query', '/orders?customer=2', 'GET', 1],
  ['another method', '/orders', 'POST', 2],
  ['another path', '/orders/7', 'GET', 2],
])('once a route is cleared, %s (%s %s) has been proven %i times', async (_, path, method, times) => {
  const { proofs, clear, suspect } = start()
  expect(await clear('/orders?customer=1')).toBe('accepted')
  void suspect(path, method)
  expect(proofs).toHaveLength(times)
})

test('a route stays cleared for ten minutes', async () => {
  const { clock, proofs, clear } = start()
  await clear()
  await clock.advance(10 * 60_000 - 1)
  await clear()
  expect(proofs).toHaveLength(1)
  await clock.advance(1)
  await clear()
  expect(proofs).toHaveLength(2)
})

test('only so many routes stay cleared: the oldest are forgotten', async () => {
  const { clock, proofs, clear } = start()
  for (let n = 0; n <= 100; n += 1) {
    await clear(`/orders/${n}`)
    await clock.advance(6_000)
  }
  const before = proofs.length
  await clear('/orders/100')
  expect(proofs.length).toBe(before)
  // It is within its ten minutes only because it was the first of the last hundred.
  await clear('/orders/0')
  expect(proofs.length).toBe(before + 1)
})

// Each proof holds everybody else up: a program with a new path each time must not hold the shop.
test('a credential that was accepted ten times in a row is not asked about again at once', async () => {
  const { clock, proofs, clear } = start()
  for (let n = 0; n < 15; n += 1) expect(await clear(`/orders/${n}`)).toBe('accepted')
  expect(proofs).toHaveLength(10)
  await clock.advance(6_000)
  await clear('/orders/20')
  expect(proofs).toHaveLength(11)
})

test('another credential begins with nothing, and is not locked for the one before', async () => {
  const { upstream, proofs, suspect, clear } = start()
  await clear()
  upstream.session = {} as Session
  const old = suspect()
  expect(proofs).toHaveLength(2)
  upstream.session = {} as Session
  upstream.proof = undefined
  const own = suspect()
  const ownProof = upstream.proof
  proofs[1]?.reject(new Fault('CREDENTIAL_REFUSED'))
  expect(await old).toBe('accepted')
  expect(upstream).toMatchObject({ locked: false, proof: ownProof })
  proofs[2]?.reject(new Fault('CREDENTIAL_REFUSED'))
  expect([await own, upstream.locked]).toEqual(['locked', true])
})

test('an upstream that was removed, or has no credential, is not proven', async () => {
  const { upstream, proofs, suspicions, suspect } = start()
  expect(await suspicions.suspect('gone', { method: 'GET', path: '/' })).toBe('accepted')
  upstream.session = undefined
  expect(await suspect()).toBe('accepted')
  expect(proofs).toEqual([])
})

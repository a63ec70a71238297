import type { LookupAddress } from 'node:dns'
import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectTcp } from '#adapters/sockets/tcpConnect.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const timeoutMs = 5_000
const [v6, v4] = ['2001:db8::7', '192.0.2.7']

/** What an address does with an attempt: answers or refuses after a while, or swallows it. */
type Behaviour = { afterMs: number; refusesWith?: string } | 'swallows'

interface Attempt {
  address: string
  atMs: number
  socket: Socket & { isDestroyed: boolean }
}

/** A network of addresses, and a resolver that knows them all by one name; the clock is the test's. */
function connectTo(addresses: Record<string, Behaviour>, families: readonly string[] = Object.keys(addresses)) {
  const startMs = Date.now()
  const attempts: Attempt[] = []
  const dial = (address: string) => {
    const socket = Object.assign(new EventEmitter(), {
      isDestroyed: false,
      destroy: () => {
        socket.isDestroyed = true
      },
    }) as unknown as Attempt['socket']
    attempts.push({ address, atMs: Date.now() - startMs, socket })
    const behaviour = addresses[address] ?? 'swallows'
    if (behaviour !== 'swallows') setTimeout(() => settle(socket, behaviour), behaviour.afterMs)
    return socket
  }
  const outcome: { result?: string; atMs?: number } = {}
  const found = families.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }))
  const cancel = connectTcp(
    { host: 'cloud.example', timeoutMs, dial, lookup: (_, tell) => tell(undefined, found) },
    (error, socket) => {
      const winner = attempts.find((attempt) => attempt.socket === socket)
      Object.assign(outcome, { result: error?.code ?? winner?.address, atMs: Date.now() - startMs })
    },
  )
  const dialled = () => attempts.map(({ address, atMs }) => [address, Math.round(atMs)])
  return { outcome, attempts, dialled, cancel }
}

function settle(socket: Socket, { refusesWith }: Exclude<Behaviour, 'swallows'>): void {
  if (refusesWith === undefined) socket.emit('connect')
  else socket.emit('error', Object.assign(new Error(refusesWith), { code: refusesWith }))
}

// Node gave each address but the last 250 ms and gave it up: a cloud 600 ms away whose name has IPv6 was never reached.
test.each<[string, Behaviour]>([
  ['has no way out', { afterMs: 0, refusesWith: 'ENETUNREACH' }],
  ['is refused', { afterMs: 600, refusesWith: 'ECONNREFUSED' }],
  ['swallows everything', 'swallows'],
])('a cloud that is 600 ms away is reached when IPv6 %s', async (_, dead) => {
  const { outcome, dialled } = connectTo({ [v6]: dead, [v4]: { afterMs: 600 } })
  await vi.advanceTimersByTimeAsync(timeoutMs)
  const secondMs = dead === 'swallows' || dead.afterMs > 250 ? 250 : 0
  expect(dialled()).toEqual([
    [v6, 0],
    [v4, secondMs],
  ])
  expect(outcome).toEqual({ result: v4, atMs: secondMs + 600 })
})

test('a slow address goes on while the next is tried, and whoever answers first is taken', async () => {
  const { outcome, attempts } = connectTo({ [v6]: { afterMs: 600 }, [v4]: { afterMs: 600 } })
  await vi.advanceTimersByTimeAsync(timeoutMs)
  expect(outcome).toEqual({ result: v6, atMs: 600 })
  expect(attempts.map(({ socket }) => socket.isDestroyed)).toEqual([false, true])
})

test('families take turns, so that a dead one does not stand in front of the other', async () => {
  const six = [1, 2, 3].map((n) => `2001:db8::${n}`)
  const { dialled } = connectTo({}, [...six, '192.0.2.1', '192.0.2.2'])
  await vi.advanceTimersByTimeAsync(timeoutMs)
  expect(dialled().map(([address]) => address)).toEqual([six[0], '192.0.2.1', six[1], '192.0.2.2', six[2]])
})

test('of forty addresses that swallow everything, the last has half of the time left', async () => {
  const many = Array.from({ length: 40 }, (_, at) => `192.0.2.${at + 1}`)
  const { outcome, dialled } = connectTo({ [many.at(-1) ?? '']: { afterMs: 2_000 } }, many)
  await vi.advanceTimersByTimeAsync(timeoutMs)
  expect(dialled()).toHaveLength(40)
  expect(dialled().at(-1)?.[1]).toBeLessThanOrEqual(2_500)
  expect(outcome.result).toBe(many.at(-1))
})

test.each<[Behaviour, Behaviour, string]>([
  [{ afterMs: 0, refusesWith: 'ENETUNREACH' }, { afterMs: 0, refusesWith: 'ECONNREFUSED' }, 'ECONNREFUSED'],
  [{ afterMs: 0, refusesWith: 'ECONNREFUSED' }, { afterMs: 0, refusesWith: 'ENETUNREACH' }, 'ECONNREFUSED'],
  ['swallows', { afterMs: 0, refusesWith: 'ECONNREFUSED' }, 'CONNECT_TIMEOUT'],
])('when no address answers, the error is the one that tells most (%j, %j)', async (first, second, expected) => {
  const { outcome, attempts } = connectTo({ [v6]: first, [v4]: second })
  await vi.advanceTimersByTimeAsync(timeoutMs)
  expect(outcome.result).toBe(expected)
  if (first === 'swallows') expect(attempts[0]?.socket.isDestroyed).toBe(true)
})

test('a resolver that never answers ends with the time', async () => {
  let result: string | undefined
  const dial = () => expect.unreachable()
  connectTcp({ host: 'cloud.example', timeoutMs, dial, lookup: () => {} }, (error) => {
    result = error?.code
  })
  await vi.advanceTimersByTimeAsync(timeoutMs - 1)
  expect(result).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1)
  expect(result).toBe('CONNECT_TIMEOUT')
})

test('a name without an address is not known', async () => {
  const { outcome } = connectTo({})
  expect(outcome.result).toBe('ENOTFOUND')
})

test('once cancelled, nobody is told and nothing is left open', async () => {
  const { outcome, attempts, cancel } = connectTo({ [v6]: 'swallows', [v4]: { afterMs: 100 } })
  await vi.advanceTimersByTimeAsync(300)
  cancel()
  await vi.advanceTimersByTimeAsync(timeoutMs)
  expect(outcome).toEqual({})
  expect(attempts.map(({ socket }) => socket.isDestroyed)).toEqual([true, true])
})

import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'

const clients = Array.from({ length: 8 }, (_, at) => ({ id: `pos-${at}` }))

/** An upstream that only counts connections, and handles each as told. */
interface RawUpstream {
  url: string
  connections(): number
  /** Sets how connections are handled from now on, open ones included. */
  behave(behaviour: (socket: Socket) => void): void
}

const hangUp = (socket: Socket): void => {
  socket.destroy()
}
const keepSilent = (_: Socket) => {}
const answer = (socket: Socket) => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
}

async function startRawUpstream(): Promise<RawUpstream> {
  const sockets = new Set<Socket>()
  let behaviour = hangUp
  let connections = 0
  const server: Server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    // A connection that is only kept warm sends nothing.
    socket.on('data', () => behaviour(socket))
    if (behaviour === hangUp) behaviour(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    connections: () => connections,
    behave: (next) => {
      behaviour = next
    },
  }
}

const startBehind = (upstream: RawUpstream): Promise<RunningAgent> => startAgent({ baseUrl: upstream.url, clients })

/** Sends so many requests of each client, all at once, and tells how each ended. */
async function askAll(agent: RunningAgent, each: number, init: RequestInit = {}): Promise<string[]> {
  const calls = clients.flatMap(({ id }) =>
    Array.from({ length: each }, () => agent.call(id, '/via/loyalty/v2/x', init)),
  )
  return Promise.all(
    calls.map(async (call) => {
      const response = await call
      await response.arrayBuffer()
      return response.headers.get('till-agent-fault') ?? String(response.status)
    }),
  )
}

describe('T51 retry storms and loops: an upstream in trouble is not asked more than before', () => {
  test('T51 without requests, a till connects about once a second at most', async () => {
    const upstream = await startRawUpstream()
    await startBehind(upstream)
    const before = upstream.connections()
    await wait(4_000)
    expect(upstream.connections() - before).toBeLessThanOrEqual(6)
  })

  test('T51 each request connects once, a look-up at most twice; memory stays flat', async () => {
    const upstream = await startRawUpstream()
    const agent = await startBehind(upstream)
    await askAll(agent, 12)
    const [connectionsBefore, mbBefore] = [upstream.connections(), agent.memoryMb()]
    const lookUps = await askAll(agent, 12)
    expect(lookUps.every((outcome) => /^UPSTREAM_(SILENT|UNREACHABLE)$/.test(outcome))).toBe(true)
    const connectionsAfter = upstream.connections()
    // Besides the requests' own connections there is only the one that is kept warm.
    expect(connectionsAfter - connectionsBefore).toBeLessThanOrEqual(2 * lookUps.length + 10)
    const sales = await askAll(agent, 12, { method: 'POST', body: '{}' })
    expect(sales.every((outcome) => /^(OUTCOME_UNKNOWN|UPSTREAM_UNREACHABLE)$/.test(outcome))).toBe(true)
    expect(upstream.connections() - connectionsAfter).toBeLessThanOrEqual(sales.length + 10)
    expect(agent.memoryMb() - mbBefore).toBeLessThan(60)
  })

  test('T51 all waiting requests share the connections there are, and no more are opened when it responds again', async () => {
    const upstream = await startRawUpstream()
    upstream.behave(keepSilent)
    const agent = await startBehind(upstream)
    const waiting = askAll(agent, 12, { headers: { 'Till-Agent-Timeout-Ms': '1000' } })
    await expect.poll(upstream.connections).toBeGreaterThanOrEqual(32)
    expect((await waiting).every((outcome) => /^UPSTREAM_(SILENT|BUSY)$/.test(outcome))).toBe(true)
    const gaveUp = upstream.connections()
    expect(gaveUp).toBeLessThanOrEqual(3 * 33)
    upstream.behave(answer)
    const served = await askAll(agent, 12)
    expect(served.every((outcome) => outcome === '200')).toBe(true)
    expect(upstream.connections() - gaveUp).toBeLessThanOrEqual(33)
  })

  test('T51 a Retry-After is for the caller: it is passed on, and nothing is sent again', async () => {
    const upstream = await startRawUpstream()
    let requests = 0
    upstream.behave((socket) => {
      requests += 1
      socket.write('HTTP/1.1 503 Busy\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n')
    })
    const agent = await startBehind(upstream)
    const response = await agent.call('pos-0', '/via/loyalty/v2/x')
    expect([response.status, response.headers.get('retry-after'), requests]).toEqual([503, '17', 1])
  })
})

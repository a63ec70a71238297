import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { patience } from '../support/agentProcess.ts'
import { type AttackedAgent, startAttackedAgent } from '../support/attackedAgent.ts'

const clients = Array.from({ length: 8 }, (_, at) => ({ id: `pos-${at}` }))

/** An upstream as its network sees it: connections, and what is done with each. */
interface Line {
  url: string
  connections(): number
  /** What is done with connections from now on, those that are open included. */
  behave(behaviour: (socket: Socket) => void): void
}

const hangUp = (socket: Socket): void => {
  socket.destroy()
}
const stayMute = (_: Socket) => {}
const answer = (socket: Socket) => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
}

async function startLine(): Promise<Line> {
  const sockets = new Set<Socket>()
  let behaviour = hangUp
  let connections = 0
  const server: Server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    // A connection that is only kept warm says nothing, and is answered nothing.
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

async function startBehind(line: Line): Promise<AttackedAgent> {
  const agent = await startAttackedAgent({ baseUrl: line.url, clients })
  onTestFinished(() => agent.end())
  return agent
}

/** So many requests of each client, all at once: how each ended. */
async function askAll(agent: AttackedAgent, each: number, init: RequestInit = {}): Promise<string[]> {
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
  test('T51 while nobody asks, a till knocks about once a second at most', async () => {
    const line = await startLine()
    await startBehind(line)
    const before = line.connections()
    await wait(4_000)
    expect(line.connections() - before).toBeLessThanOrEqual(6)
  })

  test('T51 each request knocks once, a look-up at most twice; memory stays flat', async () => {
    const line = await startLine()
    const agent = await startBehind(line)
    await askAll(agent, 12)
    const [knocksBefore, mbBefore] = [line.connections(), agent.memoryMb()]
    const lookUps = await askAll(agent, 12)
    expect(lookUps.every((outcome) => /^UPSTREAM_(SILENT|UNREACHABLE)$/.test(outcome))).toBe(true)
    const knocksAfter = line.connections()
    // Beside the requests themselves only the one connection that is kept warm.
    expect(knocksAfter - knocksBefore).toBeLessThanOrEqual(2 * lookUps.length + 10)
    const sales = await askAll(agent, 12, { method: 'POST', body: '{}' })
    expect(sales.every((outcome) => /^(OUTCOME_UNKNOWN|UPSTREAM_UNREACHABLE)$/.test(outcome))).toBe(true)
    expect(line.connections() - knocksAfter).toBeLessThanOrEqual(sales.length + 10)
    expect(agent.memoryMb() - mbBefore).toBeLessThan(60)
  })

  test('T51 all who wait share the connections there are, and there is no herd when it answers again', async () => {
    const line = await startLine()
    line.behave(stayMute)
    const agent = await startBehind(line)
    const waiting = askAll(agent, 12, { headers: { 'Till-Agent-Timeout-Ms': '1000' } })
    await expect.poll(line.connections, patience).toBeGreaterThanOrEqual(32)
    expect((await waiting).every((outcome) => /^UPSTREAM_(SILENT|BUSY)$/.test(outcome))).toBe(true)
    const gaveUp = line.connections()
    expect(gaveUp).toBeLessThanOrEqual(3 * 33)
    line.behave(answer)
    const served = await askAll(agent, 12)
    expect(served.every((outcome) => outcome === '200')).toBe(true)
    expect(line.connections() - gaveUp).toBeLessThanOrEqual(33)
  })

  test('T51 a Retry-After is the caller’s to obey: it is handed on, and nothing is sent again', async () => {
    const line = await startLine()
    let requests = 0
    line.behave((socket) => {
      requests += 1
      socket.write('HTTP/1.1 503 Busy\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n')
    })
    const agent = await startBehind(line)
    const response = await agent.call('pos-0', '/via/loyalty/v2/x')
    expect([response.status, response.headers.get('retry-after'), requests]).toEqual([503, '17', 1])
  })
})

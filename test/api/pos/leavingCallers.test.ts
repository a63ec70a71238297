import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { canaries } from '#test/support/canaries.ts'
import { startTill, type Till, type TillOptions } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** So long that nothing ends by itself. */
const limits = { connectTimeoutMs: 120_000, answerTimeoutMs: 600_000, keychainTimeoutMs: 600_000 }

/** Callers in the middle of a body: two have sent little of it, two more than anything takes without reading it. */
const leavers = [
  { sends: 'little', leave: (socket: Socket) => socket.destroy() },
  { sends: 'little', leave: (socket: Socket) => socket.resetAndDestroy() },
  { sends: 'much', leave: (socket: Socket) => socket.destroy() },
  { sends: 'much', leave: (socket: Socket) => socket.resetAndDestroy() },
] as const

/** Sends the head and a part of the body of a request. */
async function beginRequest(till: Till, path: string, bytes: number): Promise<Socket> {
  const socket = connect(till.port, '127.0.0.1').on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  const head = [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${till.port}`, `Till-Agent-Key: ${till.key}`]
  socket.write([...head, `Content-Length: ${bytes + 50_000}`, '', ''].join('\r\n'))
  socket.write(Buffer.alloc(bytes, ' '))
  return socket.resume()
}

/** A port at which connections are taken, and nothing is read or said. */
async function startSilence(): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer({ pauseOnConnect: true }, (socket) => sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A till whose requests to `path` wait; one caller who stays may be the reason. */
interface WaitingPlace {
  till: Till
  path: string
  /** What callers send who send much. */
  muchBytes?: number
}

/** @param held connections that one client may hold: three quarters of all */
const open = (options: TillOptions, held: number = leavers.length) =>
  startTill({ ...options, limits: { ...limits, localConnections: Math.ceil(held / 0.75), ...options.limits } })

/** One who asks and waits until the test is over. */
function stay(till: Till, path: string): void {
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  till.call(path, { signal: leaving.signal }).catch(() => {})
}

/** The upstream answers nobody, and the first request is with it. */
async function behindAnother(path: string, more: TillOptions['limits']): Promise<WaitingPlace> {
  const upstream = await startUpstream(() => {})
  const till = await open({ baseUrl: upstream.url, limits: { ...more } }, leavers.length + 1)
  stay(till, path)
  await expect.poll(upstream.heads).toBe(1)
  return { till, path }
}

const places: Record<string, () => Promise<WaitingPlace>> = {
  'a connection that others use': () => behindAnother('/via/loyalty/x', { upstreamConnections: 1 }),
  'the turn of its customer': () => behindAnother('/via/loyalty/v2/customers/7', {}),
  'the rest of a body that is examined': async () => {
    const till = await open({})
    return { till, path: '/via/loyalty/v2/otp/generate' }
  },
  'a token': async () => {
    const service = await startUpstream(() => {})
    const [baseUrl, tokenUrl] = ['https://127.0.0.1:9', `${service.url}/token`]
    const secrets = { clientId: 'store-7', clientSecret: canaries.oauthSecret }
    const till = await open({ upstream: { id: 'loyalty', scheme: 'oauth2', baseUrl, tokenUrl, ...secrets } })
    return { till, path: '/via/loyalty/x' }
  },
  'the proof of a credential in doubt': async () => {
    const upstream = await startUpstream(({ url }, response) => {
      if (url === '/x') response.writeHead(401).end()
    })
    const till = await open({ baseUrl: upstream.url }, leavers.length + 1)
    stay(till, '/via/loyalty/x')
    await expect.poll(upstream.heads).toBe(2)
    return { till, path: '/via/loyalty/y' }
  },
  'a connection that is being opened': async () => {
    const till = await open({ baseUrl: `https://127.0.0.1:${await startSilence()}` })
    return { till, path: '/via/loyalty/x' }
  },
  'an upstream that reads nothing': async () => {
    const till = await open({ baseUrl: `http://127.0.0.1:${await startSilence()}` })
    return { till, path: '/via/loyalty/x', muchBytes: 7_000_000 }
  },
}

/** 429 while the client holds as many connections as it may. */
const statusOf = async (till: Till) => (await till.call('/v1/status')).status

/** How the requests ended. */
function codesIn(till: Till): unknown[] {
  return till.log.events.filter(({ event }) => event === 'request').map(({ fields }) => fields.code)
}

// A request whose body was not read kept its place and its connection for as long as it waited, whether its caller was there or not.
describe('a caller who leaves in the middle of a body gives back place and connection while its request waits for', () => {
  test.each(Object.entries(places))('%s', async (_, start) => {
    const { till, path, muchBytes = 900_000 } = await start()
    const before = till.agent.broker.loadOf('loyalty')
    const received = vi.spyOn(till.agent.broker, 'send')
    const sockets = await Promise.all(
      leavers.map(({ sends }) => beginRequest(till, path, sends === 'little' ? 1_000 : muchBytes)),
    )
    await expect.poll(() => received.mock.calls.length).toBe(leavers.length)
    expect(await statusOf(till)).toBe(429)
    for (const [at, { leave }] of leavers.entries()) leave(sockets[at] as Socket)
    await expect.poll(() => codesIn(till)).toEqual(leavers.map(() => 'CALLER_GONE'))
    expect(till.agent.broker.loadOf('loyalty')).toEqual(before)
    await expect.poll(() => Promise.all(leavers.map(() => statusOf(till)))).toEqual(leavers.map(() => 200))
  })
})

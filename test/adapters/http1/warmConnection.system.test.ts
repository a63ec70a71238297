import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpLink } from '#adapters/http1/httpLink.ts'
import { readCaFile } from '#adapters/tls/tlsTrust.ts'
import type { Link, LinkFailure } from '#core/network/link.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'

const ca = await makePrivateCa()

/** A TLS upstream that can go away and come back on the same port, and tells how it was connected to. */
async function startCloud() {
  const handshakes: { reused: boolean }[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ key: ca.key, cert: ca.cert }, (_, response) => response.end('answer'))
  server.on('secureConnection', (socket: TLSSocket) => {
    handshakes.push({ reused: socket.isSessionReused() })
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const goAway = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  onTestFinished(async () => {
    if (server.listening) await goAway()
  })
  const comeBack = () => listen(port)
  return { url: `https://127.0.0.1:${port}`, handshakes, sockets, goAway, comeBack }
}

function openLink(baseUrl: string, trusted = true): Link {
  const link = createHttpLink({ baseUrl }, trusted ? readCaFile(ca.caFile) : undefined, defaultLimits)
  onTestFinished(() => link.close())
  return link
}

function ask(link: Link): Promise<string | LinkFailure> {
  return new Promise((resolve) => {
    let text = ''
    link.send(
      { method: 'GET', path: '/', headers: [], body: undefined, answerTimeoutMs: 5_000, isTimeoutFixed: false },
      {
        onHead: (status) => {
          text += `${status} `
        },
        onData: (chunk) => {
          text += chunk
          return true
        },
        onEnd: () => resolve(text),
        onFailure: resolve,
      },
    )
  })
}

/** Each end learns by itself that the handshake is over. */
async function isWarm(link: Link, { sockets }: { sockets: Set<Socket> }): Promise<void> {
  await expect.poll(() => [link.openConnections(), sockets.size]).toEqual([1, 1])
}

test('the first request uses a connection that is already open', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await isWarm(link, cloud)
  const [opened] = cloud.sockets
  const asked = once(opened as Socket, 'data')
  expect(await ask(link)).toBe('200 answer')
  await asked
  await expect.poll(() => link.openConnections()).toBe(2)
})

test('later connections resume the TLS session of the first', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await isWarm(link, cloud)
  // The ticket of a session comes after the handshake and before the first answer: RFC 8446 §4.6.1.
  await ask(link)
  for (const socket of cloud.sockets) socket.destroy()
  const reconnect = async () => {
    await ask(link)
    return cloud.handshakes.at(-1)?.reused
  }
  await expect.poll(reconnect).toBe(true)
  expect(cloud.handshakes[0]?.reused).toBe(false)
})

test('after the link was down a connection is open again before the next request', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await isWarm(link, cloud)
  await cloud.goAway()
  await expect.poll(() => link.openConnections()).toBe(0)
  expect(await ask(link)).toMatchObject({ kind: 'unreachable', sent: false })
  await cloud.comeBack()
  await expect.poll(() => link.openConnections()).toBe(1)
  expect(await ask(link)).toBe('200 answer')
})

// A connection that died while the machine slept looks alive to us: the first sale would wait for an answer to nobody.
test('rewarm replaces all connections, and requests under way finish first', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await isWarm(link, cloud)
  await ask(link)
  await expect.poll(() => cloud.sockets.size).toBe(2)
  const before = [...cloud.sockets]
  const underWay = ask(link)
  link.rewarm()
  expect(await underWay).toBe('200 answer')
  await expect.poll(() => before.every((socket) => socket.destroyed)).toBe(true)
  await isWarm(link, cloud)
  expect(await ask(link)).toBe('200 answer')
})

// A cloud that closes idle connections with a parting "408" could have it taken for the answer to the next sale.
test('bytes that arrive before a request are never its response', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await expect.poll(() => cloud.sockets.size).toBe(1)
  await isWarm(link, cloud)
  const [spare] = cloud.sockets
  spare?.write('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n')
  await once(spare as Socket, 'close')
  expect(await ask(link)).toBe('200 answer')
})

test('an untrusted upstream gets no warm connection', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url, false)
  expect(await ask(link)).toMatchObject({ kind: 'untrusted', sent: false })
  expect(link.openConnections()).toBe(0)
})

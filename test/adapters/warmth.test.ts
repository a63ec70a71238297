import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { readCaFile } from '../../electron/adapters/tlsTrust.ts'
import { createUndiciLink } from '../../electron/adapters/undiciLink.ts'
import { defaultLimits } from '../../electron/core/limits.ts'
import type { Link, LinkFailure } from '../../electron/core/link.ts'
import { makePrivateCa } from '../support/privateCa.ts'

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
  const link = createUndiciLink({ baseUrl }, trusted ? readCaFile(ca.caFile) : undefined, defaultLimits)
  onTestFinished(() => link.close())
  return link
}

function ask(link: Link): Promise<string | LinkFailure> {
  return new Promise((resolve) => {
    let text = ''
    link.send(
      { method: 'GET', path: '/', headers: [], body: undefined, answerTimeoutMs: 5_000 },
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

test('the first request finds a connection that is open already', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await expect.poll(() => link.openConnections()).toBe(1)
  const [opened] = cloud.sockets
  const asked = once(opened as Socket, 'data')
  expect(await ask(link)).toBe('200 answer')
  await asked
  await expect.poll(() => link.openConnections()).toBe(2)
})

test('later connections resume the TLS session of the first', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await expect.poll(() => link.openConnections()).toBe(1)
  await ask(link)
  await expect.poll(() => cloud.handshakes.length).toBe(2)
  expect(cloud.handshakes.map(({ reused }) => reused)).toEqual([false, true])
})

test('after the link was down a connection stands ready again, without a request', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await expect.poll(() => link.openConnections()).toBe(1)
  await cloud.goAway()
  await expect.poll(() => link.openConnections()).toBe(0)
  expect(await ask(link)).toMatchObject({ kind: 'unreachable', sent: false })
  await cloud.comeBack()
  await expect.poll(() => link.openConnections(), { timeout: 10_000 }).toBe(1)
  expect(await ask(link)).toBe('200 answer')
})

// A connection that died while the machine slept looks alive to us: the first sale would wait for an answer to nobody.
test('told to warm anew, it lets the old connections go and has a fresh one; what is under way ends first', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await expect.poll(() => link.openConnections()).toBe(1)
  await ask(link)
  await expect.poll(() => cloud.sockets.size).toBe(2)
  const before = [...cloud.sockets]
  const underWay = ask(link)
  link.rewarm()
  expect(await underWay).toBe('200 answer')
  await expect.poll(() => before.every((socket) => socket.destroyed)).toBe(true)
  await expect.poll(() => link.openConnections()).toBe(1)
  expect(cloud.sockets.size).toBe(1)
  expect(await ask(link)).toBe('200 answer')
})

// A cloud that closes idle connections with a parting "408" could have it taken for the answer to the next sale.
test('what a connection says unasked is never an answer', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url)
  await expect.poll(() => cloud.sockets.size).toBe(1)
  await expect.poll(() => link.openConnections()).toBe(1)
  const [spare] = cloud.sockets
  spare?.write('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n')
  await once(spare as Socket, 'close')
  expect(await ask(link)).toBe('200 answer')
})

test('an upstream that is not believed is not warmed either', async () => {
  const cloud = await startCloud()
  const link = openLink(cloud.url, false)
  expect(await ask(link)).toMatchObject({ kind: 'untrusted', sent: false })
  expect(link.openConnections()).toBe(0)
})

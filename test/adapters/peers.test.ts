import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { socketsIn } from '../../electron/adapters/linuxSockets.ts'
import { fileInLsof, peerEndsIn, peerInLsof, peerInNetstat, systemPeers } from '../../electron/adapters/peers.ts'

/** A listener that lets everybody in; it closes with the test. */
async function listenOn(host: string, port = 0): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => {})).listen(port, host)
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return server
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

/** Another program that holds a connection, until it is killed or the test ends. */
async function connectFrom(host: string, port: number, localPort = 0) {
  const command = join(import.meta.dirname, 'connectCommand.ts')
  const args = [command, host, String(port), String(localPort), '--password=hush']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(kill)
  for await (const line of createInterface(child.stdout)) return { pid: child.pid, peerPort: Number(line), kill }
  throw new Error(`It did not connect: ${await text(child.stderr)}`)
}

const node = realpathSync(process.execPath)

describe.runIf(process.platform === 'linux')('the program at the other end of a connection', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1', 'IPv4'],
    ['::1', '::1', 'IPv6'],
    // As programs in Java connect.
    ['127.0.0.1', '::ffff:127.0.0.1', 'IPv4'],
  ] as const)('is found on %s by %s: its process and its file, no argument', async (host, by, family) => {
    const ownPort = portOf(await listenOn(host))
    const { pid, peerPort } = await connectFrom(by, ownPort)
    expect(await systemPeers.programAt({ family, peerPort, ownPort })).toEqual({ pid, path: node })
  })

  // Otherwise a program could pass for the checkout by taking its port for another connection of its own.
  test('is not taken for one that has the same port elsewhere', async () => {
    const ours = portOf(await listenOn('127.0.0.1'))
    await listenOn('::1', ours)
    const elsewhere = portOf(await listenOn('127.0.0.1'))
    const honest = await connectFrom('127.0.0.1', ours)
    const { peerPort } = honest
    const other = await connectFrom('::1', ours, peerPort)
    const found = (family: 'IPv4' | 'IPv6', ownPort: number) => systemPeers.programAt({ family, peerPort, ownPort })
    expect((await found('IPv4', ours))?.pid).toBe(honest.pid)
    expect((await found('IPv6', ours))?.pid).toBe(other.pid)
    expect(await found('IPv4', elsewhere)).toBeUndefined()
  })

  test('is nobody after it ended', async () => {
    const ownPort = portOf(await listenOn('127.0.0.1'))
    const { peerPort, kill } = await connectFrom('127.0.0.1', ownPort)
    await kill()
    expect(await systemPeers.programAt({ family: 'IPv4', peerPort, ownPort })).toBeUndefined()
  })
})

const ipv4 = { family: 'IPv4', peerPort: 50_123, ownPort: 47_600 } as const
const ipv6 = { ...ipv4, family: 'IPv6' } as const

test('a table of sockets tells both ends, and connections that are over', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:B9F0 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0 100 0 0 10 0
   1: 0100007F:B9F0 0100007F:C3CB 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0 20 4 30 10 -1
   2: 0100007F:C3CB 0100007F:B9F0 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0 20 4 30 10 -1
   3: 0A00020F:C3CB 0100007F:B9F0 01 00000000:00000000 00:00000000 00000000  1000        0 444 1 0 20 4 30 10 -1
   4: 0100007F:C3CB 0100007F:B9F0 06 00000000:00000000 00:00000000 00000000  1000        0 555 1 0 20 4 30 10 -1
`
  expect(peerEndsIn(socketsIn(table), ipv4).map(({ inode }) => inode)).toEqual(['333'])
  expect(peerEndsIn(socketsIn(table), ipv6)).toEqual([])
})

test('lsof is understood', () => {
  const sockets = [
    'p9\nf3\nn127.0.0.1:47600->127.0.0.1:50123',
    'p10\nf4\nn192.168.1.4:50123->192.0.2.1:443\nf5\nn[::1]:50123->[::1]:47600',
    'p4711\nf23\nn127.0.0.1:50123->127.0.0.1:47600\n',
  ].join('\n')
  expect(peerInLsof(sockets, ipv4)).toBe(4711)
  expect(peerInLsof(sockets, ipv6)).toBe(10)
  expect(peerInLsof('', ipv4)).toBeUndefined()
  const files = 'p4711\nftxt\nn/Applications/POS Client.app/Contents/MacOS/POS Client\nftxt\nn/usr/lib/dyld\n'
  expect(fileInLsof(files)).toBe('/Applications/POS Client.app/Contents/MacOS/POS Client')
  expect(fileInLsof('')).toBeUndefined()
})

test('netstat is understood, also in German', () => {
  const netstat = [
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    127.0.0.1:47600        127.0.0.1:50123        HERGESTELLT     9',
    '  TCP    127.0.0.1:50123        127.0.0.1:47600        HERGESTELLT     4711',
    '  TCP    192.168.1.4:50123      192.0.2.1:443          HERGESTELLT     10',
    '  TCP    [::1]:50123            [::1]:47600            HERGESTELLT     11',
  ].join('\r\n')
  expect(peerInNetstat(netstat, ipv4)).toBe(4711)
  expect(peerInNetstat(netstat, ipv6)).toBe(11)
  expect(peerInNetstat(netstat, { ...ipv4, peerPort: 1 })).toBeUndefined()
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, readdirSync, readFileSync, realpathSync, renameSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemPeers } from '#adapters/system/peerProcess.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

/** A listener that lets everybody in; it closes with the test. */
async function listenOn(host: string, port = 0): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => {})).listen(port, host)
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return server
}

const now = () => performance.now()
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

describe.runIf(has('linux'))('the program at the other end of a connection', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1', 'IPv4'],
    ['::1', '::1', 'IPv6'],
    // As programs in Java connect.
    ['127.0.0.1', '::ffff:127.0.0.1', 'IPv4'],
  ] as const)('is found on %s by %s: its process and its file, no argument', async (host, by, family) => {
    const ownPort = portOf(await listenOn(host))
    const { pid, peerPort } = await connectFrom(by, ownPort)
    expect(await systemPeers.programAt({ ...{ family, peerPort, ownPort }, openedAtMs: now() })).toEqual({
      ...{ pid, path: node, startedAt: expect.stringMatching(/^\d+$/) },
    })
  })

  // Otherwise a program could pass for the checkout by taking its port for another connection of its own.
  test('is not confused with one that has the same port on another address', async () => {
    const ours = portOf(await listenOn('127.0.0.1'))
    await listenOn('::1', ours)
    const elsewhere = portOf(await listenOn('127.0.0.1'))
    const honest = await connectFrom('127.0.0.1', ours)
    const { peerPort } = honest
    const other = await connectFrom('::1', ours, peerPort)
    const found = (family: 'IPv4' | 'IPv6', ownPort: number) =>
      systemPeers.programAt({ family, peerPort, ownPort, openedAtMs: now() })
    expect((await found('IPv4', ours))?.pid).toBe(honest.pid)
    expect((await found('IPv6', ours))?.pid).toBe(other.pid)
    expect(await found('IPv4', elsewhere)).toBeUndefined()
  })

  test('is unknown after it has ended', async () => {
    const ownPort = portOf(await listenOn('127.0.0.1'))
    const { peerPort, kill } = await connectFrom('127.0.0.1', ownPort)
    await kill()
    expect(await systemPeers.programAt({ family: 'IPv4', peerPort, ownPort, openedAtMs: now() })).toBeUndefined()
  })

  test('is unknown when its process started after the connection was made', async () => {
    const ownPort = portOf(await listenOn('127.0.0.1'))
    const { peerPort } = await connectFrom('127.0.0.1', ownPort)
    const connection = { family: 'IPv4', peerPort, ownPort } as const
    expect(await systemPeers.programAt({ ...connection, openedAtMs: now() - 60_000 })).toBeUndefined()
  })

  // A process connected, became a program that people trust, and read the answer through a child: the dialog named that program.
  test.each([
    ['has become this program after it connected', 'exec sleep 60'],
    ['shares the connection with another', 'sleep 60 & wait'],
    ['has got the connection from another', '{ exec 3>&9 9>&-; exec sleep 60; } & exec 9>&-; wait'],
  ])('is unknown when the process %s', async (_, then) => {
    const server = await listenOn('127.0.0.1')
    const ownPort = portOf(server)
    const child = spawn('/bin/bash', ['-c', `exec 9<>/dev/tcp/127.0.0.1/${ownPort}; ${then}`], { detached: true })
    onTestFinished(() => {
      process.kill(-(child.pid ?? 0), 'SIGKILL')
    })
    const [socket] = (await once(server, 'connection')) as [Socket]
    const peerPort = socket.remotePort ?? 0
    await expect.poll(() => programsUnder(child.pid)).toContain('sleep')
    expect(await systemPeers.programAt({ family: 'IPv4', peerPort, ownPort, openedAtMs: now() })).toBeUndefined()
  })

  test('is unknown when a child of its own has the connection, too', async () => {
    const server = await listenOn('127.0.0.1')
    const ownPort = portOf(server)
    const script = `use IO::Socket::INET; $s = IO::Socket::INET->new("127.0.0.1:${ownPort}"); fork; $s->syswrite("x"); sleep 60`
    const child = spawn('/usr/bin/perl', ['-e', script], { detached: true })
    onTestFinished(() => {
      process.kill(-(child.pid ?? 0), 'SIGKILL')
    })
    const [socket] = (await once(server, 'connection')) as [Socket]
    let received = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text
    })
    await expect.poll(() => received).toBe('xx')
    const connection = { family: 'IPv4', peerPort: socket.remotePort ?? 0, ownPort, openedAtMs: now() } as const
    expect(await systemPeers.programAt(connection)).toBeUndefined()
  })

  // A file of that path need not be the one that runs: it was put there later, or another is mounted over it for that process.
  test('is unknown when another file has its path, and another program then', async () => {
    const file = join(makeFolder(), 'checkout')
    copyFileSync('/usr/bin/perl', file)
    chmodSync(file, 0o755)
    const server = await listenOn('127.0.0.1')
    const ownPort = portOf(server)
    const script = `use IO::Socket::INET; $s = IO::Socket::INET->new("127.0.0.1:${ownPort}"); sleep 60`
    const child = spawn(file, ['-e', script])
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    const [socket] = (await once(server, 'connection')) as [Socket]
    const connection = { family: 'IPv4', peerPort: socket.remotePort ?? 0, ownPort, openedAtMs: now() } as const
    const program = await systemPeers.programAt(connection)
    expect(program).toMatchObject({ pid: child.pid, path: file })
    expect(program && (await systemPeers.stateOf(program))).toBe('unchanged')
    copyFileSync('/bin/true', `${file}.new`)
    renameSync(`${file}.new`, file)
    // The system names the file that runs so, because it has no name any more.
    copyFileSync('/bin/true', `${file} (deleted)`)
    expect(await systemPeers.programAt(connection)).toBeUndefined()
    expect(program && (await systemPeers.stateOf(program))).toBe('another-program')
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    expect(program && (await systemPeers.stateOf(program))).toBe('ended')
  })
})

/** Names of the programs of a process group. */
function programsUnder(group: number | undefined): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [, name = '', rest = ''] = /\((.*)\) (.*)/.exec(stat) ?? []
      return Number(rest.split(' ')[2]) === group ? [name] : []
    } catch {
      return []
    }
  })
}

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import ssh2, { type SFTPWrapper } from 'ssh2'
import { describe, expect, test } from 'vitest'
import { connectSftp, identifySftp } from '#adapters/drops/sftpServer.ts'
import { usualMachine } from '#adapters/sockets/machineNetwork.ts'
import type { DropAddress } from '#contract/drops/target.ts'
import type { DropSession } from '#core/drops/server.ts'
import { createTestClock } from '#test/support/clock.ts'
import { closeWithTest } from '#test/support/closeWithTest.ts'

interface SilentServer {
  address: DropAddress
  /** Resolves when a session for files is asked for. It is given where the test wants it. */
  asked: Promise<() => SFTPWrapper>
  /** Resolves when the agent has ended the connection. */
  ended: Promise<unknown>
}

/** Lets everybody in, keeps the connection alive, and answers no more than the test does: its disk hangs. */
async function startSilentServer(): Promise<SilentServer> {
  const { private: hostKey } = ssh2.utils.generateKeyPairSync('ed25519')
  const asked = Promise.withResolvers<() => SFTPWrapper>()
  const ended = Promise.withResolvers<void>()
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    client.on('authentication', (context) => context.accept())
    client.on('session', (accept) => {
      client.on('close', () => ended.resolve())
      accept().on('sftp', (acceptSftp) => asked.resolve(acceptSftp))
    })
    client.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closeWithTest(async () => void server.close())
  const { port } = server.address() as AddressInfo
  const address: DropAddress = { kind: 'sftp', host: '127.0.0.1', port, user: 'store12', folder: '' }
  return { address, asked: asked.promise, ended: ended.promise }
}

/** An agent waited for ever: an update waited for it, and "drop remove" hung. */
describe('a server of SFTP that answers keepalives and nothing else', () => {
  const clock = createTestClock()
  const begin = async () => {
    const server = await startSilentServer()
    const { fingerprint } = await identifySftp(server.address, undefined, usualMachine)
    const session = connectSftp({ address: server.address, fingerprint }, {}, usualMachine, clock)
    return { server, session, asked: await server.asked }
  }
  const tooLate = { problem: 'unreachable', detail: expect.stringContaining('did not answer in time') }
  const opened = async () => {
    const { server, session, asked } = await begin()
    const sftp = asked()
    return { server, sftp, session: (await session) as DropSession }
  }

  test('is given up where it offers no session', async () => {
    const { server, session } = await begin()
    const refused = expect(session).rejects.toMatchObject(tooLate)
    await clock.advance(20_000)
    await refused
    await server.ended
  })

  test.each([
    ['size', (session: DropSession) => session.sizeOf('SALES.csv')],
    ['file', (session: DropSession) => session.write('SALES.csv', Buffer.from('x'))],
    ['rename', (session: DropSession) => session.rename('a', 'b')],
  ])('is given up where it answers no %s', async (_, ask) => {
    const { server, session } = await opened()
    const refused = expect(ask(session)).rejects.toMatchObject(tooLate)
    await clock.advance(20_000)
    await refused
    await server.ended
  })

  test('is not while a file goes on, slow as it may be', async () => {
    const { sftp, session } = await opened()
    const pieces: number[] = []
    const arrived = new Map<number, () => void>()
    sftp.on('OPEN', (id) => sftp.handle(id, Buffer.from('h')))
    sftp.on('CLOSE', (id) => sftp.status(id, 0))
    const all = Promise.withResolvers<void>()
    sftp.on('WRITE', (id, _handle, offset, { length }) => {
      pieces.push(length)
      arrived.set(offset, () => sftp.status(id, 0))
      if (arrived.size === 3) all.resolve()
    })
    const written = session.write('SALES.csv', Buffer.alloc(80_000))
    await all.promise
    sftp.on('STAT', (id) => sftp.status(id, 2))
    for (const answer of arrived.values()) {
      await clock.advance(15_000)
      answer()
      // Answers come in order: once this one has, so has the other.
      await session.sizeOf('x')
    }
    await written
    expect(pieces.reduce((sum, length) => sum + length)).toBe(80_000)
  })
})

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { connectSftp } from '#adapters/drops/sftpServer.ts'
import { openWayTo } from '#adapters/drops/wayThrough.ts'
import { usualMachine } from '#adapters/sockets/machineNetwork.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import type { DropAddress } from '#contract/drops/target.ts'
import { Secret } from '#core/base/secret.ts'
import { closeWithTest } from '#test/support/closeWithTest.ts'

const address: DropAddress = { kind: 'sftp', host: 'files.example', port: 22, user: 'store12', folder: '' }

/** A proxy behind which a server speaks at once, as those of SSH do. */
async function startProxy(banner: string) {
  const connected = Promise.withResolvers<Socket>()
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 Connection established\r\n\r\n${banner}`)
      connected.resolve(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closeWithTest(async () => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connected: connected.promise }
}

describe('a way through a proxy to a server of files', () => {
  test('is open also where the server’s first words come together with the proxy’s answer', async () => {
    const { url } = await startProxy('SSH-2.0-OpenSSH_9.6\r\n')
    const socket = await openWayTo(address, url, 5_000, usualMachine)
    closeWithTest(async () => void socket.destroy())
    expect(String((await once(socket, 'data'))[0])).toBe('SSH-2.0-OpenSSH_9.6\r\n')
  })

  test('that is reset before anybody uses it ends nothing else', async () => {
    const { url, connected } = await startProxy('')
    const socket = await openWayTo(address, url, 5_000, usualMachine)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    ;(await connected).resetAndDestroy()
    await closed
    expect(socket.destroyed).toBe(true)
  })

  test('is given back where the private key does not open', async () => {
    const { url, connected } = await startProxy('')
    const key = new Secret('-----BEGIN OPENSSH PRIVATE KEY-----\nbm9uZQ==\n-----END OPENSSH PRIVATE KEY-----')
    const failed = connectSftp({ address, fingerprint: 'SHA256:x', proxy: url }, { key }, usualMachine, systemClock)
    await expect(failed).rejects.toMatchObject({ problem: 'credential' })
    const peer = await connected
    if (!peer.closed) await once(peer, 'close')
    expect(peer.destroyed).toBe(true)
  })
})

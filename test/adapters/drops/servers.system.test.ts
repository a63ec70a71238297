import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSystemServers } from '#adapters/drops/systemServers.ts'
import { readDropTarget } from '#contract/drops/target.ts'
import { credentialOf } from '#core/drops/secrets.ts'
import type { DropCredential, DropTrust } from '#core/drops/server.ts'
import { type FtpsServer, type SftpServer, startFtpsServer, startSftpServer } from '#test/support/fileServers.ts'
import { startSquid, startSquidWithPassword, startTinyproxy } from '#test/support/proxies.ts'
import { has } from '#test/support/skips.ts'

const systemServers = createSystemServers()
const wrong = `SHA256:${'A'.repeat(43)}`
const content = Buffer.from('4711;99.50\n'.repeat(20_000))

interface Server {
  trust: DropTrust
  credential: DropCredential
  folder: string
}

const addressOf = (to: string) => readDropTarget(to) as DropTrust['address']

function suite(name: string, serverOf: () => Server, refused: () => DropCredential): void {
  describe(name, () => {
    const open = (trust: Partial<DropTrust> = {}) =>
      systemServers.connect({ ...serverOf().trust, ...trust }, serverOf().credential)

    test('a file is written, looked at and gets its name', async () => {
      const session = await open()
      expect(await session.hasFolder()).toBe(true)
      expect(await session.sizeOf('SALES.csv')).toBeUndefined()
      await session.write('.df_1.part', content)
      expect(await session.sizeOf('.df_1.part')).toBe(content.length)
      expect(await session.digestOf('.df_1.part')).toBe(createHash('sha256').update(content).digest('hex'))
      await session.rename('.df_1.part', 'SALES.csv')
      await session.close()
      expect(readdirSync(serverOf().folder)).toEqual(['SALES.csv'])
      expect(readFileSync(join(serverOf().folder, 'SALES.csv')).equals(content)).toBe(true)
    })

    test('writing begins anew where a part was left', async () => {
      const session = await open()
      await session.write('.df_2.part', Buffer.concat([content, content]))
      await session.write('.df_2.part', content)
      expect(await session.sizeOf('.df_2.part')).toBe(content.length)
      await session.close()
    })

    test('another key or certificate than the one that was set gets nothing', async () => {
      await expect(open({ fingerprint: wrong })).rejects.toMatchObject({
        problem: 'untrusted',
        fingerprint: expect.stringMatching(/^SHA256:/),
      })
    })

    test('a wrong password or key is told as such', async () => {
      const { trust } = serverOf()
      await expect(systemServers.connect(trust, refused())).rejects.toMatchObject({ problem: 'credential' })
    })

    test('a folder that is not there is told', async () => {
      const { address } = serverOf().trust
      const session = await open({ address: { ...address, folder: 'elsewhere' } })
      expect(await session.hasFolder()).toBe(false)
      await expect(session.write('a', content)).rejects.toMatchObject({ problem: 'refused' })
      await session.close()
    })

    test('a folder that is removed after the sign-in is told', async () => {
      const { folder, trust } = serverOf()
      const address = { ...trust.address, folder: `${trust.address.folder}/later` }
      mkdirSync(join(folder, 'later'))
      const session = await open({ address })
      expect(await session.hasFolder()).toBe(true)
      rmdirSync(join(folder, 'later'))
      expect(await session.hasFolder()).toBe(false)
      await session.close()
    })

    test('a port at which nothing listens is told', async () => {
      const { address } = serverOf().trust
      await expect(open({ address: { ...address, port: 1 } })).rejects.toMatchObject({
        problem: 'unreachable',
        detail: expect.stringContaining('nothing listens there'),
      })
    })
  })
}

describe.runIf(has('sshd'))('SFTP', () => {
  let server: SftpServer
  beforeAll(async () => {
    server = await startSftpServer()
  })
  afterAll(() => server?.close())
  suite(
    'OpenSSH',
    () => ({
      trust: { address: addressOf(server.to), fingerprint: server.fingerprint },
      credential: credentialOf({ key: server.key }),
      folder: server.folder,
    }),
    () => credentialOf({ password: 'not it' }),
  )

  test('its host key is shown as ssh-keygen shows it', async () => {
    expect(await systemServers.identify(addressOf(server.to), undefined)).toEqual({
      fingerprint: server.fingerprint,
      isVouchedFor: false,
    })
  })

  test('a key that does not open is a matter of the credential', async () => {
    const trust = { address: addressOf(server.to), fingerprint: server.fingerprint }
    await expect(systemServers.connect(trust, credentialOf({ key: 'no key' }))).rejects.toMatchObject({
      problem: 'credential',
    })
  })

  describe.each([
    ['squid', startSquid],
    ['tinyproxy', startTinyproxy],
  ] as const)('through %s', (program, start) => {
    test.runIf(has(program))('a file is written as it is straight, and the proxy has seen the way', async () => {
      const proxy = await start()
      const address = addressOf(server.to)
      expect((await systemServers.identify(address, proxy.url)).fingerprint).toBe(server.fingerprint)
      const trust = { address, fingerprint: server.fingerprint, proxy: proxy.url }
      const session = await systemServers.connect(trust, credentialOf({ key: server.key }))
      await session.write(`by-${program}.csv`, content)
      expect(await session.digestOf(`by-${program}.csv`)).toBe(createHash('sha256').update(content).digest('hex'))
      await session.close()
      expect(readFileSync(join(server.folder, `by-${program}.csv`)).equals(content)).toBe(true)
      await expect.poll(() => proxy.log()).toMatch(new RegExp(`CONNECT.*127\\.0\\.0\\.1:${address.port}`))
    })
  })

  test.runIf(has('squid'))('the proxy that the system names is taken for "system", and for none else', async () => {
    const proxy = await startSquid()
    const waysTo = async () => ({ ways: [{ kind: 'proxy', url: new URL(proxy.url) }], source: 'gnome' }) as const
    const ofSystem = createSystemServers({ systemProxy: { waysTo, failed: () => {} }, trustsSystem: true })
    const address = addressOf(server.to)
    const straight = { address, fingerprint: server.fingerprint }
    await (await ofSystem.connect(straight, credentialOf({ key: server.key }))).close()
    expect(proxy.log()).not.toContain('CONNECT')
    await (await ofSystem.connect({ ...straight, proxy: 'system' }, credentialOf({ key: server.key }))).close()
    await expect.poll(() => proxy.log()).toContain('CONNECT')
  })

  test.runIf(has('squid'))('a proxy that wants a password is named', async () => {
    const proxy = await startSquidWithPassword('till', 'proxy-word')
    const trust = { address: addressOf(server.to), fingerprint: server.fingerprint, proxy: proxy.url }
    await expect(systemServers.connect(trust, credentialOf({ key: server.key }))).rejects.toMatchObject({
      problem: 'unreachable',
      detail: expect.stringContaining(`the proxy ${proxy.url} wants a user name and a password`),
    })
  })

  test('a proxy that does not answer is no way to the server, and nothing goes around it', async () => {
    const trust = { address: addressOf(server.to), fingerprint: server.fingerprint, proxy: 'http://127.0.0.1:9' }
    await expect(systemServers.connect(trust, credentialOf({ key: server.key }))).rejects.toMatchObject({
      problem: 'unreachable',
    })
  })

  test('a rename replaces no file', async () => {
    writeFileSync(join(server.folder, 'taken'), 'before')
    const trust = { address: addressOf(server.to), fingerprint: server.fingerprint }
    const session = await systemServers.connect(trust, credentialOf({ key: server.key }))
    await session.write('.df_9.part', content)
    await expect(session.rename('.df_9.part', 'taken')).rejects.toMatchObject({ problem: 'refused' })
    await session.close()
    expect(readFileSync(join(server.folder, 'taken'), 'utf8')).toBe('before')
  })
})

describe.runIf(has('proftpd'))('FTPS', () => {
  let server: FtpsServer
  beforeAll(async () => {
    server = await startFtpsServer()
  })
  afterAll(() => server?.close())
  suite(
    'ProFTPD',
    () => ({
      trust: { address: addressOf(server.to), fingerprint: server.fingerprint },
      credential: credentialOf({ password: server.password }),
      folder: server.folder,
    }),
    () => credentialOf({ password: 'not it' }),
  )

  test('its certificate is shown, and that no authority of this machine vouches for it', async () => {
    expect(await systemServers.identify(addressOf(server.to), undefined)).toEqual({
      fingerprint: server.fingerprint,
      isVouchedFor: false,
    })
  })

  test('an authority that is named is trusted in place of a fingerprint; without either none is', async () => {
    const address = addressOf(server.to)
    const credential = credentialOf({ password: server.password })
    const session = await systemServers.connect({ address, caFile: server.caFile }, credential)
    expect(await session.hasFolder()).toBe(true)
    await session.close()
    await expect(systemServers.connect({ address }, credential)).rejects.toMatchObject({ problem: 'untrusted' })
  })
})

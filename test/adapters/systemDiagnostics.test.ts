import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { type DetailedPeerCertificate, getCACertificates } from 'node:tls'
import { expect, onTestFinished, test, vi } from 'vitest'
import { issuerOf } from '../../electron/adapters/issuer.ts'
import { proxyOf } from '../../electron/adapters/proxyChoice.ts'
import { createSystemDiagnostics } from '../../electron/adapters/systemDiagnostics.ts'
import type { Reach } from '../../electron/core/network.ts'
import { makeFolder } from '../support/agentProcess.ts'
import { makePrivateCa } from '../support/privateCa.ts'
import { startProxy, startServer, startSilence } from './startServer.ts'

const ca = makePrivateCa()
const privateAuthority = new X509Certificate(readFileSync(ca.caFile))
const [aPublicOne = ''] = getCACertificates('bundled')
const publicAuthority = new X509Certificate(aPublicOne)
const server = new X509Certificate(ca.cert)
const diagnostics = createSystemDiagnostics()
const knock = (reach: Reach) => diagnostics.knock(reach, AbortSignal.timeout(5_000))

test('a name leads somewhere or says why not', async () => {
  expect(await diagnostics.resolve('localhost')).toEqual({ addresses: expect.arrayContaining(['127.0.0.1']) })
  expect(await diagnostics.resolve('no-such-host.invalid')).toEqual({ reason: expect.stringMatching(/^E[A-Z_]+$/) })
})

test('a server that is believed tells the time, and who vouches for it', async () => {
  const server = await startServer(
    (_, response) => response.writeHead(404, { Date: 'Sun, 22 Nov 2026 10:00:00 GMT' }).end(),
    ca,
  )
  expect(await knock({ baseUrl: server.url, caFile: ca.caFile })).toEqual({
    kind: 'answered',
    dateMs: Date.UTC(2026, 10, 22, 10),
    issuer: { name: 'Till test CA', isPublic: false },
  })
  expect(server.seen).toEqual(['HEAD /'])
})

test('a server that is not believed is named by its authority, and is sent nothing', async () => {
  const server = await startServer((_, response) => response.end(), ca)
  expect(await knock({ baseUrl: server.url })).toEqual({
    kind: 'untrusted',
    reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    issuer: 'Till test CA',
  })
  const other = makePrivateCa({ names: 'DNS:elsewhere.example' })
  const elsewhere = await startServer((_, response) => response.end(), other)
  expect(await knock({ baseUrl: elsewhere.url, caFile: other.caFile })).toMatchObject({
    kind: 'untrusted',
    reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
  })
  expect([...server.seen, ...elsewhere.seen]).toEqual([])
})

function certificate(one: X509Certificate, issuerCertificate?: DetailedPeerCertificate): DetailedPeerCertificate {
  return { ...(one.toLegacyObject() as DetailedPeerCertificate), ...(issuerCertificate && { issuerCertificate }) }
}

test('an authority that browsers know is public, but only where TLS found the certificate to be good', () => {
  const chain = certificate(server, certificate(publicAuthority))
  expect(issuerOf(chain, true)).toEqual({ name: expect.stringMatching(/^\S.+/), isPublic: true })
  expect(issuerOf(chain, true).name).not.toBe('Till test CA')
  expect(issuerOf(chain, false)).toEqual({ name: 'Till test CA', isPublic: false })
  expect(issuerOf(certificate(server, certificate(privateAuthority)), true).isPublic).toBe(false)
})

test('the name of an authority is shortened, and cannot steer a terminal or end a quotation', () => {
  const named = (CN: string) => issuerOf({ ...certificate(server), issuer: { CN } as never }, false).name
  expect(named(`a"b\u001b[2J${'x'.repeat(200)}`)).toMatch(/^a b \[2Jx{73}$/)
  expect([named(''), named('\u0000')]).toEqual(['somebody unnamed', 'somebody unnamed'])
})

test('it knocks below the base URL, in the clear only where the base URL says so', async () => {
  const server = await startServer((_, response) => {
    response.sendDate = false
    response.end()
  })
  expect(await knock({ baseUrl: `${server.url}/api` })).toEqual({ kind: 'answered' })
  expect(server.seen).toEqual(['HEAD /api'])
  expect(await knock({ baseUrl: server.url.replace('http:', 'https:') })).toMatchObject({ kind: 'silent' })
})

test('a port where nobody listens is silent, and so is a server that says nothing until it is given up', async () => {
  expect(await knock({ baseUrl: 'https://localhost:1' })).toEqual({ kind: 'silent', reason: 'ECONNREFUSED' })
  const { port } = await startSilence()
  const giveUp = AbortSignal.timeout(50)
  expect(await diagnostics.knock({ baseUrl: `https://localhost:${port}` }, giveUp)).toEqual({
    kind: 'silent',
    reason: 'ABORT_ERR',
  })
})

test('the way leads through the proxy of the settings, whose refusal is told with its status', async () => {
  const server = await startServer((_, response) => response.end(), ca)
  const proxy = await startProxy()
  const reach = { baseUrl: server.url, caFile: ca.caFile, proxy: proxy.url }
  expect(await knock(reach)).toMatchObject({ kind: 'answered', issuer: { name: 'Till test CA' } })
  expect(proxy.seen).toEqual([`CONNECT localhost:${server.port}`])
  expect(await knock({ ...reach, caFile: undefined })).toMatchObject({ kind: 'untrusted', issuer: 'Till test CA' })

  const strict = createServer((socket) =>
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'),
  )
  await new Promise<void>((resolve) => strict.listen(0, 'localhost', resolve))
  onTestFinished(() => void strict.close())
  const { port } = strict.address() as AddressInfo
  expect(await knock({ ...reach, proxy: `http://localhost:${port}` })).toEqual({ kind: 'proxy-refused', status: 407 })
  expect(await knock({ baseUrl: 'http://localhost:1', proxy: `http://localhost:${port}` })).toEqual({
    kind: 'proxy-refused',
    status: 407,
  })
})

test('the environment names a proxy only where the settings ask for it', async () => {
  const server = await startServer((_, response) => response.end())
  const proxy = await startProxy()
  vi.stubEnv('http_proxy', proxy.url)
  vi.stubEnv('no_proxy', '')
  onTestFinished(() => void vi.unstubAllEnvs())
  await knock({ baseUrl: server.url })
  expect(proxy.seen).toEqual([])
  await knock({ baseUrl: server.url, proxy: 'system' })
  expect(proxy.seen).toHaveLength(1)
  expect(diagnostics.proxyFor({ baseUrl: server.url, proxy: 'system' })).toBe(proxy.url)
})

const secure = 'https://eu.api.example.com'

test.each<[string, Partial<Reach>, NodeJS.ProcessEnv, string | undefined]>([
  ['no setting', {}, { HTTPS_PROXY: 'http://p:1' }, undefined],
  ['direct', { proxy: 'direct' }, { HTTPS_PROXY: 'http://p:1' }, undefined],
  ['a URL with a password', { proxy: 'http://anna:hunter2@proxy.store:3128' }, {}, 'http://proxy.store:3128'],
  ['system', { proxy: 'system' }, { HTTPS_PROXY: 'http://u:p@p:1', http_proxy: 'http://q:2' }, 'http://p:1'],
  [
    'system, small letters first',
    { proxy: 'system' },
    { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:2' },
    'http://p:1',
  ],
  ['system without a proxy', { proxy: 'system' }, {}, undefined],
  [
    'system, excepted by name',
    { proxy: 'system' },
    { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x,eu.api.example.com' },
    undefined,
  ],
  [
    'system, excepted by domain',
    { proxy: 'system' },
    { HTTPS_PROXY: 'http://p:1', no_proxy: '.example.com' },
    undefined,
  ],
  ['system, excepted at all', { proxy: 'system' }, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
  ['system, another excepted', { proxy: 'system' }, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'ample.com' }, 'http://p:1'],
  ['system, without a scheme', { proxy: 'system' }, { HTTPS_PROXY: 'u:p@proxy:1' }, 'http://proxy:1'],
  ['system, nonsense', { proxy: 'system' }, { HTTPS_PROXY: 'http://' }, 'a proxy whose address cannot be read'],
])('%s: which proxy', (_, reach, env, expected) => {
  expect(proxyOf({ baseUrl: secure, ...reach }, env)).toBe(expected)
})

test('a port answers when the POS door is behind it', async () => {
  const door = await startServer((_, response) => response.writeHead(204).end())
  const other = await startServer((_, response) => response.end('hello'))
  const answers = (port: number) => diagnostics.answersAt(port, AbortSignal.timeout(5_000))
  expect(await Promise.all([door.port, other.port, 1].map(answers))).toEqual([true, false, false])
})

test('copies of damaged settings are found, where settings are kept at all', () => {
  const folder = makeFolder()
  const copy = 'settings.damaged-2026-11-22T10-15-30-123Z.json'
  for (const name of [copy, 'settings.json']) writeFileSync(join(folder, name), '{}')
  expect(createSystemDiagnostics(folder).settingsSetAside()).toEqual([copy])
  expect(createSystemDiagnostics(join(folder, 'missing')).settingsSetAside()).toEqual([])
  expect(diagnostics.settingsSetAside()).toEqual([])
})

test('of the machine is told its kind alone', () => {
  expect(diagnostics.machine).toBe(`${process.platform} ${process.arch}, Node ${process.versions.node}`)
})

test('a proxy that is spoken to by TLS is believed as little as anybody, and gets no password', async () => {
  const proxy = await startServer((_, response) => response.end(), ca)
  const proxyUrl = proxy.url.replace('https://', 'https://anna:hunter2@')
  expect(await knock({ baseUrl: 'https://cloud.invalid', proxy: proxyUrl })).toEqual({
    kind: 'silent',
    reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  })
  expect(proxy.seen).toEqual([])
})

import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { type DetailedPeerCertificate, getCACertificates } from 'node:tls'
import { expect, onTestFinished, test, vi } from 'vitest'
import { issuerOf } from '#adapters/certificates/issuer.ts'
import { createSystemDiagnostics } from '#adapters/system/systemDiagnostics.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import { startProxy, startServer, startSilence } from '#test/adapters/network/startServer.ts'
import { makeFolder } from '#test/support/folder.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'

const ca = makePrivateCa()
const privateAuthority = new X509Certificate(readFileSync(ca.caFile))
const [aPublicOne = ''] = getCACertificates('bundled')
const publicAuthority = new X509Certificate(aPublicOne)
const server = new X509Certificate(ca.cert)
const diagnostics = createSystemDiagnostics()
const probe = (endpoint: UpstreamEndpoint) => diagnostics.probeConnection(endpoint, AbortSignal.timeout(30_000))

test('a host name resolves, or the reason is a code', async () => {
  expect(await diagnostics.resolve('localhost')).toEqual({ addresses: expect.arrayContaining(['127.0.0.1']) })
  expect(await diagnostics.resolve('no-such-host.invalid')).toEqual({ reason: expect.stringMatching(/^E[A-Z_]+$/) })
})

test('a trusted server is answered with its time and its authority', async () => {
  const server = await startServer(
    (_, response) => response.writeHead(404, { Date: 'Sun, 22 Nov 2026 10:00:00 GMT' }).end(),
    ca,
  )
  expect(await probe({ baseUrl: server.url, caFile: ca.caFile })).toEqual({
    kind: 'answered',
    dateMs: Date.UTC(2026, 10, 22, 10),
    issuer: { name: 'Till test CA', isPublic: false },
  })
  expect(server.seen).toEqual(['HEAD /'])
})

test('an untrusted server is reported with its authority, and gets no request', async () => {
  const server = await startServer((_, response) => response.end(), ca)
  expect(await probe({ baseUrl: server.url })).toEqual({
    kind: 'untrusted',
    reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    issuer: 'Till test CA',
  })
  const other = makePrivateCa({ names: 'DNS:elsewhere.example' })
  const elsewhere = await startServer((_, response) => response.end(), other)
  expect(await probe({ baseUrl: elsewhere.url, caFile: other.caFile })).toMatchObject({
    kind: 'untrusted',
    reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
  })
  expect([...server.seen, ...elsewhere.seen]).toEqual([])
})

function certificate(x509: X509Certificate, issuerCertificate?: DetailedPeerCertificate): DetailedPeerCertificate {
  return { ...(x509.toLegacyObject() as DetailedPeerCertificate), ...(issuerCertificate && { issuerCertificate }) }
}

test('an authority that browsers know is public, but only when TLS accepted the certificate', () => {
  const chain = certificate(server, certificate(publicAuthority))
  expect(issuerOf(chain, true)).toEqual({ name: expect.stringMatching(/^\S.+/), isPublic: true })
  expect(issuerOf(chain, true).name).not.toBe('Till test CA')
  expect(issuerOf(chain, false)).toEqual({ name: 'Till test CA', isPublic: false })
  expect(issuerOf(certificate(server, certificate(privateAuthority)), true).isPublic).toBe(false)
})

test('the name of an authority is shortened and cleaned', () => {
  const named = (CN: string) => issuerOf({ ...certificate(server), issuer: { CN } as never }, false).name
  expect(named(`a"b\u001b[2J${'x'.repeat(200)}`)).toMatch(/^a b \[2Jx{73}$/)
  expect([named(''), named('\u0000')]).toEqual(['somebody unnamed', 'somebody unnamed'])
})

test('the probe goes to the base URL, in the clear only when that is http', async () => {
  const server = await startServer((_, response) => {
    response.sendDate = false
    response.end()
  })
  expect(await probe({ baseUrl: `${server.url}/api` })).toEqual({ kind: 'answered' })
  expect(server.seen).toEqual(['HEAD /api'])
  expect(await probe({ baseUrl: server.url.replace('http:', 'https:') })).toMatchObject({ kind: 'silent' })
})

test('a closed port is silent, and so is a server that does not answer in time', async () => {
  expect(await probe({ baseUrl: 'https://localhost:1' })).toEqual({ kind: 'silent', reason: 'ECONNREFUSED' })
  const { port } = await startSilence()
  const giveUp = AbortSignal.timeout(50)
  expect(await diagnostics.probeConnection({ baseUrl: `https://localhost:${port}` }, giveUp)).toEqual({
    kind: 'silent',
    reason: 'ABORT_ERR',
  })
})

test('the probe uses the proxy of the settings, whose refusal is reported with its status', async () => {
  const server = await startServer((_, response) => response.end(), ca)
  const proxy = await startProxy()
  const endpoint = { baseUrl: server.url, caFile: ca.caFile, proxy: proxy.url }
  expect(await probe(endpoint)).toMatchObject({ kind: 'answered', issuer: { name: 'Till test CA' } })
  expect(proxy.seen).toEqual([`CONNECT localhost:${server.port}`])
  expect(await probe({ ...endpoint, caFile: undefined })).toMatchObject({ kind: 'untrusted', issuer: 'Till test CA' })

  const strict = createServer((socket) =>
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'),
  )
  await new Promise<void>((resolve) => strict.listen(0, 'localhost', resolve))
  onTestFinished(() => void strict.close())
  const { port } = strict.address() as AddressInfo
  expect(await probe({ ...endpoint, proxy: `http://localhost:${port}` })).toEqual({
    kind: 'proxy-refused',
    status: 407,
    reason: 'PROXY_LOGIN_REQUIRED',
    proxy: `http://localhost:${port}`,
  })
  expect(await probe({ baseUrl: 'http://localhost:1', proxy: `http://localhost:${port}` })).toEqual({
    kind: 'proxy-refused',
    status: 407,
    reason: 'PROXY_LOGIN_REQUIRED',
    proxy: `http://localhost:${port}`,
  })
})

test('the proxy of the environment is used only with proxy system', async () => {
  const server = await startServer((_, response) => response.end())
  const proxy = await startProxy()
  vi.stubEnv('http_proxy', proxy.url)
  vi.stubEnv('no_proxy', '')
  onTestFinished(() => void vi.unstubAllEnvs())
  await probe({ baseUrl: server.url })
  expect(proxy.seen).toEqual([])
  await probe({ baseUrl: server.url, proxy: 'system' })
  expect(proxy.seen).toHaveLength(1)
  const address = proxy.url
  expect(await diagnostics.proxyFor({ baseUrl: server.url, proxy: 'system' })).toEqual({ kind: 'proxy', address })
})

test('a port answers when the POS API listens there', async () => {
  const posApi = await startServer((_, response) => response.writeHead(204).end())
  const other = await startServer((_, response) => response.end('hello'))
  const answers = (port: number) => diagnostics.answersAt(port, AbortSignal.timeout(30_000))
  expect(await Promise.all([posApi.port, other.port, 1].map(answers))).toEqual([true, false, false])
})

test('copies of damaged settings are found in a data directory', () => {
  const folder = makeFolder()
  const copy = 'settings.damaged-2026-11-22T10-15-30-123Z.json'
  for (const name of [copy, 'settings.json']) writeFileSync(join(folder, name), '{}')
  expect(createSystemDiagnostics(folder).settingsSetAside()).toEqual([copy])
  expect(createSystemDiagnostics(join(folder, 'missing')).settingsSetAside()).toEqual([])
  expect(diagnostics.settingsSetAside()).toEqual([])
})

test('the machine is described by its kind only', () => {
  expect(diagnostics.machine).toBe(`${process.platform} ${process.arch}, Node ${process.versions.node}`)
})

test('TLS to a proxy is as strict as any, and an untrusted proxy gets no password', async () => {
  const proxy = await startServer((_, response) => response.end(), ca)
  const proxyUrl = proxy.url.replace('https://', 'https://anna:hunter2@')
  expect(await probe({ baseUrl: 'https://cloud.invalid', proxy: proxyUrl })).toEqual({
    kind: 'untrusted',
    reason: 'PROXY_UNTRUSTED',
    issuer: '',
  })
  expect(proxy.seen).toEqual([])
})

import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { createSystemDiagnostics } from '#adapters/system/systemDiagnostics.ts'
import { presentDiagnosis } from '#api/presenters/findings.ts'
import { presentStatus } from '#api/presenters/status.ts'
import { Secret } from '#core/base/secret.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { startProxy } from '#test/adapters/network/startServer.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { run, runJson } from '#test/support/command.ts'
import { makeClientCertificate, makePrivateCa } from '#test/support/privateCa.ts'
import { faultOf, startTill, type Till } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const network = createSystemNetwork(defaultLimits)
const ca = makePrivateCa()
const caText = readFileSync(ca.caFile, 'utf8')
const certificate = makeClientCertificate(ca, 'till-7')
const stranger = makeClientCertificate(makePrivateCa(), 'till-7')
const expiring = makeClientCertificate(ca, 'till-7', 10)
const pkcs12 = readFileSync(certificate.p12File).toString('base64')
const password = { clientCertificatePassword: certificate.p12Password }
const bodyOfKey = /PRIVATE KEY-----\n(.*)\n/.exec(certificate.pem)?.[1] ?? ''

/** A cloud that serves only tills with a certificate of its authority. */
async function startCloud(maxVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3') {
  const shown = new Set<string>()
  const asking = { ca: caText, requestCert: true, rejectUnauthorized: true, maxVersion } as const
  const cloud = await startUpstream(
    ({ socket }, response) => {
      shown.add((socket as TLSSocket).getPeerCertificate().subject.CN as string)
      response.setHeader('Content-Type', 'application/json').end('{}')
    },
    { tls: { ...ca, ...asking } },
  )
  const entry = (more: object) => ({
    ...{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, caFile: ca.caFile },
    ...{ till: canaryTill, password: canaries.password, ...more },
  })
  return { cloud, shown, entry }
}

const deps = () => ({ diagnostics: createSystemDiagnostics() })

async function findingsOf(till: Till) {
  const { findings } = presentDiagnosis(await till.agent.doctor.diagnose())
  return new Map(findings.map((finding) => [finding.check, finding]))
}

function expectNoKey(till: Till): void {
  till.expectNoLeak(bodyOfKey, pkcs12.slice(0, 60), certificate.p12Password)
  expect(JSON.stringify(till.agent.upstreams.list())).not.toContain(bodyOfKey)
}

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('by %s', (version) => {
  test.each([
    ['PEM', 'straight', { clientCertificate: certificate.pem }],
    ['PKCS#12', 'straight', { clientCertificate: pkcs12, ...password }],
    ['PKCS#12', 'through a proxy', { clientCertificate: pkcs12, ...password }],
  ])('the till shows its certificate, given as %s, %s', async (_, way, given) => {
    const { cloud, shown, entry } = await startCloud(version)
    const proxy = way === 'straight' ? {} : { proxy: (await startProxy()).url }
    const till = await startTill({ upstream: entry({ ...given, ...proxy }), deps: deps() })
    expect((await till.call('/via/loyalty/x', { method: 'POST', body: '{}' })).status).toBe(200)
    await till.agent.upstreams.test('loyalty').catch(() => {})
    expect(cloud.seen.length).toBeGreaterThan(1)
    const findings = await findingsOf(till)
    expect(findings.get('tls')).toMatchObject({ reason: 'private-authority' })
    expect(findings.get('certificate')).toMatchObject({ outcome: 'fine', facts: { subject: 'CN=till-7, O=Shop' } })
    expect([...shown]).toEqual(['till-7'])
    expectNoKey(till)
  })
})

// TLS 1.3 says no only after the request was sent: it looked as if it might have been done.
test.each([
  ['none', {}, 'certificate-required'],
  ['that of another authority', { clientCertificate: stranger.pem }, undefined],
])('a till with %s is told so, and nothing was done', async (_, given, reason) => {
  const { cloud, entry } = await startCloud()
  const till = await startTill({ upstream: entry(given), deps: deps() })
  const response = await till.call('/via/loyalty/x', { method: 'POST', body: '{}' })
  if (reason) expect(await faultOf(response)).toBe('UPSTREAM_UNREACHABLE')
  else expect(response.status).toBeGreaterThan(500)
  expect((await findingsOf(till)).get('tls')?.outcome).toBe('trouble')
  if (reason) expect((await findingsOf(till)).get('tls')).toMatchObject({ reason, remedy: /clientCertificate/ })
  expect(cloud.seen).toEqual([])
})

test('a certificate that ends soon is told of, and one that has ended', async () => {
  const { entry } = await startCloud()
  const till = await startTill({ upstream: entry({ clientCertificate: expiring.pem }), deps: deps() })
  const codes = () => presentStatus(till.agent.status()).concerns.map(({ code, about }) => `${about} ${code}`)
  expect(codes()).toEqual(['loyalty CERTIFICATE_EXPIRING'])
  expect((await findingsOf(till)).get('certificate')).toMatchObject({ outcome: 'attention', facts: { days: 9 } })
  till.agent.settings.set('network.certificateWarningDays', 5)
  expect(codes()).toEqual([])
  till.clock.skip(11 * 86_400_000)
  expect(codes()).toEqual(['loyalty CERTIFICATE_EXPIRED'])
})

test('a new certificate alone is taken into use without the password, and outlasts a restart', async () => {
  const { shown, entry } = await startCloud()
  const lasting = { settings: createMemorySettings(), vault: { ...createMemoryVault(), forgets: false } }
  const till = await startTill({ ...lasting, upstream: entry({ clientCertificate: expiring.pem }) })
  const before = till.settings.read().upstreams[0]?.certificate
  await till.agent.upstreams.rotate('loyalty', { clientCertificate: pkcs12, ...password }, false)
  const { certificate: after, secrets } = till.settings.read().upstreams[0] ?? {}
  expect(after?.expiresAt).toBeGreaterThan(before?.expiresAt ?? 0)
  expect(secrets).toEqual({ certificate: 'loyalty.certificate.2' })
  expect((await till.call('/via/loyalty/x')).status).toBe(200)
  // And a new password alone leaves the certificate.
  await till.agent.upstreams.rotate('loyalty', { password: canaries.password }, false)
  expect(till.settings.read().upstreams[0]?.certificate).toEqual(after)
  await till.close()
  const again = await startTill({ ...lasting, isSetUp: false })
  const headers = { 'Till-Agent-Key': till.key }
  expect((await again.call('/via/loyalty/x', { headers })).status).toBe(200)
  expect([...shown]).toEqual(['till-7'])
  expectNoKey(again)
  const { installation } = again.settings.read()
  await again.agent.upstreams.remove('loyalty', true)
  for (const name of ['certificate', 'certificate.2'])
    expect(await lasting.vault.read(`${installation}/loyalty.${name}`)).toBeUndefined()
})

test('a proxy that is spoken to over TLS never sees it', async () => {
  const { entry } = await startCloud()
  const shownToProxy: unknown[] = []
  const proxy = createServer({ ...ca, ca: caText, requestCert: true, rejectUnauthorized: false })
  proxy.on('secureConnection', (socket) => shownToProxy.push(socket.getPeerCertificate().subject))
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  const { port } = proxy.address() as AddressInfo
  const given = { clientCertificate: certificate.pem, proxy: `https://127.0.0.1:${port}` }
  const till = await startTill({ upstream: entry(given) })
  expect((await till.call('/via/loyalty/x')).status).toBe(503)
  expect(shownToProxy.length).toBeGreaterThan(0)
  expect(shownToProxy.filter(Boolean)).toEqual([])
})

const [keyOfOther = ''] = /-----BEGIN PRIVATE KEY.*/s.exec(stranger.pem) ?? []
const [ownCertificate = ''] = /^.*?-----END CERTIFICATE-----\n/s.exec(certificate.pem) ?? []

test.each([
  ['a wrong password', pkcs12, 'wrong', /clientCertificatePassword: does not open/],
  ['no password', pkcs12, undefined, /clientCertificatePassword: does not open/],
  ['nothing that is a certificate', 'bm90IG9uZQ==', undefined, /neither PEM .* nor PKCS#12/],
  ['no private key', ownCertificate, undefined, /no private key/],
  ['no certificate', keyOfOther, undefined, /no certificate/],
  ['the key of another', ownCertificate + keyOfOther, undefined, /another certificate/],
])('one with %s is refused before it is kept', (_, material, given, message) => {
  const opened = given === undefined ? {} : { password: new Secret(given) }
  const read = () => network.readCertificate({ material: new Secret(material), ...opened })
  expect(read).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', detail: expect.stringMatching(message) }))
})

test('the command line reads a PKCS#12 from its file, and so does a provisioning file', async () => {
  const { cloud, shown, entry } = await startCloud()
  const { p12File, p12Password } = certificate
  const agent = await startAgent({
    provisioning: { upstreams: [entry({ clientCertificate: { file: p12File }, ...password })], clients: [] },
  })
  const add = ['upstream', 'add', 'other', '--scheme', 'capillary-till', '--base-url', cloud.url]
  const own = ['--ca-file', ca.caFile, '--set', `till=${canaryTill}`, '--secret', 'password=env:PASSWORD']
  const byFile = ['--secret', `clientCertificate=file:${p12File}`, '--secret', 'clientCertificatePassword=env:P12']
  const env = { ...process.env, PASSWORD: canaries.password, P12: p12Password }
  const to = ['--no-probe', '--data-dir', agent.dataDir]
  expect(await run([...add, ...own, ...byFile, ...to], { env })).toMatchObject({ code: 0, stderr: '' })
  const { answer } = await runJson(['upstream', 'list', '--data-dir', agent.dataDir])
  const owner = { certificate: { subject: 'CN=till-7, O=Shop' } }
  expect(answer).toMatchObject([owner, owner])
  await runJson(['doctor', '--data-dir', agent.dataDir])
  expect([...shown]).toEqual(['till-7'])
})

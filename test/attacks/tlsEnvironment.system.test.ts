import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { SecureContextOptions } from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { run, runJson } from '#test/support/command.ts'
import { makeFolder, removeFolder } from '#test/support/folder.ts'
import { makePrivateCa, type PrivateCa } from '#test/support/privateCa.ts'
import { startUpstream } from '#test/support/upstream.ts'

const ca = makePrivateCa()
const folder = makeFolder()
afterAll(() => removeFolder(folder))
const keys = join(folder, 'keys.log')
const laxConfig = join(folder, 'openssl.cnf')

beforeAll(() => {
  const sections = [
    'nodejs_conf = all',
    'openssl_conf = all',
    '[all]',
    'ssl_conf = ssl',
    '[ssl]',
    'system_default = tls',
    '[tls]',
  ]
  const lax = ['CipherString = DEFAULT@SECLEVEL=0', 'MinProtocol = TLSv1']
  writeFileSync(laxConfig, `${[...sections, ...lax].join('\n')}\n`)
})

/** What people set for some other program, or an attacker for this one. */
const environments: [name: string, env: NodeJS.ProcessEnv][] = [
  ['NODE_TLS_REJECT_UNAUTHORIZED', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ['NODE_EXTRA_CA_CERTS', { NODE_EXTRA_CA_CERTS: ca.caFile }],
  ['SSL_CERT_FILE', { SSL_CERT_FILE: ca.caFile, SSL_CERT_DIR: dirname(ca.caFile) }],
  ['--use-openssl-ca', { SSL_CERT_FILE: ca.caFile, NODE_OPTIONS: '--use-openssl-ca' }],
  ['--use-system-ca', { SSL_CERT_FILE: ca.caFile, NODE_OPTIONS: '--use-system-ca', NODE_USE_SYSTEM_CA: '1' }],
  ['--tls-keylog', { NODE_OPTIONS: `--tls-keylog=${keys} --trace-tls`, SSLKEYLOGFILE: keys }],
]

describe.each(environments)('T46 %s', (name, env) => {
  test(`T46 ${name} makes nobody an upstream who cannot prove it`, async () => {
    const stranger = await startUpstream(undefined, { tls: ca })
    const agent = await startAgent({ baseUrl: stranger.url, env: { ...process.env, ...env } })
    const response = await agent.call('pos', '/via/loyalty/v2/x', { method: 'POST', body: '{}' })
    expect([response.status, response.headers.get('till-agent-fault')]).toEqual([502, 'UPSTREAM_UNTRUSTED'])
    const { error } = await runJson(['upstream', 'test', 'loyalty', '--data-dir', agent.dataDir])
    expect(error.detail).toMatch(/an authority that this machine does not know\. Nothing was sent\./)
    expect(stranger.heads()).toBe(0)
    const { stderr } = await agent.end()
    expect(stderr).not.toMatch(/TLS Record|ClientHello/)
  })
})

/** A server that speaks what is out of date, and the agent with it as its upstream. */
async function startOutdated(server: PrivateCa, env: NodeJS.ProcessEnv, options: SecureContextOptions = {}) {
  const tls = { key: server.key, cert: server.cert, ciphers: 'DEFAULT@SECLEVEL=0', ...options }
  const outdated = createServer(tls, (_, response) => response.end())
  await new Promise<void>((resolve) => outdated.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    outdated.closeAllConnections()
    outdated.close()
  })
  const baseUrl = `https://127.0.0.1:${(outdated.address() as AddressInfo).port}`
  return startAgent({ provisioning: provisioningOf(baseUrl, server.caFile), env: { ...process.env, ...env } })
}

function provisioningOf(baseUrl: string, caFile: string): object {
  const { password } = canaries
  const grants = [{ upstream: 'loyalty', allow: [{ methods: ['*'], path: '/**' }] }]
  return {
    upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl, caFile, till: canaryTill, password }],
    clients: [{ id: 'pos', name: 'pos', grants }],
  }
}

test('T46 the keys of a connection are written nowhere', async () => {
  const upstream = await startUpstream(undefined, { tls: ca })
  const env = { ...process.env, NODE_OPTIONS: `--tls-keylog=${keys}`, SSLKEYLOGFILE: keys }
  const agent = await startAgent({ provisioning: provisioningOf(upstream.url, ca.caFile), env })
  expect((await agent.call('pos', '/via/loyalty/v2/x')).status).toBe(200)
  expect(existsSync(keys)).toBe(false)
})

test.each<[string, NodeJS.ProcessEnv]>([
  ['OPENSSL_CONF', { OPENSSL_CONF: laxConfig }],
  ['--openssl-shared-config', { OPENSSL_CONF: laxConfig, NODE_OPTIONS: '--openssl-shared-config' }],
  ['--tls-cipher-list', { NODE_OPTIONS: '--tls-cipher-list=DEFAULT@SECLEVEL=0' }],
])('T46 %s lets no short key in', async (_, env) => {
  const agent = await startOutdated(makePrivateCa({ isShort: true }), env)
  const response = await agent.call('pos', '/via/loyalty/v2/x')
  expect(response.headers.get('till-agent-fault')).toBe('UPSTREAM_UNTRUSTED')
})

test('T46 --tls-min-v1.0 lets no old version in', async () => {
  const env = { OPENSSL_CONF: laxConfig, NODE_OPTIONS: '--tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0' }
  const agent = await startOutdated(ca, env, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })
  const response = await agent.call('pos', '/via/loyalty/v2/x')
  expect(response.headers.get('till-agent-fault')).toBe('UPSTREAM_UNREACHABLE')
})

test('T46 the doctor says what the environment asks for and does not get', async () => {
  const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_EXTRA_CA_CERTS: ca.caFile }
  const { answer } = await runJson(['doctor', '--data-dir', join(makeFolder(), 'data')], { env })
  const said = answer.findings.filter(({ check }: { check: string }) => check === 'environment')
  expect(said).toMatchObject([
    { outcome: 'attention', sentence: expect.stringContaining('NODE_TLS_REJECT_UNAUTHORIZED') },
    { outcome: 'fine', sentence: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
  ])
})

test.each(['--ignore-certificate-errors', '--proxy-server=127.0.0.1:9', '--ssl-key-log-file=keys'])(
  'T46 a switch of Chromium is no option of the agent: %s',
  async (option) => {
    const { code, stderr } = await run(['serve', '--vault', 'memory', '--port', '0', option])
    expect([code, stderr]).toEqual([2, expect.stringContaining('Unknown option')])
  },
)

import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates } from 'node:tls'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import { createSystemDiagnostics } from '#adapters/system/systemDiagnostics.ts'
import { trustedAuthorities } from '#adapters/tls/trustedAuthorities.ts'
import { secureContextOf } from '#adapters/tls/verifiedTls.ts'
import type { LinkFailure } from '#core/network/link.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { startServer } from '#test/adapters/network/startServer.ts'
import { makeFolder } from '#test/support/folder.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { has } from '#test/support/skips.ts'

const ca = makePrivateCa()
const network = createSystemNetwork(defaultLimits)
const get = { method: 'GET' as const, path: '/', headers: {} }

/** Why a brokered request did not come through, or `answered`. */
function overLink(endpoint: UpstreamEndpoint): Promise<string> {
  const link = network.link(endpoint)
  onTestFinished(() => link.close())
  return new Promise((resolve) => {
    const listener = { onHead: () => resolve('answered'), onData: () => true, onEnd: () => {} }
    const onFailure = ({ kind, reason }: LinkFailure) => resolve(`${kind} ${reason}`)
    link.send({ ...get, headers: [], body: undefined, answerTimeoutMs: 5_000 }, { ...listener, onFailure })
  })
}

async function overHttp(endpoint: UpstreamEndpoint): Promise<string> {
  const outcome = await network.http(endpoint).request(get)
  return outcome.kind === 'reply' ? 'answered' : `${outcome.cause} ${outcome.reason}`
}

async function byDoctor(endpoint: UpstreamEndpoint): Promise<string> {
  const result = await createSystemDiagnostics().probeConnection(endpoint, AbortSignal.timeout(30_000))
  return 'reason' in result ? `${result.kind} ${result.reason}` : result.kind
}

const ways = [
  ['a brokered request', overLink],
  ['a call of the agent', overHttp],
  ['the doctor', byDoctor],
] as const

// One variable, set for another program, had the credential sent to whoever answered.
describe('with NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  beforeEach(() => void vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0'))
  afterEach(() => void vi.unstubAllEnvs())

  test.each(ways)('%s goes to no server of an unknown authority', async (_, ask) => {
    const server = await startServer((_request, response) => response.end(), ca)
    expect(await ask({ baseUrl: server.url })).toBe('untrusted UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    expect(server.seen).toEqual([])
  })

  test.each(ways)('%s goes to no server of another name', async (_, ask) => {
    const other = makePrivateCa({ names: 'DNS:elsewhere.example' })
    const server = await startServer((_request, response) => response.end(), other)
    expect(await ask({ baseUrl: server.url, caFile: other.caFile })).toBe('untrusted ERR_TLS_CERT_ALTNAME_INVALID')
    expect(server.seen).toEqual([])
  })

  test.each(ways)('%s goes through no proxy of an unknown authority', async (_, ask) => {
    const proxy = await startServer((_request, response) => response.end(), ca)
    const proxyUrl = proxy.url.replace('https://', 'https://anna:hunter2@')
    expect(await ask({ baseUrl: 'https://cloud.invalid', proxy: proxyUrl })).toBe('untrusted PROXY_UNTRUSTED')
    expect(proxy.seen).toEqual([])
  })

  test.each(ways)('%s goes to the authority of caFile', async (_, ask) => {
    const server = await startServer((_request, response) => response.end(), ca)
    expect(await ask({ baseUrl: server.url, caFile: ca.caFile })).toBe('answered')
  })
})

test('the authorities of Node and of the system count, each once, and a damaged one costs no other', () => {
  const [shared = ''] = getCACertificates('bundled')
  const bundle = join(makeFolder(), 'bundle.pem')
  const damaged = shared.replace(/^MI.{20}/m, '')
  writeFileSync(bundle, `# filter\n${ca.cert}\n${damaged}\n${shared}\n`)
  const trusted = trustedAuthorities([join(makeFolder(), 'missing.pem'), bundle])
  const bundled = getCACertificates('bundled').length
  if (has('linux')) {
    expect(trusted).toHaveLength(bundled + 1)
    expect(new X509Certificate(trusted.at(-1) ?? '').subject).toBe(new X509Certificate(ca.cert).subject)
  }
  expect(trustedAuthorities([]).length).toBeGreaterThanOrEqual(bundled)
})

test('all that trust the usual authorities share one context: making it takes longer than a handshake', () => {
  expect(secureContextOf()).toBe(secureContextOf())
})

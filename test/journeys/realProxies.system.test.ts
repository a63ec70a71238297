import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '#test/adapters/network/startServer.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { runJson } from '#test/support/command.ts'
import { byPacFile, byProxy, DesktopSettings } from '#test/support/desktopSettings.ts'
import { makeFolder } from '#test/support/folder.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import {
  startReSigningSquid,
  startSquid,
  startSquidWithNegotiate,
  startSquidWithPassword,
  startTinyproxy,
} from '#test/support/proxies.ts'
import { has } from '#test/support/skips.ts'

const ca = makePrivateCa()

/** A cloud that speaks TLS. @returns its port */
async function startCloud(): Promise<number> {
  const server = createServer(ca, (_, response) => response.end('{}'))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

interface Options {
  /** Of the upstream, beside its address. */
  entry: object
  env?: NodeJS.ProcessEnv
  program?: string
}

/** The started agent with one upstream that speaks TLS, and what it and its doctor say. */
async function startTill({ entry, env = new DesktopSettings().env, program }: Options) {
  const port = await startCloud()
  const upstream = { id: 'loyalty', scheme: 'capillary-till', till: canaryTill, password: canaries.password }
  const grants = [{ upstream: 'loyalty', allow: [{ methods: ['*'], path: '/**' }] }]
  const agent = await startAgent({
    provisioning: {
      upstreams: [{ ...upstream, baseUrl: `https://localhost:${port}`, ...entry }],
      clients: [{ id: 'pos', name: 'pos', grants }],
    },
    ...{ env, ...(program !== undefined && { program }) },
  })
  return {
    ...{ agent, port },
    ask: async () => {
      const response = await agent.call('pos', '/via/loyalty/v2/x')
      return { status: response.status, fault: response.headers.get('till-agent-fault'), body: await response.text() }
    },
    findings: async (): Promise<Record<string, { outcome: string; sentence: string; remedy?: string }>> => {
      const { answer } = await runJson(['doctor', '--data-dir', agent.dataDir])
      const own = answer.findings.filter(({ upstream }: { upstream?: string }) => upstream === 'loyalty')
      return Object.fromEntries(own.map((finding: { check: string }) => [finding.check, finding]))
    },
  }
}

test.runIf(has('squid'))('through squid, which the settings of the desktop name', async () => {
  const squid = await startSquid()
  const { env } = new DesktopSettings(byProxy(squid.url))
  const till = await startTill({ entry: { proxy: 'system', caFile: ca.caFile }, env })
  expect(await till.ask()).toMatchObject({ status: 200 })
  expect((await till.findings()).proxy).toMatchObject({
    outcome: 'fine',
    sentence: `The way to "loyalty" leads through ${squid.url}, as the desktop's settings say.`,
  })
  // squid notes a tunnel when it ends.
  await till.agent.end()
  await expect.poll(squid.log).toContain(`CONNECT localhost:${till.port}`)
})

test.runIf(has('tinyproxy'))('through tinyproxy, which a PAC file names behind a proxy that is off', async () => {
  const tinyproxy = await startTinyproxy()
  const address = tinyproxy.url.slice('http://'.length)
  const pac = await startServer((_, response) => {
    response.end(`function FindProxyForURL(url, host) {
      return host === 'localhost' ? 'PROXY 127.0.0.1:9; PROXY ${address}; DIRECT' : 'DIRECT'
    }`)
  })
  const file = `${pac.url}/proxy.pac`
  const { env } = new DesktopSettings(byPacFile(file))
  const till = await startTill({ entry: { proxy: 'system', caFile: ca.caFile }, env })
  expect(await till.ask()).toMatchObject({ status: 200 })
  expect(tinyproxy.log()).toContain(`CONNECT localhost:${till.port}`)
  const { proxy } = await till.findings()
  expect(proxy).toMatchObject({ outcome: 'fine' })
  expect(proxy?.sentence).toContain(`the desktop's settings (PAC file ${file})`)
  expect(proxy?.sentence).toContain(tinyproxy.url)
})

test('a PAC file that is not there is named, and the way is straight', async () => {
  const { env } = new DesktopSettings(byPacFile('http://127.0.0.1:9/proxy.pac'))
  const till = await startTill({ entry: { proxy: 'system', caFile: ca.caFile }, env })
  expect(await till.ask()).toMatchObject({ status: 200 })
  expect((await till.findings()).proxy).toMatchObject({
    outcome: 'attention',
    sentence: expect.stringContaining('The PAC file http://127.0.0.1:9/proxy.pac cannot be fetched'),
  })
})

test.runIf(has('squid'))('through a squid that wants a password, which the vault keeps', async () => {
  const squid = await startSquidWithPassword('till', canaries.password)
  const proxy = squid.url.replace('//', '//till@')
  const till = await startTill({ entry: { proxy, proxyPassword: canaries.password, caFile: ca.caFile } })
  expect(await till.ask()).toMatchObject({ status: 200 })
  await till.agent.end()
  await expect.poll(squid.log).toContain(`CONNECT localhost:${till.port} till `)
})

test.runIf(has('squid'))('a squid that wants a password and gets none is explained', async () => {
  const squid = await startSquidWithPassword('till', canaries.password)
  const till = await startTill({ entry: { proxy: squid.url, caFile: ca.caFile } })
  const refused = await till.ask()
  expect(refused).toMatchObject({ status: 503, fault: 'UPSTREAM_UNREACHABLE' })
  expect(JSON.parse(refused.body)).toMatchObject({ reason: 'PROXY_LOGIN_REQUIRED' })
  expect((await till.findings()).proxy).toMatchObject({
    outcome: 'trouble',
    sentence: `The proxy ${squid.url} wants a user name and a password (407).`,
  })
})

test.runIf(has('squid'))('a squid that wants Kerberos is explained, with the usual way out', async () => {
  const squid = await startSquidWithNegotiate()
  const till = await startTill({ entry: { proxy: squid.url, caFile: ca.caFile } })
  const refused = await till.ask()
  expect(JSON.parse(refused.body)).toMatchObject({
    reason: 'PROXY_LOGIN_UNSUPPORTED',
    remedy: expect.stringContaining('cntlm'),
  })
  expect((await till.findings()).proxy).toMatchObject({ outcome: 'trouble', remedy: expect.stringContaining('px') })
})

const program = join(import.meta.dirname, '../support/trustingRun.mjs')

test.runIf(has('squid', 'root'))('a filter that re-signs works once the system knows it, and is named', async () => {
  const filter = makePrivateCa()
  const squid = await startReSigningSquid(filter)
  const store = join(makeFolder(), 'store.crt')
  writeFileSync(store, readFileSync(filter.caFile))
  const env = { ...new DesktopSettings().env, TEST_SYSTEM_STORE: store }
  const till = await startTill({ entry: { proxy: squid.url }, env, program })
  expect(await till.ask()).toMatchObject({ status: 200 })
  expect((await till.findings()).tls).toMatchObject({
    outcome: 'attention',
    sentence: expect.stringContaining('answers are re-signed by "Till test CA"'),
  })
  const options = ['--data-dir', till.agent.dataDir]
  const { answer: status } = await runJson(['status', ...options])
  expect(status).toMatchObject({ condition: 'attention', concerns: [{ about: 'loyalty', code: 'UPSTREAM_RE_SIGNED' }] })

  await runJson(['setting', 'set', 'network.authorities', 'built-in', ...options])
  await till.agent.end()
  const { dataDir } = till.agent
  const grants = [{ upstream: 'loyalty', allow: [{ methods: ['*'], path: '/**' }] }]
  const upstream = { id: 'loyalty', scheme: 'capillary-till', till: canaryTill, password: canaries.password }
  const again = await startAgent({
    provisioning: {
      upstreams: [{ ...upstream, baseUrl: `https://localhost:${till.port}`, proxy: squid.url }],
      clients: [{ id: 'again', name: 'again', grants }],
    },
    ...{ env, program, dataDir },
  })
  const response = await again.call('again', '/via/loyalty/v2/x')
  expect(response.headers.get('till-agent-fault')).toBe('UPSTREAM_UNTRUSTED')
})

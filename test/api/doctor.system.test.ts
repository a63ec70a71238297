import { copyFileSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createSystemDiagnostics } from '#adapters/system/systemDiagnostics.ts'
import { presentDiagnosis } from '#api/presenters/findings.ts'
import type { Finding } from '#contract/doctor.ts'
import type { AgentDeps } from '#core/agentDeps.ts'
import { Fault } from '#core/base/fault.ts'
import type { Vault } from '#core/base/vault.ts'
import type { Diagnostics } from '#core/diagnostics/diagnostics.ts'
import { canaries, findLeaks } from '#test/support/canaries.ts'
import { createSkippingClock, createTestClock } from '#test/support/clock.ts'
import { makeFolder } from '#test/support/folder.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startTill, type Till } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const ca = makePrivateCa()
const tills = [{ till: 'till1', password: canaries.password }]
const login = '{"response":{"status":{"code":200},"store":{"user":{"username":"till1"}}}}'

/** Of this machine, but for what the environment of the test run asks for. */
const diagnostics: Diagnostics = {
  ...createSystemDiagnostics(),
  environment: () => ({ weakening: [], authorities: [] }),
}

function startAt(baseUrl: string, more: { caFile?: string; proxy?: string; deps?: Partial<AgentDeps> } = {}) {
  const { deps, ...endpoint } = more
  return startTill({ baseUrl, ...endpoint, deps: { diagnostics, ...deps } })
}

async function findingsOf({ agent }: Till): Promise<Finding[]> {
  const { findings } = presentDiagnosis(await agent.doctor.diagnose())
  for (const { sentence, remedy, outcome } of findings) {
    expect(sentence).toMatch(/^["A-Z].*\.$/s)
    if (outcome === 'trouble' || outcome === 'attention') expect(remedy).toMatch(/^[A-Z].*\.$/s)
  }
  expect(findLeaks(JSON.stringify(findings))).toEqual([])
  return findings
}

const outcomes = (findings: Finding[]) => Object.fromEntries(findings.map(({ check, outcome }) => [check, outcome]))
const finding = (findings: Finding[], check: Finding['check']) => findings.find((one) => one.check === check)

/** A port that answers every connection with these bytes, or with none, ever. */
async function startBytes(answer?: string): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    if (answer !== undefined) socket.end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

test('a till in good health has nothing to do', async () => {
  const cloud = await startTestSimulator({ tills })
  const vault: Vault = { ...createMemoryVault(), forgets: false }
  const till = await startAt(cloud.url, { deps: { vault } })
  till.agent.posOpenedAt(till.port)
  const findings = await findingsOf(till)
  expect(findings.map(({ check, upstream, outcome }) => [check, upstream ?? '-', outcome])).toEqual([
    ['keychain', '-', 'fine'],
    ['settings', '-', 'fine'],
    ['port', '-', 'fine'],
    ['audit', '-', 'fine'],
    ['dns', 'loyalty', 'skipped'],
    ['proxy', 'loyalty', 'fine'],
    ['tls', 'loyalty', 'skipped'],
    ['clock', 'loyalty', 'fine'],
    ['credential', 'loyalty', 'fine'],
  ])
  expect(findings.filter(({ remedy, action }) => remedy || action)).toEqual([])
})

test('a keychain that forgets, or is locked, is told apart from one that works', async () => {
  const cloud = await startTestSimulator({ tills })
  expect(finding(await findingsOf(await startAt(cloud.url)), 'keychain')).toMatchObject({
    outcome: 'attention',
    remedy: expect.stringContaining('--vault memory'),
  })
  const memory = createMemoryVault()
  let isLocked = false
  const vault: Vault = {
    ...memory,
    forgets: false,
    read: async (account) => {
      if (isLocked) throw new Fault('KEYCHAIN_LOCKED')
      return memory.read(account)
    },
  }
  const till = await startAt(cloud.url, { deps: { vault } })
  isLocked = true
  const findings = await findingsOf(till)
  expect(finding(findings, 'keychain')).toMatchObject({
    outcome: 'trouble',
    sentence: expect.stringMatching(/^The keychain is locked/),
    action: { action: 'check-again' },
  })
  expect(finding(findings, 'credential')).toMatchObject({
    outcome: 'trouble',
    sentence: expect.stringMatching(/^The keychain is locked/),
  })
})

test('damaged settings and audit trails that were set aside are reported', async () => {
  const cloud = await startTestSimulator({ tills })
  const diagnostics = { ...createSystemDiagnostics(), settingsSetAside: () => ['settings.damaged-1.json'] }
  const audit = { ...createMemoryAudit(), setAside: () => ['audit.damaged-1.sqlite'] }
  const findings = await findingsOf(await startAt(cloud.url, { deps: { diagnostics, audit } }))
  expect(finding(findings, 'settings')).toMatchObject({
    outcome: 'attention',
    sentence: expect.stringContaining('settings.damaged-1.json'),
  })
  expect(finding(findings, 'audit')).toMatchObject({
    outcome: 'attention',
    sentence: expect.stringContaining('audit.damaged-1.sqlite'),
  })
})

test('an audit trail that cannot be written is trouble', async () => {
  const cloud = await startTestSimulator({ tills })
  const refuse = () => {
    throw new Fault('AUDIT_UNAVAILABLE')
  }
  const audit = { ...createMemoryAudit(), append: refuse }
  const till = await startAt(cloud.url, { deps: { audit } })
  till.agent.audit.record({ event: 'agent-started', actor: 'agent', subject: '', outcome: 'done', detail: '' })
  expect(finding(await findingsOf(till), 'audit')).toMatchObject({ outcome: 'trouble' })
})

test('a POS API that does not answer is trouble, and one that was never opened is not', async () => {
  const cloud = await startTestSimulator({ tills })
  const till = await startAt(cloud.url)
  expect(finding(await findingsOf(till), 'port')).toMatchObject({ outcome: 'skipped' })
  till.agent.posOpenedAt(1)
  expect(finding(await findingsOf(till), 'port')).toMatchObject({
    outcome: 'trouble',
    sentence: expect.stringMatching(/port 1\.$/),
  })
})

test('an agent without upstreams gets one finding about that', async () => {
  const cloud = await startTestSimulator({ tills })
  const till = await startAt(cloud.url)
  await till.agent.upstreams.remove('loyalty', true)
  const findings = await findingsOf(till)
  expect(findings.filter(({ check }) => check === 'credential')).toMatchObject([
    { outcome: 'attention', sentence: expect.stringContaining('No upstream') },
  ])
  expect(findings.filter(({ upstream }) => upstream !== undefined)).toEqual([])
})

test('an unknown name is reported, and holds up no other check', async () => {
  const findings = await findingsOf(await startAt('https://no-such-cloud.invalid'))
  expect(finding(findings, 'dns')).toMatchObject({
    outcome: 'trouble',
    sentence: expect.stringContaining('no-such-cloud.invalid'),
    action: { action: 'check-again', target: 'loyalty' },
  })
  expect(outcomes(findings)).toMatchObject({ tls: 'skipped', clock: 'skipped', credential: 'skipped', audit: 'fine' })
})

test('a port that refuses is unreachable, and nothing is learnt of the credential', async () => {
  const findings = await findingsOf(await startAt('https://127.0.0.1:1'))
  expect(finding(findings, 'tls')).toMatchObject({
    outcome: 'trouble',
    sentence: expect.stringContaining('ECONNREFUSED'),
  })
  expect(outcomes(findings)).toMatchObject({ dns: 'skipped', clock: 'skipped', credential: 'skipped' })
})

test('a certificate of an unknown authority is trouble and names it; the credential is not sent', async () => {
  const upstream = await startUpstream((_, response) => response.end(login), { tls: ca })
  const findings = await findingsOf(await startAt(upstream.url))
  expect(finding(findings, 'tls')).toMatchObject({
    outcome: 'trouble',
    sentence: expect.stringContaining('"Till test CA"'),
    remedy: expect.stringContaining('caFile'),
    action: { action: 'open-settings', target: 'loyalty' },
  })
  expect(upstream.seen).toEqual([])
})

test('a store that opens TLS on purpose is reported with the name of its authority', async () => {
  const upstream = await startUpstream((_, response) => response.end(login), { tls: ca })
  const findings = await findingsOf(await startAt(upstream.url, { caFile: ca.caFile }))
  expect(finding(findings, 'tls')).toMatchObject({
    outcome: 'attention',
    sentence: expect.stringContaining('"Till test CA"'),
    remedy: expect.stringContaining('caFile'),
  })
  expect(outcomes(findings)).toMatchObject({ clock: 'fine', credential: 'fine' })
})

test('a missing CA file is named', async () => {
  const upstream = await startUpstream((_, response) => response.end(login), { tls: ca })
  const caFile = join(makeFolder(), 'ca.pem')
  copyFileSync(ca.caFile, caFile)
  const till = await startAt(upstream.url, { caFile })
  rmSync(caFile)
  const findings = await findingsOf(till)
  expect(finding(findings, 'tls')).toMatchObject({ outcome: 'trouble', sentence: expect.stringContaining(caFile) })
  expect(outcomes(findings)).toMatchObject({ credential: 'skipped' })
})

test('a proxy that wants a password is reported, without credentials', async () => {
  const port = await startBytes('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
  const proxy = `http://anna:${encodeURIComponent(canaries.oauthSecret)}@127.0.0.1:${port}`
  const findings = await findingsOf(await startAt('https://no-such-cloud.invalid', { proxy }))
  expect(finding(findings, 'proxy')).toMatchObject({
    outcome: 'trouble',
    sentence: `The proxy http://127.0.0.1:${port} wants a user name and a password (407).`,
    action: { action: 'change-network', target: 'loyalty' },
  })
  expect(outcomes(findings)).toMatchObject({ dns: 'skipped', tls: 'skipped', clock: 'skipped' })
})

test('a proxy that refuses and one that is not there are told apart', async () => {
  const port = await startBytes('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
  const strict = await findingsOf(await startAt('https://cloud.invalid', { proxy: `http://127.0.0.1:${port}` }))
  expect(finding(strict, 'proxy')).toMatchObject({ outcome: 'trouble', sentence: expect.stringContaining('(403)') })
  const gone = await findingsOf(await startAt('https://cloud.invalid', { proxy: 'http://127.0.0.1:1' }))
  expect(finding(gone, 'proxy')).toMatchObject({
    outcome: 'attention',
    sentence: expect.stringContaining('ECONNREFUSED'),
  })
})

test.each([
  [-30, 'fine', 'agrees'],
  [70, 'attention', '1 minute behind'],
  [-290, 'attention', '5 minutes ahead of'],
  [600, 'trouble', '10 minutes behind'],
  [-86_400 * 3, 'trouble', '3 days ahead of'],
])('an upstream whose clock is %d s from ours: %s', async (seconds, outcome, words) => {
  const upstream = await startUpstream((_, response: ServerResponse) => {
    response.writeHead(200, { Date: new Date(Date.now() + seconds * 1_000).toUTCString() }).end(login)
  })
  expect(finding(await findingsOf(await startAt(upstream.url)), 'clock')).toMatchObject({
    outcome,
    sentence: expect.stringContaining(words),
  })
})

test('the clock of this machine is compared with that of the upstream', async () => {
  const cloud = await startTestSimulator({ tills })
  const clock = createSkippingClock()
  const till = await startAt(cloud.url, { deps: { clock } })
  clock.skip(3_600_000)
  expect(finding(await findingsOf(till), 'clock')).toMatchObject({
    outcome: 'trouble',
    sentence: 'The clock of this machine is 60 minutes ahead of that of "loyalty".',
    remedy: expect.stringContaining('automatically'),
  })
})

test('a wrong credential is tried once; from then on it is known to be locked, and never tried again', async () => {
  const cloud = await startTestSimulator({ tills: [{ till: 'till1', password: 'another' }] })
  const till = await startAt(cloud.url)
  const tries = () => cloud.seen().filter(({ authorization }) => authorization !== undefined).length
  const first = finding(await findingsOf(till), 'credential')
  expect(first).toMatchObject({ outcome: 'trouble', action: { action: 'rotate-upstream', target: 'loyalty' } })
  expect(tries()).toBe(1)
  expect(finding(await findingsOf(till), 'credential')).toMatchObject({
    outcome: 'trouble',
    action: { action: 'rotate-upstream', target: 'loyalty' },
  })
  expect(tries()).toBe(1)
})

test('an upstream without a credential asks for one', async () => {
  const cloud = await startTestSimulator({ tills })
  const vault = createMemoryVault()
  const till = await startAt(cloud.url, { deps: { vault: { ...vault, read: async () => undefined } } })
  expect(finding(await findingsOf(till), 'credential')).toMatchObject({
    outcome: 'trouble',
    action: { action: 'rotate-upstream', target: 'loyalty' },
  })
})

test('an upstream without a sign-in asks for one', async () => {
  const cloud = await startTestSimulator({ tills })
  const till = await startAt(cloud.url)
  const desk = { id: 'desk', scheme: 'oidc', baseUrl: cloud.url, issuer: cloud.url, clientId: 'till-desk' }
  await till.agent.provision({ upstreams: [desk as never], clients: [] })
  const ofDesk = (await findingsOf(till)).filter(({ upstream }) => upstream === 'desk')
  expect(finding(ofDesk, 'credential')).toMatchObject({
    outcome: 'trouble',
    action: { action: 'sign-in-upstream', target: 'desk' },
  })
})

test('a button that is pressed thrice probes once, and the next day again', async () => {
  const cloud = await startTestSimulator({ tills })
  const { agent } = await startAt(cloud.url)
  const [one, two, three] = await Promise.all([
    agent.doctor.diagnose(),
    agent.doctor.diagnose(),
    agent.doctor.diagnose(),
  ])
  expect([two === one, three === one]).toEqual([true, true])
  const tries = () => cloud.seen().filter(({ authorization }) => authorization !== undefined).length
  expect(tries()).toBe(1)
  await agent.doctor.recent()
  expect(tries()).toBe(1)
  await agent.doctor.diagnose()
  expect(tries()).toBe(2)
})

test('an upstream that never answers is given up after ten seconds, while the others are checked', async () => {
  const port = await startBytes()
  const cloud = await startTestSimulator({ tills })
  const clock = createTestClock()
  const till = await startAt(cloud.url, { deps: { clock } })
  await till.agent.provision({
    upstreams: [
      { id: 'dead', scheme: 'basic', baseUrl: `https://127.0.0.1:${port}`, username: 'u', password: 'p' } as never,
    ],
    clients: [],
  })
  const diagnosed = findingsOf(till)
  const tried = () => cloud.seen().some(({ authorization }) => authorization !== undefined)
  await expect.poll(tried).toBe(true)
  await clock.advance(10_000)
  const findings = await diagnosed
  const dead = findings.filter(({ upstream }) => upstream === 'dead')
  expect(finding(dead, 'tls')).toMatchObject({
    outcome: 'trouble',
    sentence: 'There was no answer within 10 seconds.',
    action: { action: 'check-again' },
  })
  expect(findings.filter(({ upstream }) => upstream === 'loyalty').length).toBeGreaterThan(2)
})

test('a credential under test is not tested a second time meanwhile', async () => {
  const held: ServerResponse[] = []
  const upstream = await startUpstream(({ headers }, response) => {
    if (headers.authorization === undefined) response.end()
    else held.push(response)
  })
  const clock = createTestClock()
  const till = await startAt(upstream.url, { deps: { clock } })
  const headRequests = () => upstream.seen.filter(({ method }) => method === 'HEAD').length
  for (const times of [1, 2]) {
    const diagnosed = findingsOf(till)
    await expect.poll(() => [headRequests(), held.length]).toEqual([times, 1])
    await clock.advance(10_000)
    expect(finding(await diagnosed, 'credential')).toMatchObject({
      outcome: 'trouble',
      action: { action: 'check-again' },
    })
  }
  const joined = findingsOf(till)
  held[0]?.end(login)
  expect(finding(await joined, 'credential')).toMatchObject({ outcome: 'fine' })
  const last = findingsOf(till)
  await expect.poll(() => held.length).toBe(2)
  held[1]?.end(login)
  expect(finding(await last, 'credential')).toMatchObject({ outcome: 'fine' })
  expect(upstream.seen.filter(({ headers }) => headers.authorization !== undefined)).toHaveLength(2)
})

test('a check that breaks is a finding, and its bug is logged', async () => {
  const cloud = await startTestSimulator({ tills })
  const diagnostics: Diagnostics = {
    ...createSystemDiagnostics(),
    proxyFor: () => {
      throw new TypeError('a bug')
    },
  }
  const till = await startAt(cloud.url, { deps: { diagnostics } })
  const findings = await findingsOf(till)
  expect(finding(findings, 'tls')).toMatchObject({ outcome: 'attention', action: { action: 'check-again' } })
  expect(outcomes(findings)).toMatchObject({ dns: 'attention', credential: 'fine' })
  expect(till.log.events).toContainEqual(
    expect.objectContaining({ event: 'bug', fields: { kind: 'doctor tls', upstream: 'loyalty' } }),
  )
})

test('without diagnostics of the machine, the agent alone is checked', async () => {
  const cloud = await startTestSimulator({ tills })
  const till = await startTill({ baseUrl: cloud.url })
  expect((await findingsOf(till)).map(({ check }) => check)).toEqual(['keychain', 'audit', 'credential'])
})

test('closing the agent cancels the checks', async () => {
  const cloud = await startTestSimulator({ tills })
  let isAborted = false
  const probing = Promise.withResolvers<void>()
  const diagnostics: Diagnostics = {
    ...createSystemDiagnostics(),
    probeConnection: (_, signal) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          isAborted = true
        })
        probing.resolve()
      }),
  }
  const { agent } = await startAt(cloud.url, { deps: { diagnostics, clock: createTestClock() } })
  const diagnosed = agent.doctor.diagnose()
  await probing.promise
  await agent.close()
  expect((await diagnosed).findings.length).toBeGreaterThan(0)
  expect(isAborted).toBe(true)
})

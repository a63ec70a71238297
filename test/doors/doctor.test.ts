import { copyFileSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryAudit } from '../../electron/adapters/memoryAudit.ts'
import { createMemoryVault } from '../../electron/adapters/memoryVault.ts'
import { createSystemDiagnostics } from '../../electron/adapters/systemDiagnostics.ts'
import type { Finding } from '../../electron/contract/doctor.ts'
import type { AgentPorts } from '../../electron/core/agent.ts'
import type { Diagnostics } from '../../electron/core/diagnostics.ts'
import { Fault } from '../../electron/core/fault.ts'
import type { Vault } from '../../electron/core/vault.ts'
import { makeFolder } from '../support/agentProcess.ts'
import { canaries, findLeaks } from '../support/canaries.ts'
import { createTestClock } from '../support/clock.ts'
import { makePrivateCa } from '../support/privateCa.ts'
import { createSkippingClock } from '../support/schemeTill.ts'
import { startTestSimulator } from '../support/simulator.ts'
import { startTill, type Till } from '../support/till.ts'
import { startUpstream } from '../support/upstream.ts'

const ca = makePrivateCa()
const tills = [{ till: 'till1', password: canaries.password }]
const login = '{"response":{"status":{"code":200},"store":{"user":{"username":"till1"}}}}'

function startAt(baseUrl: string, more: { caFile?: string; proxy?: string; ports?: Partial<AgentPorts> } = {}) {
  const { ports, ...reach } = more
  return startTill({ baseUrl, ...reach, ports: { diagnostics: createSystemDiagnostics(), ...ports } })
}

async function findingsOf({ agent }: Till): Promise<Finding[]> {
  const { findings } = await agent.doctor.diagnose()
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
  const till = await startAt(cloud.url, { ports: { vault } })
  till.agent.doctor.posOpenedAt(till.port)
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
  const kept = createMemoryVault()
  let isLocked = false
  const vault: Vault = {
    ...kept,
    forgets: false,
    read: async (account) => {
      if (isLocked) throw new Fault('KEYCHAIN_LOCKED')
      return kept.read(account)
    },
  }
  const till = await startAt(cloud.url, { ports: { vault } })
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

test('damaged settings and audit trails that lie about are pointed at', async () => {
  const cloud = await startTestSimulator({ tills })
  const diagnostics = { ...createSystemDiagnostics(), settingsSetAside: () => ['settings.damaged-1.json'] }
  const audit = { ...createMemoryAudit(), setAside: () => ['audit.damaged-1.sqlite'] }
  const findings = await findingsOf(await startAt(cloud.url, { ports: { diagnostics, audit } }))
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
  const till = await startAt(cloud.url, { ports: { audit } })
  till.agent.audit.record({ event: 'agent-started', actor: 'agent', subject: '', outcome: 'done', detail: '' })
  expect(finding(await findingsOf(till), 'audit')).toMatchObject({ outcome: 'trouble' })
})

test('a POS door that nobody answers at is trouble, and one that was never opened is none', async () => {
  const cloud = await startTestSimulator({ tills })
  const till = await startAt(cloud.url)
  expect(finding(await findingsOf(till), 'port')).toMatchObject({ outcome: 'skipped' })
  till.agent.doctor.posOpenedAt(1)
  expect(finding(await findingsOf(till), 'port')).toMatchObject({
    outcome: 'trouble',
    sentence: expect.stringMatching(/port 1\.$/),
  })
})

test('an agent without upstreams is told so once', async () => {
  const cloud = await startTestSimulator({ tills })
  const till = await startAt(cloud.url)
  await till.agent.upstreams.remove('loyalty', true)
  const findings = await findingsOf(till)
  expect(findings.filter(({ check }) => check === 'credential')).toMatchObject([
    { outcome: 'attention', sentence: expect.stringContaining('No upstream') },
  ])
  expect(findings.filter(({ upstream }) => upstream !== undefined)).toEqual([])
})

test('a name that leads nowhere is named, and holds up nothing else', async () => {
  const findings = await findingsOf(await startAt('https://no-such-cloud.invalid'))
  expect(finding(findings, 'dns')).toMatchObject({
    outcome: 'trouble',
    sentence: expect.stringContaining('no-such-cloud.invalid'),
    action: { action: 'check-again', target: 'loyalty' },
  })
  expect(outcomes(findings)).toMatchObject({ tls: 'trouble', clock: 'skipped', credential: 'attention', audit: 'fine' })
})

test('a port that refuses is unreachable, and nothing is learnt of the credential', async () => {
  const findings = await findingsOf(await startAt('https://127.0.0.1:1'))
  expect(finding(findings, 'tls')).toMatchObject({
    outcome: 'trouble',
    sentence: expect.stringContaining('ECONNREFUSED'),
  })
  expect(outcomes(findings)).toMatchObject({ dns: 'skipped', clock: 'skipped', credential: 'attention' })
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

test('a store that opens TLS on purpose is pointed at by the name of its authority', async () => {
  const upstream = await startUpstream((_, response) => response.end(login), { tls: ca })
  const findings = await findingsOf(await startAt(upstream.url, { caFile: ca.caFile }))
  expect(finding(findings, 'tls')).toMatchObject({
    outcome: 'attention',
    sentence: expect.stringContaining('"Till test CA"'),
    remedy: expect.stringContaining('caFile'),
  })
  expect(outcomes(findings)).toMatchObject({ clock: 'fine', credential: 'fine' })
})

test('a CA file that is gone is trouble by name', async () => {
  const upstream = await startUpstream((_, response) => response.end(login), { tls: ca })
  const caFile = join(makeFolder(), 'ca.pem')
  copyFileSync(ca.caFile, caFile)
  const till = await startAt(upstream.url, { caFile })
  rmSync(caFile)
  const findings = await findingsOf(till)
  expect(finding(findings, 'tls')).toMatchObject({ outcome: 'trouble', sentence: expect.stringContaining(caFile) })
  expect(outcomes(findings)).toMatchObject({ credential: 'trouble' })
})

test('a proxy that wants a password is found to be what is wrong, and named without credentials', async () => {
  const port = await startBytes('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
  const proxy = `http://anna:${encodeURIComponent(canaries.oauthSecret)}@127.0.0.1:${port}`
  const findings = await findingsOf(await startAt('https://no-such-cloud.invalid', { proxy }))
  expect(finding(findings, 'proxy')).toMatchObject({
    outcome: 'trouble',
    sentence: `The proxy http://127.0.0.1:${port} wants a user name and a password (407).`,
    action: { action: 'open-settings', target: 'loyalty' },
  })
  expect(outcomes(findings)).toMatchObject({ dns: 'skipped', tls: 'skipped', clock: 'skipped' })
})

test('a proxy that says no, and one that is not there, are told apart', async () => {
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

test('the clock of this machine is held against that of the upstream', async () => {
  const cloud = await startTestSimulator({ tills })
  const clock = createSkippingClock()
  const till = await startAt(cloud.url, { ports: { clock } })
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

test('an upstream without a credential is to be given one', async () => {
  const cloud = await startTestSimulator({ tills })
  const vault = createMemoryVault()
  const till = await startAt(cloud.url, { ports: { vault: { ...vault, read: async () => undefined } } })
  expect(finding(await findingsOf(till), 'credential')).toMatchObject({
    outcome: 'trouble',
    action: { action: 'rotate-upstream', target: 'loyalty' },
  })
})

test('an upstream that nobody signed in to is to be signed in to', async () => {
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

test('an upstream that never answers is given up on after ten seconds, while the others are looked at', async () => {
  const port = await startBytes()
  const cloud = await startTestSimulator({ tills })
  const clock = createTestClock()
  const till = await startAt(cloud.url, { ports: { clock } })
  await till.agent.provision({
    upstreams: [
      { id: 'dead', scheme: 'basic', baseUrl: `https://127.0.0.1:${port}`, username: 'u', password: 'p' } as never,
    ],
    clients: [],
  })
  const diagnosed = findingsOf(till)
  const tried = () => cloud.seen().some(({ authorization }) => authorization !== undefined)
  await expect.poll(tried).toBe(true)
  await clock.pass(10_000)
  const findings = await diagnosed
  const dead = findings.filter(({ upstream }) => upstream === 'dead')
  expect(finding(dead, 'tls')).toMatchObject({
    outcome: 'trouble',
    sentence: 'There was no answer within 10 seconds.',
    action: { action: 'check-again' },
  })
  expect(findings.filter(({ upstream }) => upstream === 'loyalty').length).toBeGreaterThan(2)
})

test('a credential that is still being tried is not tried a second time beside it', async () => {
  const held: ServerResponse[] = []
  const upstream = await startUpstream(({ headers }, response) => {
    if (headers.authorization === undefined) response.end()
    else held.push(response)
  })
  const clock = createTestClock()
  const till = await startAt(upstream.url, { ports: { clock } })
  const knocks = () => upstream.seen.filter(({ method }) => method === 'HEAD').length
  for (const times of [1, 2]) {
    const diagnosed = findingsOf(till)
    await expect.poll(() => [knocks(), held.length]).toEqual([times, 1])
    await clock.pass(10_000)
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
  const till = await startAt(cloud.url, { ports: { diagnostics } })
  const findings = await findingsOf(till)
  expect(finding(findings, 'tls')).toMatchObject({ outcome: 'attention', action: { action: 'check-again' } })
  expect(outcomes(findings)).toMatchObject({ dns: 'attention', credential: 'fine' })
  expect(till.log.events).toContainEqual(
    expect.objectContaining({ event: 'bug', fields: { kind: 'doctor tls', upstream: 'loyalty' } }),
  )
})

test('without a machine to ask, the agent alone is looked at', async () => {
  const cloud = await startTestSimulator({ tills })
  const till = await startTill({ baseUrl: cloud.url })
  expect((await findingsOf(till)).map(({ check }) => check)).toEqual(['keychain', 'audit', 'credential'])
})

test('an agent that is closed lets go of what it looks at', async () => {
  const cloud = await startTestSimulator({ tills })
  let isAborted = false
  const diagnostics: Diagnostics = {
    ...createSystemDiagnostics(),
    knock: (_, signal) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          isAborted = true
        })
      }),
  }
  const { agent } = await startAt(cloud.url, { ports: { diagnostics, clock: createTestClock() } })
  const diagnosed = agent.doctor.diagnose()
  await agent.close()
  expect((await diagnosed).findings.length).toBeGreaterThan(0)
  expect(isAborted).toBe(true)
})

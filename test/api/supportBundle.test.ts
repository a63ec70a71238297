import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { openLogTail } from '#adapters/log/logTail.ts'
import { openPinoLog } from '#adapters/log/pinoLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { createSystemDiagnostics } from '#adapters/system/systemDiagnostics.ts'
import { createZip } from '#adapters/system/zip.ts'
import { bundleWords } from '#api/presenters/bundleWords.ts'
import type { Agent } from '#core/agent.ts'
import type { AgentDeps } from '#core/agentDeps.ts'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import { PinSession } from '#core/settings/managerPin.ts'
import { canaries, findLeaks } from '#test/support/canaries.ts'
import { createTestClock } from '#test/support/clock.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startTill } from '#test/support/till.ts'

const mobile = '919999999993'
const mail = 'anna.mueller@shop.example.com'
const code = '774911'
const wrongCode = '318264'
const pin = '82649153'
/** What the operating system calls the person at the till. */
const person = 'jolanthe'

async function bundled(ports: Partial<AgentDeps> = {}) {
  const cloud = await startTestSimulator({ tills: [{ till: 'till1', password: canaries.password }] })
  // Not one of those that must hold no canary: this log is tampered with.
  const directory = mkdtempSync(join(tmpdir(), 'till-log-'))
  const log = openPinoLog({ directory })
  onTestFinished(async () => {
    await log.close()
    rmSync(directory, { recursive: true })
  })
  const settings = createMemorySettings()
  const till = await startTill({
    baseUrl: cloud.url,
    deps: {
      settings,
      log,
      diagnostics: createSystemDiagnostics(),
      archive: createZip,
      logTail: openLogTail({ directory, flush: log.flush }),
      ...ports,
    },
  })
  return { till, agent: till.agent, settings, cloud, log, logFile: join(directory, 'agent.log') }
}

async function unzipped(agent: Agent): Promise<Record<string, string>> {
  const { content } = await agent.supportBundle.make(bundleWords)
  const files = unzipSync(Buffer.from(content, 'base64'))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

test('a bundle of a till that lived through everything holds no secret, no customer and no person', async () => {
  const { till, agent, settings, cloud, log, logFile } = await bundled()
  const { key } = agent.clients.add({
    id: 'kiosk',
    name: `Kiosk of ${person}`,
    grants: [{ upstream: 'loyalty', allow: [{ methods: ['GET'], path: `/v2/customers/${mobile}` }, 'capillary:sell'] }],
    origins: [`https://${person}.example.com`],
  })
  await agent.provision({
    upstreams: [
      {
        ...{ id: 'shop', scheme: 'basic', baseUrl: 'https://shop.invalid', username: person },
        ...{
          password: canaries.oauthSecret,
          proxy: `http://${person}:${canaries.oauthSecret.slice(0, 12)}@127.0.0.1:1`,
        },
      } as never,
    ],
    clients: [],
  })
  agent.settings.set('store.name', `Boutique ${person}`)
  await till.call(`/via/loyalty/v1.1/customer/get?format=json&mobile=${mobile}`)
  await till.call(`/via/loyalty/v1.1/customer/get?format=json&email=${encodeURIComponent(mail)}`)
  await till.call(`/via/loyalty/v2/customers/${mobile}`, { headers: { 'Till-Agent-Key': key } })
  await till.call('/v1/status', { headers: { 'Till-Agent-Key': canaries.clientKey } })
  await till.call('/v1/status', { headers: { Origin: `https://${person}.example` } })
  await till.call(`/via/loyalty/..%2f${mobile}`)
  const access = new PinSession()
  await agent.managerPin.set(access, pin)
  await agent.managerPin.unlock(access, '00000000').catch(() => {})
  const asker = { actor: `window/${person}` }
  const identifier = { type: 'mobile', value: `+${mobile}` } as const
  const verification = await agent.verifications.start(asker, { upstream: 'loyalty', identifier })
  await agent.verifications.check(verification, asker, new Secret(wrongCode))
  await till.call(`/via/loyalty/v1.1/points/validationcode?code=${code}&mobile=${mobile}`)
  const codes = [...cloud.messages().map((message) => message.code), wrongCode, code]
  // One for the verification, one for the points.
  expect(codes).toHaveLength(4)
  const row = { event: 'upstream-added', subject: 'upstream/shop', outcome: 'done' } as const
  agent.audit.record({ ...row, actor: `pipe/${person}`, detail: `asked for ${mobile} by ${mail}` })
  agent.audit.record({ ...row, actor: `window/${person}`, subject: `customer/${mobile}`, detail: canaries.password })
  agent.audit.record({ ...row, actor: person, outcome: person, detail: '' })
  log.warn('alarm', { upstream: 'loyalty', detail: `till of ${mail}, ${mobile}, in /home/${person}/till` })
  const bug = new Error(`could not send ${canaries.password} of ${mobile}`)
  // Vitest imports this file with a query, as no file of the agent is.
  bug.stack = (bug.stack ?? '').replace(/\?vitest=\d+/g, '')
  log.error('bug', bug, { reference: 'r-1' })
  appendFileSync(logFile, `${canaries.password} ${mobile}\n`)
  appendFileSync(
    logFile,
    `${JSON.stringify({ level: 'info', time: '2026-11-22T10:15:30.123Z', event: 'x', password: canaries.password })}\n`,
  )

  const { installation, pin: keptPin, clients } = settings.read()
  const digests = clients.flatMap(({ keyDigest, md5KeyDigest }) => [keyDigest, md5KeyDigest])
  const secrets = [installation, pin, keptPin?.salt ?? 'no PIN', keptPin?.hash ?? 'no PIN', key, till.key, ...digests]
  const persons = [mobile, mobile.slice(2), mail, person, createHash('sha256').update(mobile).digest('hex')]
  const preview = (await agent.supportBundle.preview(bundleWords)).files.map(
    ({ name, lines }) => `${name}\n${lines.join('\n')}`,
  )
  const files = await unzipped(agent)
  for (const text of [preview.join('\n'), JSON.stringify(files), ...Object.values(files)]) {
    expect(findLeaks(text)).toEqual([])
    expect([...secrets, ...persons].filter((one) => text.toLowerCase().includes(one.toLowerCase()))).toEqual([])
    // Not as a part of a longer number, such as a time.
    expect(codes.filter((one) => new RegExp(`(?<!\\d)${one}(?!\\d)`).test(text))).toEqual([])
  }
  // And yet it tells what support needs.
  expect(Object.keys(files)).toEqual([
    'about.txt',
    'status.json',
    'settings.json',
    'doctor.json',
    'requests.json',
    'latency.json',
    'refusals.json',
    'audit.json',
    'crashes.json',
    'log.txt',
  ])
  const read = (name: string) => JSON.parse(files[name] ?? '')
  expect(files['about.txt']).toMatch(
    /^Till Agent 0\.0\.0-test\nMachine: \w+ \w+, Node [\d.]+\nMade: \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/,
  )
  expect(files['about.txt']).toContain('could not be read: 1\n')
  expect(read('status.json')).toMatchObject({ upstreams: [{ id: 'loyalty', state: 'ready' }, { id: 'shop' }] })
  expect(read('settings.json')).toMatchObject({
    limits: expect.arrayContaining([{ name: 'limits.queue', value: 256, source: 'default' }]),
    upstreams: [
      { id: 'loyalty', scheme: 'capillary-till', host: expect.stringMatching(/^127\.0\.0\.1:\d+$/), proxy: 'direct' },
      { id: 'shop', host: 'shop.invalid', proxy: 'of its own' },
    ],
    clients: [
      { id: 'pos', origins: 0 },
      {
        ...{ id: 'kiosk', origins: 1 },
        grants: ['loyalty=GET /v2/customers/[number]|capillary:sell'],
      },
    ],
  })
  expect(read('doctor.json').findings).toContainEqual(
    expect.objectContaining({ check: 'credential', upstream: 'loyalty', outcome: 'fine' }),
  )
  expect(read('requests.json')).toContainEqual(
    expect.objectContaining({ client: 'pos', upstream: 'loyalty', status: 200, route: 'GET /**' }),
  )
  // One entry for each minute that had requests, and the test may begin in one and end in the next.
  expect(new Set(read('latency.json').map(({ upstream }: { upstream: string }) => upstream))).toEqual(
    new Set(['loyalty']),
  )
  expect(read('refusals.json')).toContainEqual({ code: 'KEY_REFUSED', count: 1 })
  const rows = read('audit.json')
  expect(rows.slice(0, 3)).toEqual([
    expect.objectContaining({ event: 'upstream-added', actor: 'unknown', outcome: 'unknown' }),
    expect.objectContaining({ event: 'upstream-added', actor: 'window', subject: '', outcome: 'done' }),
    expect.objectContaining({ event: 'upstream-added', actor: 'pipe', subject: 'upstream/shop', outcome: 'done' }),
  ])
  expect(rows.flatMap(Object.keys)).not.toContain('detail')
  const lines = (files['log.txt'] ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'alarm', detail: 'till of [e-mail], [number], in /home/[user]/till' }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({
      event: 'bug',
      reference: 'r-1',
      places: expect.stringContaining('supportBundle.test.ts'),
    }),
  )
  expect(lines.at(-1)).toEqual({ time: '2026-11-22T10:15:30.123Z', level: 'info', event: 'x' })
})

test('the preview is the bundle, line by line', async () => {
  const clock = createTestClock(Date.UTC(2026, 10, 22, 9, 5))
  const { agent } = await bundled({ clock })
  const { files } = await agent.supportBundle.preview(bundleWords)
  const made = await unzipped(agent)
  expect(files.map(({ name, lines }) => [name, `${lines.join('\n')}\n`])).toEqual(
    Object.entries(made).map(([name, text]) => [name, text || '\n']),
  )
  expect((await agent.supportBundle.make(bundleWords)).fileName).toMatch(
    /^till-agent-support-2026-11-22-0905-\d{6}\.zip$/,
  )
})

test('a bundle uses the diagnosis of the last minute, so that preview and bundle probe once', async () => {
  const clock = createTestClock()
  const { agent, cloud } = await bundled({ clock })
  const probes = () => cloud.seen().filter(({ authorization }) => authorization !== undefined).length
  await agent.supportBundle.preview(bundleWords)
  await agent.supportBundle.make(bundleWords)
  expect(probes()).toBe(1)
  await clock.advance(60_000)
  await agent.supportBundle.preview(bundleWords)
  expect(probes()).toBe(2)
})

test('a bundle is made without a trail or a log that cannot be read', async () => {
  const refuse = () => {
    throw new Fault('AUDIT_UNAVAILABLE')
  }
  const rows = () => {
    throw new Error('EIO')
  }
  const { agent } = await bundled({ audit: { ...createMemoryAudit(), before: refuse }, logTail: { rows } })
  const files = await unzipped(agent)
  expect(files['about.txt']).toContain('The audit trail could not be read.\nThe log could not be read.\n')
  expect([files['audit.json'], files['log.txt']]).toEqual(['[]\n', ''])
})

test('a row that was tampered with reveals nothing', async () => {
  const audit = createMemoryAudit()
  const { agent } = await bundled({ audit: { ...audit, before: () => [foreign] } })
  const foreign = {
    ...{ sequence: 1, at: 0, event: person, actor: `${person}/x`, subject: `upstream/${person} x`, outcome: person },
    ...{ detail: person, previousHash: person, hash: person },
  }
  const [row] = JSON.parse((await unzipped(agent))['audit.json'] ?? '')
  expect(row).toEqual({ sequence: 1, at: 0, event: 'unknown', actor: 'unknown', subject: '', outcome: 'unknown' })
})

test('an agent that cannot pack files says so', async () => {
  const cloud = await startTestSimulator()
  const { agent } = await startTill({ baseUrl: cloud.url })
  await expect(agent.supportBundle.make(bundleWords)).rejects.toThrow(
    expect.objectContaining({ code: 'NOT_SUPPORTED' }),
  )
  expect((await agent.supportBundle.preview(bundleWords)).files).toHaveLength(10)
})

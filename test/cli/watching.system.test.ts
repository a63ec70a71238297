import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Finding } from '#contract/doctor.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill, findLeaks } from '#test/support/canaries.ts'
import { run, runJson } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { type KeyringState, withPrivateKeyring } from '#test/support/keyring.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { has } from '#test/support/skips.ts'

const env = { ...process.env, LOYALTY_PASSWORD: canaries.password, POS_KEY: canaries.clientKey }
const customer = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'

function tillFile(baseUrl: string, more: object = {}) {
  return {
    upstreams: [
      { id: 'loyalty', scheme: 'capillary-till', baseUrl, till: canaryTill, password: { env: 'LOYALTY_PASSWORD' } },
    ],
    clients: [
      {
        ...{ id: 'canary', name: 'Checkout', key: { env: 'POS_KEY' } },
        grants: [{ upstream: 'loyalty', allow: ['capillary:look-up'] }],
      },
    ],
    ...more,
  }
}

async function runningTill({ password = canaries.password as string, limits = {} } = {}) {
  const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password }] })
  const agent = await startAgent({ env, provisioning: tillFile(cloud.url, { limits }) })
  const at = ['--data-dir', agent.dataDir]
  return {
    ...{ cloud, agent },
    ask: (...args: string[]) => runJson([...args, ...at]),
    tell: (...args: string[]) => run([...args, ...at]),
  }
}

describe('doctor', () => {
  test('a till that works has exit code 0, also with an attention', async () => {
    const { ask, tell } = await runningTill()
    const { code, answer } = await ask('doctor')
    expect(code).toBe(0)
    const ofThisRun = ({ check }: Finding) => check !== 'environment'
    expect(answer.findings.filter(ofThisRun).map(({ check, outcome }: Finding) => [check, outcome])).toEqual([
      // It was started with --vault memory.
      ['keychain', 'attention'],
      ['settings', 'fine'],
      ['port', 'fine'],
      ['audit', 'fine'],
      ['dns', 'skipped'],
      ['proxy', 'fine'],
      ['tls', 'skipped'],
      ['clock', 'fine'],
      ['credential', 'fine'],
    ])
    expect(await tell('doctor')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^OUTCOME +CHECK +UPSTREAM +FOUND\nattention +keychain +- .*\n(?:.*\n)+\nNo errors, 1 warning:\ntill: .*--vault memory.*\n$/,
      ),
    })
  })

  test('a wrong credential has exit code 1 and a remedy, and is tried once however often doctor runs', async () => {
    const { ask, tell, cloud } = await runningTill({ password: 'another' })
    const { code, answer } = await ask('doctor')
    expect(code).toBe(1)
    expect(answer.findings.at(-1)).toMatchObject({
      ...{ check: 'credential', upstream: 'loyalty', outcome: 'trouble' },
      action: { action: 'rotate-upstream', target: 'loyalty' },
    })
    expect(await tell('doctor')).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/\nSomething is wrong\. What to do:\n(?:.*\n)*loyalty: .+\n$/),
    })
    expect(cloud.seen().filter(({ authorization }) => authorization !== undefined)).toHaveLength(1)
    expect((await ask('audit', 'list', '--limit', '1')).answer).toMatchObject([{ event: 'doctor-run' }])
  })

  test('copies of damaged settings are found, also while no agent runs', async () => {
    const dataDir = join(makeFolder(), 'data')
    await run(['status', '--data-dir', dataDir])
    const copy = 'settings.damaged-2026-11-22T10-15-30-123Z.json'
    writeFileSync(join(dataDir, copy), '{')
    const { answer } = await runJson(['doctor', '--data-dir', dataDir])
    const [settings, port, keychain] = ['settings', 'port', 'keychain'].map((check) =>
      answer.findings.find((finding: Finding) => finding.check === check),
    )
    expect(keychain).toMatchObject({ outcome: 'fine' })
    expect(settings).toMatchObject({ outcome: 'attention', sentence: expect.stringContaining(copy) })
    expect(port).toMatchObject({ outcome: 'skipped' })
  })
})

describe.runIf(has('linux'))('doctor at a keychain', () => {
  test.each<[KeyringState, string, string]>([
    ['locked', 'trouble', 'The keychain is locked.'],
    ['no-service', 'trouble', 'No Secret Service runs in this session.'],
  ])('that is %s', (state, outcome, sentence) =>
    withPrivateKeyring(state, async (env) => {
      const { code, answer } = await runJson(['doctor', '--data-dir', join(makeFolder(), 'data')], { env })
      expect(code).toBe(1)
      expect(answer.findings[0]).toMatchObject({ check: 'keychain', outcome, sentence, remedy: expect.any(String) })
    }),
  )
})

describe('setting', () => {
  test('a setting is listed, set, used at the next start, and removed', async () => {
    const { ask, tell, agent } = await runningTill()
    const queue = async () =>
      (await ask('setting', 'list')).answer.find(({ name }: { name: string }) => name === 'limits.queue')
    expect(await queue()).toMatchObject({ value: 256, source: 'default', least: 0, most: 100_000 })
    expect((await tell('setting', 'set', 'limits.queue', '512')).stdout).toBe(
      'limits.queue is 512 now. It takes effect at the next start of the agent.\n',
    )
    expect(await queue()).toMatchObject({ value: 512, source: 'settings' })
    expect((await tell('setting', 'set', 'store.country', 'IN')).stdout).toBe('store.country is IN now.\n')
    expect((await ask('audit', 'list', '--limit', '1')).answer).toMatchObject([{ event: 'setting-changed' }])
    await agent.end()
    expect(await queue()).toMatchObject({ value: 512, source: 'settings' })
    expect((await tell('setting', 'unset', 'limits.queue')).stdout).toMatch(/^limits\.queue is not set any more\./)
    expect(await queue()).toMatchObject({ value: 256, source: 'default' })
    expect((await tell('setting', 'list')).stdout).toMatch(
      /^NAME +VALUE +FROM +MAY BE\nlimits\.bodyBytes +10485760 +default +1024 to 1073741824 bytes\n/,
    )
  })

  test('the provisioning file given at start takes precedence over a setting', async () => {
    const { ask, tell } = await runningTill({ limits: { queue: 7 } })
    expect((await tell('setting', 'set', 'limits.queue', '512')).stdout).toBe(
      'limits.queue is 512 now. The value that the agent was started with takes precedence until it is started without.\n',
    )
    expect((await ask('setting', 'list')).answer).toContainEqual(
      expect.objectContaining({ name: 'limits.queue', value: 7, source: 'start' }),
    )
  })

  test.each([
    [['limits.queue', 'many'], 'limits.queue: must be a whole number from 0 to 100000.'],
    [['limits.queue', ''], 'limits.queue: must be a whole number from 0 to 100000.'],
    [
      ['store.country', 'India'],
      'store.country: must be two letters of ISO 3166, such as IN, and the code of a country.',
    ],
    [['limits.queu', '1'], 'Unknown setting "limits.queu". Did you mean "limits.queue"?'],
    [['limits.size', '1'], 'Unknown setting "limits.size".'],
  ])('%j is refused', async (args, detail) => {
    const dataDir = join(makeFolder(), 'data')
    const { code, error } = await runJson(['setting', 'set', ...args, '--data-dir', dataDir])
    expect([code, error.code, error.detail]).toEqual([1, 'INVALID_INPUT', detail])
  })
})

describe('bundle', () => {
  test('it is written once, readable by this user only, without secrets and customers', async () => {
    const { agent, ask, tell } = await runningTill()
    await agent.call(canaries.clientKey, customer)
    const file = join(makeFolder(), 'bundle.zip')
    expect((await tell('bundle', '--out', file)).stdout).toContain(file)
    if (has('unix')) expect(statSync(file).mode & 0o777).toBe(0o600)
    const files = Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [name, strFromU8(bytes)])
    const text = JSON.stringify(files)
    expect(findLeaks(text)).toEqual([])
    const { installation } = JSON.parse(readFileSync(join(agent.dataDir, 'settings.json'), 'utf8'))
    for (const one of ['919999999993', installation, canaryTill]) expect(text).not.toContain(one)
    // The request waited in memory to be written to the log.
    const log = Object.fromEntries(files)['log.txt']
    expect(log).toContain('"event":"request"')
    expect(log).toContain('"route":"GET /v1.1/customer/get"')

    const before = readFileSync(file)
    expect(await ask('bundle', '--out', file)).toMatchObject({ code: 1, error: { code: 'ALREADY_EXISTS' } })
    expect(readFileSync(file).equals(before)).toBe(true)
    const nowhere = join(file, 'below', 'a-file.zip')
    expect(await ask('bundle', '--out', nowhere)).toMatchObject({ code: 1, error: { code: 'INVALID_INPUT' } })
  })

  test('a preview prints every line and writes no file', async () => {
    const { ask, tell, agent } = await runningTill()
    const { answer } = await ask('bundle', '--preview')
    expect(answer.files.map(({ name }: { name: string }) => name)).toContain('audit.json')
    const { stdout } = await tell('bundle', '--preview')
    expect(stdout).toMatch(/^== about\.txt ==\nTill Agent \d+\.\d+\.\d+\nMachine: /)
    expect(stdout).toContain('\n== log.txt ==\n')
    expect(existsSync(join(agent.dataDir, 'bundle.zip'))).toBe(false)
    const events = (await ask('audit', 'list', '--limit', '50')).answer.map(({ event }: { event: string }) => event)
    expect(events).not.toContain('bundle-made')
  })

  test('without a running agent it holds the stored log', async () => {
    const { agent, ask } = await runningTill()
    await agent.call(canaries.clientKey, customer)
    await agent.end()
    const { answer } = await ask('bundle', '--out', join(makeFolder(), 'past.zip'))
    const files = unzipSync(readFileSync(answer.file))
    expect(strFromU8(files['log.txt'] ?? new Uint8Array())).toContain('"event":"request"')
    expect(JSON.parse(strFromU8(files['audit.json'] ?? new Uint8Array()))).toContainEqual(
      expect.objectContaining({ event: 'agent-stopped', actor: 'start' }),
    )
  })
})

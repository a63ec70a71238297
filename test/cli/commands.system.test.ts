import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { run, runJson, start } from '#test/support/command.ts'
import { makeFolder, writeInput } from '#test/support/folder.ts'
import { startTestSimulator } from '#test/support/simulator.ts'

const env = { ...process.env, LOYALTY_PASSWORD: canaries.password, POS_KEY: canaries.clientKey }

function tillFile(baseUrl: string) {
  return {
    upstreams: [
      { id: 'loyalty', scheme: 'capillary-till', baseUrl, till: canaryTill, password: { env: 'LOYALTY_PASSWORD' } },
    ],
    clients: [
      {
        id: 'canary',
        name: 'Checkout',
        key: { env: 'POS_KEY' },
        grants: [{ upstream: 'loyalty', allow: ['capillary:look-up'] }],
      },
    ],
  }
}

describe.each(['while the agent runs', 'while none runs'])('%s', (when) => {
  const running = when === 'while the agent runs'

  async function prepare() {
    const dataDir = join(makeFolder(), 'data')
    const agent = running ? await startAgent({ dataDir, vault: 'keychain' }) : undefined
    return { agent, ask: (...args: string[]) => runJson([...args, '--data-dir', dataDir], { env }) }
  }

  test('status says whether the agent runs and what is set up', async () => {
    const { ask } = await prepare()
    const { code, answer } = await ask('status')
    expect(code).toBe(running ? 4 : 3)
    expect(answer).toMatchObject({ running, condition: 'blocked', upstreams: [], version: expect.any(String) })
    expect('startedAt' in answer).toBe(running)
  })

  test('a till is provisioned, used, listed and removed', async () => {
    const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
    const { ask, agent } = await prepare()
    expect(await ask('provision', writeInput('provision.json', tillFile(cloud.url)))).toMatchObject({
      code: 0,
      answer: { upstreams: [{ id: 'loyalty', state: 'ready' }], clients: [{ id: 'canary' }], newKeys: [] },
    })
    expect((await ask('upstream', 'list')).answer).toMatchObject([{ id: 'loyalty', baseUrl: cloud.url }])
    expect((await ask('upstream', 'test', 'loyalty')).answer).toMatchObject({ till: canaryTill })
    const path = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'
    if (agent) expect((await agent.call(canaries.clientKey, path)).status).toBe(200)

    const grants = ['--grant', 'loyalty=GET /v1.1/store/get', '--grant', 'loyalty=capillary:verify']
    const added = await ask('client', 'add', 'kiosk', '--name', 'Kiosk', ...grants, '--expires-in-days', '2')
    expect(added.answer.key).toMatch(/^ta_kiosk_[\w-]{43}$/)
    expect(added.answer.client).toMatchObject({
      grants: [{ upstream: 'loyalty', allow: [{ methods: ['GET'], path: '/v1.1/store/get' }, 'capillary:verify'] }],
      expiresAt: expect.closeTo(Date.now() + 2 * 86_400_000, -5),
    })
    expect((await ask('client', 'list')).answer).toMatchObject([{ id: 'canary' }, { id: 'kiosk' }])

    expect(await ask('upstream', 'remove', 'loyalty')).toMatchObject({
      code: 1,
      error: { code: 'UPSTREAM_IN_USE', clients: ['canary', 'kiosk'] },
    })
    expect(await ask('client', 'revoke', 'canary')).toMatchObject({
      code: 0,
      answer: { revoked: 'canary', inOutbox: 0 },
    })
    if (agent) expect((await agent.call(canaries.clientKey, path)).status).toBe(401)
    expect(await ask('client', 'revoke', 'kiosk')).toMatchObject({ code: 0 })
    // Pasted with a blank and a byte order mark.
    expect(await ask('upstream', 'remove', '\ufeffloyalty ')).toMatchObject({ code: 0, answer: { removed: 'loyalty' } })
    expect((await ask('upstream', 'list')).answer).toEqual([])
  })
})

test('people get sentences and tables', async () => {
  const dataDir = join(makeFolder(), 'data')
  const agent = await startAgent({ dataDir, env, provisioning: tillFile('https://127.0.0.1:9') })
  const tell = async (...args: string[]) => (await run([...args, '--data-dir', dataDir])).stdout
  expect(await tell('status')).toMatch(/^The till agent \S+ is running: ready\.\nUPSTREAM {2}SCHEME {10}STATE/)
  expect(await tell('upstream', 'list')).toMatch(/\nloyalty {2}capillary-till {2}ready {2}https:\/\/127\.0\.0\.1:9\n$/)
  expect(await tell('client', 'list')).toMatch(
    /\ncanary {2}Checkout {2}loyalty: capillary:look-up {2}never {6}never\n$/,
  )
  await agent.end()
  expect(await tell('status', '--vault', 'memory')).toMatch(/^The till agent is not running\. Start it with/)
})

test('status --check and --quiet print nothing, version --json says on what it runs', async () => {
  const dataDir = join(makeFolder(), 'data')
  expect(await run(['status', '--check', '--data-dir', dataDir])).toEqual({ code: 3, stdout: '', stderr: '' })
  const set = ['setting', 'set', 'store.country', 'IN', '--quiet', '--data-dir', dataDir]
  expect(await run(set)).toEqual({ code: 0, stdout: '', stderr: '' })
  expect((await run(['setting', 'list', '--quiet', '--data-dir', dataDir])).stdout).toMatch(
    /\nstore\.country +IN +settings/,
  )
  expect((await runJson(['version'])).answer).toEqual({
    ...{ version: expect.stringMatching(/^\d+\.\d+\.\d+/), node: process.versions.node },
    ...{ platform: process.platform, arch: process.arch },
  })
})

test('logs shows the newest lines, and goes on with new ones', async () => {
  const dataDir = join(makeFolder(), 'data')
  const agent = await startAgent({ dataDir, env, provisioning: tillFile('https://127.0.0.1:9') })
  const following = start(['logs', '--follow', '--data-dir', dataDir])
  await expect.poll(following.stdout).toContain('upstream-opened')
  await agent.call(canaries.clientKey, '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993')
  await expect.poll(following.stdout).toContain('info  request  requestId=')
  const isNewest = async () => {
    const { stdout } = await run(['logs', '--lines', '1', '--data-dir', dataDir])
    return stdout.split('\n').length === 2 && following.stdout().endsWith(`\n${stdout}`)
  }
  await expect.poll(isNewest).toBe(true)
})

test('a command waits for another one to end', async () => {
  const dataDir = join(makeFolder(), 'data')
  const add = (id: string) => run(['client', 'add', id, '--name', id, '--data-dir', dataDir])
  const codes = (await Promise.all(['a', 'b', 'c'].map(add))).map(({ code }) => code)
  expect(codes).toEqual([0, 0, 0])
  const { answer } = await runJson(['client', 'list', '--data-dir', dataDir])
  expect(answer.map(({ id }: { id: string }) => id).sort()).toEqual(['a', 'b', 'c'])
})

test('openapi prints an OpenAPI 3.1 document', async () => {
  const { code, stdout } = await run(['openapi'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ openapi: expect.stringMatching(/^3\.1/), paths: { '/v1/status': {} } })
})

test('help is for people and ends with exit code 0', async () => {
  for (const args of [['--help'], ['upstream', 'add', '--help'], ['help', 'serve'], ['--version']]) {
    const { code, stdout, stderr } = await run(args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(args[0] === '--version' ? /^\d+\.\d+\.\d+\n$/ : /Usage: till-agent/)
  }
})

test('a reader that closes the output early is no failure', async () => {
  const command = start(['openapi'])
  command.process.stdout.destroy()
  expect(await command.ended).toMatchObject({ code: 0, stderr: '' })
})

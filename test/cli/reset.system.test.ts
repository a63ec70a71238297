import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createKeytarVault } from '#adapters/keychain/keytarVault.ts'
import { openJsonSettings } from '#adapters/settings/jsonSettings.ts'
import { factoryReset } from '#cli/factoryReset.ts'
import { Secret } from '#core/base/secret.ts'
import { startSimulator, testVector } from '#simulator/simulator.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries } from '#test/support/canaries.ts'
import { run, runJson } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { keepSales, sellingClient } from '#test/support/keptSales.ts'
import { startUpstream } from '#test/support/upstream.ts'

test('everything that was set up is removed, also from the keychain', async () => {
  const dataDir = join(makeFolder(), 'data')
  const options = ['--data-dir', dataDir]
  const env = { ...process.env, SECRET_OF_TEST: canaries.password }
  const added = await runJson(
    [
      'upstream',
      'add',
      'loyalty',
      '--scheme',
      'basic',
      '--base-url',
      'https://loyalty.example',
      '--set',
      'username=till',
    ].concat(['--secret', 'password=env:SECRET_OF_TEST', '--no-probe', ...options]),
    { env },
  )
  expect(added).toMatchObject({ code: 0 })
  await run(['client', 'add', 'pos', '--name', 'POS', '--grant', 'loyalty=GET /**', ...options])
  const { installation } = openJsonSettings(dataDir).read()
  const vault = createKeytarVault()
  expect(await vault.read(`${installation}/loyalty`)).toBeDefined()

  const { code, answer } = await runJson(['reset', '--secrets', ...options])
  expect({ code, answer }).toEqual({ code: 0, answer: { underWay: [], forgotten: ['upstream loyalty', 'client pos'] } })
  expect(await vault.read(`${installation}/loyalty`)).toBeUndefined()
  expect(openJsonSettings(dataDir).read()).toMatchObject({ upstreams: [], clients: [] })
  expect((await runJson(['reset', '--secrets', ...options])).answer.forgotten).toEqual([])
})

// `reset` said that nothing was set up, and the secret stayed for ever.
test('the secret of an upstream whose addition was cut off is removed', async () => {
  const dataDir = join(makeFolder(), 'data')
  const settings = openJsonSettings(dataDir)
  const { installation } = settings.read()
  settings.write({ ...settings.read(), secretJournal: ['loyalty'] })
  const vault = createKeytarVault()
  await vault.write(`${installation}/loyalty`, new Secret(canaries.password))
  expect((await runJson(['reset', '--secrets', '--data-dir', dataDir])).code).toBe(0)
  expect(await vault.read(`${installation}/loyalty`)).toBeUndefined()
  expect(openJsonSettings(dataDir).read().secretJournal).toBeUndefined()
})

test('while a request is under way nothing is removed, and the exit code is 3', async () => {
  const held: (() => void)[] = []
  const upstream = await startUpstream((_, response) => void held.push(() => response.end('{}')))
  const provisioning = {
    upstreams: [
      { id: 'loyalty', scheme: 'basic', baseUrl: upstream.url, username: 'till', password: canaries.password },
    ],
    clients: [{ id: 'pos', name: 'POS', grants: [{ upstream: 'loyalty', allow: [{ methods: ['*'], path: '/**' }] }] }],
  }
  const agent = await startAgent({ provisioning })
  const options = ['--data-dir', agent.dataDir]
  const sale = agent.call(agent.newKeys[0]?.key ?? '', '/via/loyalty/v1/sale')
  await expect.poll(() => held.length).toBe(1)

  const refused = await runJson(['reset', '--secrets', ...options])
  expect(refused).toMatchObject({ code: 3, answer: { underWay: ['requests (1)'] } })
  expect((await runJson(['upstream', 'list', ...options])).answer).toHaveLength(1)

  held[0]?.()
  expect((await sale).status).toBe(200)
  expect(await runJson(['reset', '--check', ...options])).toMatchObject({ code: 0, answer: { underWay: [] } })
})

// The look at what is under way and the removal are two steps, and a till sells in between.
test('a sale that the outbox took after the look is not lost: its upstream stays, and the till takes no more of them', async () => {
  const cloud = await startSimulator()
  onTestFinished(() => cloud.close())
  const { till, password } = testVector
  const loyalty = { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password, billNumbers: 'unique' }
  const agent = await startAgent({
    vault: 'keychain',
    provisioning: { upstreams: [loyalty], clients: [sellingClient] },
  })
  await keepSales({ url: agent.url, key: agent.key('pos'), cloud })
  const { dataDir } = agent
  const counts = async () => (await runJson(['outbox', 'list', '--data-dir', dataDir])).answer.counts
  const before = await counts()
  expect(before.open + before.needPerson).toBeGreaterThan(0)

  const globals = { dataDir, isUsualDataDir: false, vault: 'keychain', json: false } as const
  await expect(factoryReset(globals)).rejects.toMatchObject({ code: 'UPSTREAM_IN_USE' })
  expect(await counts()).toEqual(before)
  expect((await agent.call(agent.key('pos'), '/v1/status')).status).toBe(401)
})

test('without an option nothing is removed', async () => {
  const { code } = await runJson(['reset', '--data-dir', join(makeFolder(), 'data')])
  expect(code).toBe(2)
})

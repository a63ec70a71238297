import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openConfSettings } from '../../electron/adapters/confSettings.ts'
import { createKeytarVault } from '../../electron/adapters/keytarVault.ts'
import { makeFolder, patience, run, runJson, startAgent } from '../support/agentProcess.ts'
import { canaries } from '../support/canaries.ts'
import { startUpstream } from '../support/upstream.ts'

test('everything that was set up is forgotten, and the keychain holds none of it', async () => {
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
  const { installation } = openConfSettings(dataDir).read()
  const vault = createKeytarVault()
  expect(await vault.read(`${installation}/loyalty`)).toBeDefined()

  const { code, answer } = await runJson(['reset', '--secrets', ...options])
  expect({ code, answer }).toEqual({ code: 0, answer: { underWay: [], forgotten: ['upstream loyalty', 'client pos'] } })
  expect(await vault.read(`${installation}/loyalty`)).toBeUndefined()
  expect(openConfSettings(dataDir).read()).toMatchObject({ upstreams: [], clients: [] })
  expect((await runJson(['reset', '--secrets', ...options])).answer.forgotten).toEqual([])
})

test('while a request is under way nothing is forgotten, and the exit code says so', async () => {
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
  await expect.poll(() => held.length, patience).toBe(1)

  const refused = await runJson(['reset', '--secrets', ...options])
  expect(refused).toMatchObject({ code: 3, answer: { underWay: ['requests (1)'] } })
  expect((await runJson(['upstream', 'list', ...options])).answer).toHaveLength(1)

  held[0]?.()
  expect((await sale).status).toBe(200)
  expect(await runJson(['reset', '--check', ...options])).toMatchObject({ code: 0, answer: { underWay: [] } })
})

test('it does nothing that was not asked for', async () => {
  const { code } = await runJson(['reset', '--data-dir', join(makeFolder(), 'data')])
  expect(code).toBe(2)
})

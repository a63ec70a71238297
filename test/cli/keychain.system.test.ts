import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createKeytarVault } from '#adapters/keychain/keytarVault.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { run, runJson } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { startTestSimulator } from '#test/support/simulator.ts'

const customer = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'

function startCloud(password: string = canaries.password) {
  return startTestSimulator({ tills: [{ till: canaryTill, password }] })
}

function addArgs(url: string, dataDir: string): string[] {
  const upstream = ['upstream', 'add', 'loyalty', '--scheme', 'capillary-till', '--base-url', url]
  return [...upstream, '--set', `till=${canaryTill}`, '--data-dir', dataDir]
}

test('a secret that one process stores in the keychain is used by another and removed by a third', async () => {
  const cloud = await startCloud()
  const dataDir = join(makeFolder(), 'data')
  const add = [...addArgs(cloud.url, dataDir), '--secret', 'password=stdin']
  const added = await run(add, { input: `${canaries.password}\n` })
  expect(added.stdout).toMatch(/^Upstream "loyalty" is set up\.\n"loyalty" knows this till as till canary\.till of /)
  const made = await runJson([
    'client',
    'add',
    'pos',
    '--name',
    'Checkout',
    '--grant',
    'loyalty=capillary:sell',
    '--data-dir',
    dataDir,
  ])

  const agent = await startAgent({ dataDir, vault: 'keychain' })
  const response = await agent.call(made.answer.key, customer)
  expect(response.status).toBe(200)
  expect(cloud.seen().at(-1)?.authorization).toBe(`Basic ${canaryTill}:•••• (md5 ok)`)

  const vault = createKeytarVault()
  const { installation } = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))
  expect((await vault.read(`${installation}/loyalty`)) !== undefined).toBe(true)
  const removed = await run(['upstream', 'remove', 'loyalty', '--force', '--data-dir', dataDir])
  expect(removed.code).toBe(0)
  expect((await vault.read(`${installation}/loyalty`)) === undefined).toBe(true)
  expect((await agent.call(made.answer.key, customer)).headers.get('till-agent-fault')).toBe('UNKNOWN_UPSTREAM')
})

test('a wrong credential is not stored; a right one can be added afterwards, and rotated', async () => {
  const cloud = await startCloud()
  const dataDir = join(makeFolder(), 'data')
  const add = [...addArgs(cloud.url, dataDir), '--secret', 'password=env:LOYALTY_PASSWORD']
  const wrong = await runJson(add, { env: { ...process.env, LOYALTY_PASSWORD: 'wrong' } })
  expect(wrong).toMatchObject({ code: 1, error: { code: 'CREDENTIAL_REFUSED' } })
  expect((await runJson(['upstream', 'list', '--data-dir', dataDir])).answer).toEqual([])

  const env = { ...process.env, LOYALTY_PASSWORD: canaries.password }
  expect(await runJson(add, { env })).toMatchObject({ code: 0, answer: { identity: { till: canaryTill } } })
  const rotate = ['upstream', 'rotate', 'loyalty', '--secret', 'password=stdin', '--data-dir', dataDir]
  expect(await runJson(rotate, { input: 'wrong' })).toMatchObject({ code: 1, error: { code: 'CREDENTIAL_REFUSED' } })
  expect(await runJson(rotate, { input: canaries.password })).toMatchObject({ code: 0 })
  expect((await runJson(['upstream', 'test', 'loyalty', '--data-dir', dataDir])).answer.till).toBe(canaryTill)
  expect((await run(['upstream', 'remove', 'loyalty', '--data-dir', dataDir])).code).toBe(0)
})

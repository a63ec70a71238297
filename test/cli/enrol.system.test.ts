import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { runJson, start } from '#test/support/command.ts'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startUpstream } from '#test/support/upstream.ts'

// Whoever takes a folder of the test away looks for canaries in all its files (makeFolder).

async function makePack(baseUrl: string) {
  const folder = makeFolder()
  const ask = async (...args: string[]) => (await runJson(args, { env })).answer
  const env = { ...process.env, LOYALTY_PASSWORD: canaries.password, POS_KEY: canaries.clientKey }
  const key = join(folder, 'fleet.pem')
  const { fingerprint } = await ask('fleet', 'key', 'make', key)
  const loyalty = {
    id: 'loyalty',
    scheme: 'capillary-till',
    baseUrl,
    till: canaryTill,
    password: { env: 'LOYALTY_PASSWORD' },
  }
  const clients = [{ id: 'canary', name: 'Checkout', key: { env: 'POS_KEY' } }]
  const source = writeInputIn(folder, 'till.json', { till: 'pune-4', setup: { upstreams: [loyalty], clients } })
  const out = join(folder, 'pune-4.pack.json')
  const [made] = (await ask('fleet', 'pack', 'make', source, '--key', key, '--out', out)) as unknown as {
    code: string
  }[]
  return { out, fingerprint: String(fingerprint), env: { ...env, CODE: made?.code ?? '' } }
}

const enrolment = (dataDir: string, out: string, fingerprint: string) => [
  'enrol',
  out,
  '--code',
  'env:CODE',
  '--fingerprint',
  fingerprint,
  '--data-dir',
  dataDir,
]

test('a till is enrolled by one command, also after it was killed in the middle, and no secret is in any file', async () => {
  const dataDir = join(makeFolder(), 'data')
  // The pack is open and nothing is stored yet when the cloud is asked.
  let asked = () => {}
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const silent = await startUpstream(() => asked())
  const first = await makePack(silent.url)
  const killed = start(['--json', ...enrolment(dataDir, first.out, first.fingerprint)], first.env)
  await isAsked
  killed.process.kill('SIGKILL')
  await killed.ended
  const settings: unknown = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))
  expect(settings).toMatchObject({ upstreams: [], clients: [] })

  const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
  const { out, fingerprint, env } = await makePack(cloud.url)
  const done = await runJson(enrolment(dataDir, out, fingerprint), { env })
  expect(done).toMatchObject({
    code: 0,
    answer: { pack: { till: 'pune-4' }, upstreams: [{ id: 'loyalty', till: canaryTill }] },
  })
  const again = await runJson(enrolment(dataDir, out, fingerprint), { env })
  expect(again).toMatchObject({ code: 1, error: { code: 'PACK_SUPERSEDED' } })
  const trail = await runJson(['audit', 'list', '--data-dir', dataDir], { env })
  expect(JSON.stringify(trail.answer)).toContain(`pack 1 for pune-4, signed by ${fingerprint}`)
})

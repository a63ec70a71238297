import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import type { AuditRow } from '#contract/audit.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { run, runJson } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startUpstream } from '#test/support/upstream.ts'

const mobile = '919999999993'
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

/** A till that was set up, has sold, was attacked and was ended. */
async function usedTill(signal: NodeJS.Signals = 'SIGTERM') {
  const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
  const agent = await startAgent({ env, provisioning: tillFile(cloud.url) })
  const { dataDir } = agent
  await agent.call(canaries.clientKey, `/via/loyalty/v1.1/customer/get?format=json&mobile=${mobile}`)
  await agent.call(canaries.clientKey, `/via/loyalty/v2/customers/${mobile}`)
  await agent.call('ta_pos_wrong', '/v1/status')
  const kept = () => readFileSync(join(dataDir, 'audit.sqlite-wal'), 'utf8')
  // What may wait is on the disk a second later.
  await expect.poll(() => kept().includes('KEY_REFUSED')).toBe(true)
  await agent.end(signal)
  return { dataDir, ask: (...args: string[]) => runJson([...args, '--data-dir', dataDir]) }
}

const short = ({ event, subject, outcome, detail }: AuditRow) =>
  [event, subject, outcome, detail].filter((text) => text !== '').join(' · ')

test('the trail of a day names who set what up, who was refused, and when the agent ran', async () => {
  const { dataDir, ask } = await usedTill()
  const { answer } = await ask('audit', 'list')
  expect(answer.toReversed().map(short)).toEqual([
    'trail-begun · done',
    expect.stringMatching(/^agent-started · done · version \d/),
    'provisioned · done · upstream loyalty, client canary',
    'request-refused · upstream/loyalty · NOT_GRANTED',
    'request-refused · KEY_REFUSED',
    expect.stringMatching(/^agent-stopped · done · version \d/),
  ])
  expect(answer.map(({ actor }: AuditRow) => actor.split('/')[0])).toEqual([
    'start',
    'pos',
    'pos',
    'start',
    'start',
    'agent',
  ])
  for (const file of ['audit.sqlite', join('logs', 'agent.log')])
    expect(readFileSync(join(dataDir, file), 'utf8')).not.toContain(mobile)
})

test('the log of a day has one line for each request and nothing about the customer', async () => {
  const { dataDir } = await usedTill()
  const lines = readFileSync(join(dataDir, 'logs', 'agent.log'), 'utf8')
    .trimEnd()
    .split('\n')
  const events = lines.map((line) => JSON.parse(line))
  expect(events.filter(({ event }) => event === 'request')).toMatchObject([
    {
      client: 'canary',
      upstream: 'loyalty',
      route: 'GET /v1.1/customer/get',
      status: 200,
      durationMs: expect.any(Number),
    },
  ])
  expect(events.filter(({ event }) => event === 'refused')).toMatchObject([
    { code: 'NOT_GRANTED', client: 'canary', upstream: 'loyalty', kind: 'suspicious' },
    { code: 'KEY_REFUSED', kind: 'suspicious' },
  ])
})

describe.each(['while the agent runs', 'while none runs'])('%s', (when) => {
  async function prepare() {
    const { dataDir, ask } = await usedTill()
    if (when === 'while the agent runs') await startAgent({ dataDir })
    return { dataDir, ask }
  }

  test('the trail is listed, exported and verified, and records that', async () => {
    const { dataDir, ask } = await prepare()
    const verified = await ask('audit', 'verify')
    expect(verified).toMatchObject({
      code: 0,
      answer: { intact: true, lastHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
    const { lastHash } = verified.answer
    expect(await ask('audit', 'verify', '--expect', lastHash)).toMatchObject({ code: 0, answer: { intact: true } })
    expect(await ask('audit', 'verify', '--expect', 'f'.repeat(64))).toMatchObject({
      code: 1,
      answer: { intact: false, reason: 'No row has the hash that was expected.' },
    })
    const exported = (await run(['audit', 'export', '--data-dir', dataDir])).stdout.trimEnd().split('\n')
    const rows: AuditRow[] = exported.map((line) => JSON.parse(line))
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, at) => at + 1))
    expect(rows.map(({ hash }) => hash)).toContain(lastHash)
    const { answer } = await ask('audit', 'list', '--limit', '2', '--before', '4')
    expect(answer).toEqual([rows[2], rows[1]])
    const newest = (await ask('audit', 'list', '--limit', '1')).answer
    expect(newest).toMatchObject([
      { event: 'trail-read', actor: expect.stringMatching(when === 'while none runs' ? /^command-line\// : /^pipe\//) },
    ])
  })

  test('verify names a changed row, with exit code 1', async () => {
    const { dataDir, ask } = await prepare()
    const database = new DatabaseSync(join(dataDir, 'audit.sqlite'))
    database.exec("UPDATE rows SET outcome = 'done' WHERE outcome = 'NOT_GRANTED'")
    database.close()
    expect(await ask('audit', 'verify')).toMatchObject({
      code: 1,
      answer: { intact: false, sequence: 4, reason: 'Row 4 was changed.' },
    })
    const { code, stdout } = await run(['audit', 'verify', '--data-dir', dataDir])
    expect([code, stdout]).toEqual([
      1,
      'The audit trail is not intact: Row 4 was changed.\nWhat to do: keep the data directory as it is, and find out who could write to it.\n',
    ])
  })
})

test('people get a table, and a sentence with the hash to note', async () => {
  const { dataDir } = await usedTill()
  const tell = async (...args: string[]) => (await run([...args, '--data-dir', dataDir])).stdout
  expect(await tell('audit', 'list')).toMatch(
    /^ROW {2}TIME {2,}EVENT {2,}BY {2,}ABOUT {2,}OUTCOME {2,}DETAIL\n6 {4}\d{4}-\d\d-\d\dT\S+Z {2}agent-stopped/,
  )
  expect(await tell('audit', 'verify')).toMatch(
    /^The audit trail is intact: 7 rows\. The last is row 7, with the hash\n[0-9a-f]{64}\n$/,
  )
})

test('an agent that is killed leaves an intact trail, which the next one continues', async () => {
  const { dataDir, ask } = await usedTill('SIGKILL')
  expect(await ask('audit', 'verify')).toMatchObject({ code: 0, answer: { intact: true, rows: 5 } })
  const again = await startAgent({ dataDir })
  await again.end()
  expect(await ask('audit', 'verify')).toMatchObject({ code: 0, answer: { intact: true, rows: 8 } })
})

test('a damaged trail stops no sale: it is set aside, a new one begins, and status says so', async () => {
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const dataDir = join(makeFolder(), 'data')
  await (await startAgent({ dataDir })).end()
  writeFileSync(join(dataDir, 'audit.sqlite'), 'spilt coffee'.repeat(1_000))
  const agent = await startAgent({ dataDir, env, provisioning: tillFile(upstream.url) })
  expect((await agent.call(canaries.clientKey, '/via/loyalty/v1.1/customer/get')).status).toBe(200)
  const { answer } = await runJson(['status', '--data-dir', dataDir])
  expect(answer).toMatchObject({
    condition: 'attention',
    concerns: [{ reason: expect.stringMatching(/^The audit trail was damaged; it was set aside as audit\.damaged-/) }],
  })
  expect(await runJson(['audit', 'verify', '--data-dir', dataDir])).toMatchObject({ code: 0, answer: { intact: true } })
})

test('a trail that another program has locked stops no sale, and gets its rows afterwards', async () => {
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const agent = await startAgent({ env, provisioning: tillFile(upstream.url) })
  const { dataDir } = agent
  const otherProgram = new DatabaseSync(join(dataDir, 'audit.sqlite'))
  otherProgram.exec('BEGIN IMMEDIATE')
  const ask = (...args: string[]) => runJson([...args, '--data-dir', dataDir])
  expect(await ask('client', 'add', 'kiosk', '--name', 'Kiosk')).toMatchObject({ code: 0 })
  expect((await agent.call(canaries.clientKey, '/via/loyalty/v1.1/customer/get')).status).toBe(200)
  expect((await ask('status')).answer.concerns).toMatchObject([
    { reason: 'Another program holds the audit trail audit.sqlite locked.' },
  ])
  otherProgram.exec('ROLLBACK')
  otherProgram.close()
  expect((await ask('audit', 'list', '--limit', '1')).answer).toMatchObject([
    { event: 'client-added', subject: 'client/kiosk' },
  ])
  expect((await ask('status')).answer.concerns).toEqual([])
})

test('an --expect that is no hash is a wrong command line', async () => {
  expect(await run(['audit', 'verify', '--expect', 'abc'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('64 hex digits'),
  })
})

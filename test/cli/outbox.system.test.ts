import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExportedEntry } from '#contract/outbox/entry.ts'
import { type Simulator, startSimulator, testVector } from '#simulator/simulator.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { run, runJson } from '#test/support/command.ts'
import { clearFaults, keepSales, sell, sellingClient } from '#test/support/keptSales.ts'

let cloud: Simulator
let agent: RunningAgent
let ids: Awaited<ReturnType<typeof keepSales>>
let here: string[]

beforeAll(async () => {
  cloud = await startSimulator()
  const { till, password } = testVector
  agent = await startAgent({
    vault: 'keychain',
    provisioning: {
      upstreams: [
        { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password, billNumbers: 'unique' },
      ],
      clients: [sellingClient],
    },
  })
  here = ['--data-dir', agent.dataDir]
  ids = await keepSales({ url: agent.url, key: agent.key('pos'), cloud })
})

afterAll(async () => {
  await agent?.end()
  await cloud?.close()
})

let keptSeries = 0
const series = () => `MORE-${keptSeries}`

/** Of its own for a test that changes them, once the cloud takes sales again. */
async function keepMore(): ReturnType<typeof keepSales> {
  keptSeries += 1
  await clearFaults(cloud)
  await outbox('send-now')
  await expect.poll(async () => (await outboxJson('list')).answer.counts.open).toBe(0)
  return keepSales({ url: agent.url, key: agent.key('pos'), cloud }, series())
}

const outbox = (...args: string[]) => run(['outbox', ...args, ...here])
const outboxJson = (...args: string[]) => runJson(['outbox', ...args, ...here])

test('list shows what is kept, by state too, and names no customer', async () => {
  const { stdout, code } = await outbox('list')
  expect(code).toBe(0)
  for (const id of Object.values(ids)) expect(stdout).toContain(id)
  expect(stdout).toMatch(/\d+ wait to be sent, \d+ need a person\.\n$/)
  expect(stdout).not.toMatch(/9198765/)
  const { answer } = await outboxJson('list', '--state', 'refused')
  expect(answer.entries).toContainEqual(
    expect.objectContaining({ id: ids.refused, code: '604', reason: 'recorded-already' }),
  )
})

test('show says how one is, with the answer of the cloud', async () => {
  const { stdout } = await outbox('show', ids.refused)
  expect(stdout).toContain('the cloud refused it.')
  expect(stdout).toContain('Transaction number already exists')
  expect(await outboxJson('show', 'ob_0123456789abcdef')).toMatchObject({
    code: 1,
    error: { code: 'UNKNOWN_OUTBOX_ENTRY' },
  })
})

test('export prints what is not over, in clear text, one JSON object per line', async () => {
  const lines = (await outbox('export')).stdout.trim().split('\n')
  const exported = lines.map((line) => JSON.parse(line) as ExportedEntry)
  expect(exported.map(({ entry }) => entry.id)).toEqual(expect.arrayContaining(Object.values(ids)))
  expect(exported.map(({ body }) => body).join()).toContain('INV-2026-004714')
  const { stdout } = await outbox('export', ids.waiting)
  expect(JSON.parse(stdout)).toMatchObject({ entry: { id: ids.waiting }, method: 'POST' })
})

test('a reset and the removal of the cloud refuse while something is kept', async () => {
  const reset = await runJson(['reset', '--secrets', ...here])
  expect(reset.code).toBe(3)
  expect(JSON.stringify(reset)).toContain('sales in the outbox that the cloud does not have')
  expect(await runJson(['upstream', 'remove', 'loyalty', ...here])).toMatchObject({
    code: 1,
    error: { code: 'UPSTREAM_IN_USE' },
  })
})

test('hold, release, send-now and resend', async () => {
  const { waiting } = await keepMore()
  expect((await outbox('hold', waiting)).stdout).toBe(`${waiting} is held back.\n`)
  expect((await outboxJson('send-now')).code).toBe(0)
  expect((await outboxJson('show', waiting)).answer).toMatchObject({ state: 'held' })
  expect((await outboxJson('release', waiting)).answer).toMatchObject({ id: waiting, state: 'waiting' })
  expect((await outbox('send-now')).stdout).toMatch(/^\d+ are tried now\.\n$/)
  await clearFaults(cloud)
  expect((await outbox('resend', waiting)).code).toBe(0)
  await expect.poll(async () => (await outboxJson('show', waiting)).answer.state).toBe('sent')
})

test('correct changes what a refused one says, and sends it', async () => {
  const { refused } = await keepMore()
  expect((await outbox('correct', refused, '--set', 'bill-number')).code).toBe(2)
  expect(await outboxJson('correct', refused, '--set', 'colour=red')).toMatchObject({ code: 1 })
  expect((await outboxJson('show', refused)).answer.state).toBe('refused')
  const bill = `${series()}-2`
  const { answer } = await outboxJson('correct', refused, '--set', `bill-number=${bill}`)
  expect(answer).toMatchObject({ id: refused, correctedAt: expect.any(Number) })
  await expect.poll(() => cloud.effects()[`bill ${bill}`]).toBe(1)
})

test('confirm counts one as sent, and discard needs a reason', async () => {
  const { unknown, refused } = await keepMore()
  expect((await outboxJson('confirm', unknown)).answer).toMatchObject({ state: 'sent', proof: 'person' })
  expect((await outbox('discard', refused)).code).toBe(2)
  expect((await outboxJson('discard', refused, '--reason', 'by hand')).answer).toMatchObject({ state: 'discarded' })
  expect(await outboxJson('discard', unknown, '--reason', 'by hand')).toMatchObject({
    code: 1,
    error: { code: 'OUTBOX_ENTRY_SETTLED' },
  })
})

describe('while the cloud is down and the shop wants a manager to know', () => {
  const sale = { bill: 'ASKED-1', customer: '919876500077' }

  beforeAll(async () => {
    await run(['setting', 'set', 'outbox.approval', 'outage', ...here])
    await run(['pin', 'set', '--secret', 'pin=stdin', ...here], { input: '2468' })
    cloud.injectFault({ fault: '429' })
  })

  afterAll(async () => {
    await run(['pin', 'remove', ...here])
    await run(['setting', 'unset', 'outbox.approval', ...here])
    await clearFaults(cloud)
  })

  test('approve lets sales be kept, by the manager’s PIN alone, and refuse ends that', async () => {
    const till = { url: agent.url, key: agent.key('pos'), cloud }
    const approve = (pin: string) => run(['outbox', 'approve', '--secret', 'pin=stdin', ...here], { input: pin })
    expect((await outbox('approve')).stderr).toContain('No question of this id waits for a manager.')
    expect((await sell(till, sale)).status).toBe(503)
    expect((await outbox('approvals')).stdout).toMatch(/ap_\S+ +asked +sales for loyalty +pos/)
    expect(await approve('0000')).toMatchObject({ code: 1 })
    expect((await sell(till, sale)).status).toBe(503)
    expect((await approve('2468')).stdout).toMatch(/^Approved: sales for loyalty, until \S+Z\.\n$/)
    expect((await sell(till, sale)).status).toBe(202)
    const [{ id }] = (await outboxJson('approvals')).answer
    expect((await outbox('refuse', id)).stdout).toBe(`${id} is over. The next sale asks again.\n`)
    expect((await sell(till, { ...sale, bill: 'ASKED-2' })).status).toBe(503)
  })
})

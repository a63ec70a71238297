import { expect, test } from 'vitest'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import type { OutboxEntryDetail, OutboxList, RequestFate } from '#contract/outbox/entry.ts'
import { Fault } from '#core/base/fault.ts'
import { type OutboxTill, startOutboxTill } from '#test/support/outboxTill.ts'
import { faultOf } from '#test/support/till.ts'

async function keptSale(till: OutboxTill, bill: string): Promise<string> {
  till.simulator.injectFault({ fault: 'no effect, reset', times: 1 })
  const response = await till.sell(bill)
  expect(response.status).toBe(202)
  return ((await response.json()) as { id: string }).id
}

const json = async <Shape>(response: Response): Promise<Shape> => (await response.json()) as Shape

test('a client sees its own entries, how each is, and what the cloud answered', async () => {
  const till = await startOutboxTill()
  const id = await keptSale(till, 'B-1')
  expect(await json(await till.call('/v1/outbox'))).toMatchObject({
    entries: [{ id, state: 'unknown', client: 'pos', upstream: 'loyalty', amount: 99.5, needsPerson: false }],
    counts: { open: 1, needPerson: 0, amount: 99.5 },
  })
  await till.settled()
  const entry = await json<OutboxEntryDetail>(await till.call(`/v1/outbox/${id}?waitSeconds=1`))
  expect(entry).toMatchObject({ state: 'sent', status: 200, answer: { status: 200 } })
  expect(entry.answer?.body).toContain('Transaction added')
  expect(await json(await till.call('/v1/outbox?state=waiting'))).toMatchObject({ entries: [] })
})

test('a client reads a long outbox part by part, and a part is bounded', async () => {
  const till = await startOutboxTill()
  till.simulator.injectFault({ fault: 'down', seconds: 3_600 })
  for (const bill of ['B-1', 'B-2', 'B-3', 'B-4', 'B-5']) await till.sell(bill)
  const all = (await till.entries()).map(({ id }) => id)
  const read = async (query: string) => json<OutboxList>(await till.call(`/v1/outbox?${query}`))
  const ids: string[] = []
  for (let after: number | undefined = 0, parts = 0; after !== undefined; parts += 1) {
    const part = await read(`limit=2&after=${after}`)
    expect(part.entries.length).toBe(parts < 2 ? 2 : 1)
    expect(part.counts.open).toBe(5)
    ids.push(...part.entries.map(({ id }) => id))
    after = part.next
  }
  expect(ids).toEqual(all)
  expect(await read('limit=5')).not.toHaveProperty('next')
  for (const query of ['limit=0', 'limit=1001', 'after=-1', 'limit=two'])
    expect(await faultOf(await till.call(`/v1/outbox?${query}`))).toBe('INVALID_INPUT')
})

test('another client sees none of them, and can do nothing with them', async () => {
  const till = await startOutboxTill()
  const id = await keptSale(till, 'B-1')
  const { key } = till.agent.clients.add({ id: 'other', name: 'Other', grants: [], origins: [] })
  const asOther = (path: string, method = 'GET') => till.call(path, { method, headers: { 'Till-Agent-Key': key } })
  expect(await json(await asOther('/v1/outbox'))).toEqual({
    entries: [],
    counts: { open: 0, needPerson: 0, amount: 0, bytes: 0 },
  })
  for (const [path, method] of [
    ['', 'GET'],
    ['/resend', 'POST'],
    ['?reason=because', 'DELETE'],
  ] as const)
    expect(await faultOf(await asOther(`/v1/outbox/${id}${path}`, method))).toBe('UNKNOWN_OUTBOX_ENTRY')
})

test('a client that waits hears of a change as it comes', async () => {
  const till = await startOutboxTill()
  const id = await keptSale(till, 'B-1')
  const waiting = till.call(`/v1/outbox/${id}?waitSeconds=30`)
  await till.settled()
  expect((await json<OutboxEntryDetail>(await waiting)).state).not.toBe('unknown')
})

test('an entry is discarded for a reason, which the trail keeps without the customer', async () => {
  const till = await startOutboxTill()
  const id = await keptSale(till, 'B-1')
  const discard = (query: string) => till.call(`/v1/outbox/${id}${query}`, { method: 'DELETE' })
  expect(await faultOf(await discard(''))).toBe('INVALID_INPUT')
  expect(await json(await discard('?reason=paid%20twice%20by%20%2B919876543210'))).toMatchObject({ state: 'discarded' })
  expect(await faultOf(await discard('?reason=again'))).toBe('OUTBOX_ENTRY_SETTLED')
  expect(await faultOf(await till.call(`/v1/outbox/${id}/resend`, { method: 'POST' }))).toBe('OUTBOX_ENTRY_SETTLED')
  const [row] = till.agent.audit.list(1)
  expect(row).toMatchObject({ event: 'outbox-discarded', actor: 'pos/pos', subject: `outbox/${id}` })
  expect(row?.detail).toContain('paid twice')
  expect(row?.detail).not.toContain('919876543210')
  await till.settled()
  expect(till.simulator.effects()).toEqual({})
})

test('a person holds an entry back, with what its customer has behind it, and lets both go', async () => {
  const till = await startOutboxTill()
  till.simulator.injectFault({ fault: '429' })
  const first = (await json<{ id: string }>(await till.sell('A-1'))).id
  await till.sell('A-2')
  expect(await till.agent.outbox.decisions.hold(first)).toMatchObject({ state: 'held' })
  till.simulator.reset()
  till.clock.skip(120_000)
  till.agent.changes.publish('upstreams')
  expect((await till.entries()).map(({ state }) => state)).toEqual(['held', 'waiting'])
  await till.agent.outbox.decisions.release(first)
  await till.settled()
  expect(till.simulator.effectsInOrder()).toEqual(['bill A-1', 'bill A-2'])
})

test('did it happen? Every write can be asked about, kept or not', async () => {
  const till = await startOutboxTill()
  const fateOf = async (id: string | null) => json<RequestFate>(await till.call(`/v1/requests/${id}`))
  const plain = { headers: { 'Till-Agent-Outbox': 'no' } }
  const idOf = (response: Response) => response.headers.get('till-agent-request-id')

  expect(await fateOf(idOf(await till.sell('B-1', plain)))).toMatchObject({
    state: 'done',
    status: 200,
    upstream: 'loyalty',
  })
  expect(await fateOf(idOf(await till.sell('B-2')))).toMatchObject({ state: 'done', status: 200 })
  // The item failed inside a 200, which the outbox reads.
  expect(await fateOf(idOf(await till.sell('B-2')))).toMatchObject({ state: 'refused', status: 200, code: '604' })
  till.simulator.injectFault({ fault: 'reset', times: 1 })
  const unknown = await till.sell('B-3', plain)
  const problem = await json<{ code: string; outcome: string }>(unknown)
  expect(problem).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: `/v1/requests/${idOf(unknown)}` })
  // What came of it is noted once the answer has gone out.
  await expect
    .poll(async () => json(await till.call(problem.outcome)))
    .toMatchObject({ state: 'unknown', code: 'OUTCOME_UNKNOWN' })
  const kept = await (async () => {
    till.simulator.injectFault({ fault: 'no effect, reset', times: 1 })
    return till.sell('B-4')
  })()
  expect(await fateOf(idOf(kept))).toMatchObject({ state: 'unknown', outbox: expect.stringMatching(/^ob_/) })
  await till.settled()
  expect(await fateOf(idOf(kept))).toMatchObject({ state: 'done' })
})

test('what another client asked for, and what nobody asked for, is not told', async () => {
  const till = await startOutboxTill()
  const id = (await till.sell('B-1')).headers.get('till-agent-request-id')
  const { key } = till.agent.clients.add({ id: 'other', name: 'Other', grants: [], origins: [] })
  const asked = await till.call(`/v1/requests/${id}`, { headers: { 'Till-Agent-Key': key } })
  expect(await json(asked)).toEqual({ requestId: id, state: 'unknown' })
  expect(await json(await till.call('/v1/requests/abc-1'))).toEqual({ requestId: 'abc-1', state: 'unknown' })
  expect(await faultOf(await till.call('/v1/requests/..%2f'))).toMatch(/INVALID_INPUT|AMBIGUOUS_PATH|NOT_FOUND/)
})

test('numbers stand in the status, in the metrics and among the concerns', async () => {
  const till = await startOutboxTill({ simulator: { assumptions: { postingWindowHours: 1 } } })
  await keptSale(till, 'B-1')
  expect(await json(await till.call('/v1/status'))).toMatchObject({ outbox: { open: 1, amount: 99.5 } })
  const metrics = await (await till.call('/metrics')).text()
  expect(metrics).toContain('till_agent_outbox_entries{needs="agent"} 1')
  expect(metrics).toContain('till_agent_outbox_amount 99.5')
  await till.settled()
})

test('what is in the outbox is told as it happens, to its own client', async () => {
  const till = await startOutboxTill()
  const gone = new AbortController()
  const stream = await till.call('/v1/events', { signal: gone.signal })
  const id = await keptSale(till, 'B-1')
  let text = ''
  for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString()
    if (text.includes(`"id":"${id}","state":"unknown"`)) break
  }
  gone.abort()
})

test('an outbox that is full says so, and loses nothing', async () => {
  const till = await startOutboxTill({ limits: { outboxEntries: 2 } })
  till.simulator.injectFault({ fault: 'down', seconds: 3_600 })
  expect((await till.sell('A-1')).status).toBe(202)
  expect((await till.sell('B-1', { customer: '919800000001' })).status).toBe(202)
  const refused = await till.sell('C-1', { customer: '919800000002' })
  expect(await faultOf(refused)).toBe('OUTBOX_FULL')
  till.simulator.reset()
  await till.settled()
  expect(till.simulator.effects()).toEqual({ 'bill A-1': 1, 'bill B-1': 1 })
  expect((await till.sell('C-1')).status).toBe(200)
})

test('nothing is taken that cannot be kept: the disk', async () => {
  const append = () => Promise.reject(new Fault('OUTBOX_UNAVAILABLE', 'The disk is full.'))
  const till = await startOutboxTill({ deps: { outbox: { ...createMemoryOutbox(), append } } })
  expect(await faultOf(await till.sell('B-1'))).toBe('OUTBOX_UNAVAILABLE')
  expect(till.simulator.effects()).toEqual({})
  expect(till.agent.status().concerns).toMatchObject([{ code: 'OUTBOX_UNAVAILABLE' }])
  expect((await till.sell('B-1', { headers: { 'Till-Agent-Outbox': 'no' } })).status).toBe(200)
})

test('nothing is taken that cannot be kept: the keychain; what was kept is sent once it opens', async () => {
  const memory = createMemoryVault()
  let isLocked = false
  const vault = {
    ...memory,
    read: (account: string) =>
      isLocked && account.endsWith('.outbox') ? Promise.reject(new Fault('KEYCHAIN_LOCKED')) : memory.read(account),
  }
  const outbox = createMemoryOutbox()
  const first = await startOutboxTill({ vault, deps: { outbox } })
  first.simulator.injectFault({ fault: 'down', seconds: 3_600 })
  expect((await first.sell('B-1')).status).toBe(202)
  await first.close()
  first.simulator.reset()
  isLocked = true
  const second = await startOutboxTill({ vault, settings: first.settings, deps: { outbox }, cloud: first.simulator })
  expect(await faultOf(await second.sell('B-2'))).toBe('OUTBOX_UNAVAILABLE')
  expect(await second.entries()).toHaveLength(1)
  isLocked = false
  await second.settled()
  expect(second.simulator.effects()).toEqual({ 'bill B-1': 1 })
})

test('an entry whose posting window passes is not sent, and a person decides', async () => {
  const till = await startOutboxTill({ outbox: { postingWindowHours: 1 } })
  till.simulator.injectFault({ fault: 'down', seconds: 36_000 })
  await till.sell('A-1')
  const behind = (await json<{ id: string }>(await till.sell('A-2'))).id
  till.clock.skip(2 * 3_600_000)
  till.agent.changes.publish('upstreams')
  await expect.poll(async () => (await till.entries()).map(({ state }) => state)).toEqual(['unknown', 'expired'])
  till.simulator.reset()
  await till.agent.outbox.decisions.resend(behind)
  await till.settled()
  expect(till.simulator.effects()).toEqual({ 'bill A-2': 1 })
  await expect(till.agent.outbox.checkUnused('loyalty')).rejects.toMatchObject({ code: 'UPSTREAM_IN_USE' })
})

test('a sale goes at once when the one before it of the same customer expires', async () => {
  const till = await startOutboxTill({ outbox: { postingWindowHours: 1 } })
  till.simulator.injectFault({ fault: '429', times: 1 })
  const { id } = await json<{ id: string }>(await till.sell('A-1'))
  await till.agent.outbox.decisions.hold(id)
  till.clock.skip(50 * 60_000)
  till.agent.changes.publish('upstreams')
  expect((await till.sell('B-1', { customer: '919812345678' })).status).toBe(202)
  await expect.poll(() => till.simulator.effects()).toEqual({ 'bill B-1': 1 })
  await till.sell('A-2')
  expect((await till.entries()).map(({ state }) => state)).toEqual(['held', 'sent', 'waiting'])
  till.clock.skip(11 * 60_000)
  till.agent.changes.publish('upstreams')
  await expect.poll(async () => (await till.entries()).map(({ state }) => state)).toEqual(['expired', 'sent', 'sent'])
  expect(till.simulator.effectsInOrder()).toEqual(['bill B-1', 'bill A-2'])
})

test('a client that is revoked leaves its writes, which are counted by client and sent', async () => {
  const till = await startOutboxTill()
  await keptSale(till, 'B-1')
  const { outbox, clients } = till.agent
  clients.revoke('pos')
  expect(await outbox.loadedCounts({ client: 'pos' })).toMatchObject({ open: 1, amount: 99.5 })
  expect(await outbox.loadedCounts({ client: 'other' })).toMatchObject({ open: 0 })
  await till.settled()
  expect(till.simulator.effects()).toEqual({ 'bill B-1': 1 })
  expect(await outbox.loadedCounts({ client: 'pos' })).toMatchObject({ open: 0 })
})

import { describe, expect, test, vi } from 'vitest'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import type { ExportedEntry, OutboxEntryView } from '#contract/outbox/entry.ts'
import { Fault } from '#core/base/fault.ts'
import { type OutboxTill, startOutboxTill } from '#test/support/outboxTill.ts'

/**
 * A sale that the cloud refuses, because its number is taken. The answer to the first sending was lost, and the duplicate that
 * the second one met passed for this very sale: it was told as sent, and nobody had recorded it.
 */
async function refusedSale(till: OutboxTill, bill = 'B-1'): Promise<OutboxEntryView> {
  expect((await till.sell(bill, { headers: { 'Till-Agent-Outbox': 'no' } })).status).toBe(200)
  till.simulator.injectFault({ fault: 'no effect, reset', times: 1 })
  expect((await till.sell(bill, { customer: '919800000001', amount: 50 })).status).toBe(202)
  const entry = (await till.settled()).find(({ state }) => state === 'refused')
  if (!entry) throw new Error('nothing was refused')
  return entry
}

/** A sale of which the cloud cannot tell whether it has it. */
async function unknownSale(): Promise<{ till: OutboxTill; id: string }> {
  const till = await startOutboxTill({
    billNumbers: 'not-unique',
    simulator: { assumptions: { transactionUniqueness: 'off' } },
  })
  till.simulator.injectFault({ fault: 'effect, then reset', method: 'POST', times: 1 })
  await till.sell('B-1', { time: undefined })
  const [entry] = await till.settled()
  return { till, id: entry?.id ?? '' }
}

describe('a refused sale', () => {
  test('says why, and what it is about, with the customer in part', async () => {
    const till = await startOutboxTill()
    const { id } = await refusedSale(till)
    expect(await till.agent.outbox.page('needs-person', 10)).toMatchObject({
      total: 1,
      entries: [{ id, code: '604', reason: 'recorded-already', amount: 50 }],
    })
    const { entries } = await till.agent.outbox.page('needs-person', 10)
    expect(entries[0]?.fields).toContainEqual({ name: 'bill-number', value: 'B-1', isMasked: false })
    expect(entries[0]?.fields).toContainEqual({ name: 'mobile', value: '••••••• 01', isMasked: true })
    expect(JSON.stringify(entries)).not.toContain('919800000001')
  })

  test('is corrected and sent under its own id, and what the checkout sent is kept', async () => {
    const till = await startOutboxTill()
    const { id } = await refusedSale(till)
    expect(await till.agent.outbox.decisions.correct(id, { 'bill-number': 'B-2', amount: '80' })).toMatchObject({
      id,
      state: 'waiting',
      amount: 80,
      correctedAt: expect.any(Number),
    })
    expect(await till.settled()).toMatchObject([{ id, state: 'sent' }])
    expect(till.simulator.effects()).toEqual({ 'bill B-1': 1, 'bill B-2': 1 })
    const exported: ExportedEntry = await till.agent.outbox.exported(id)
    expect(exported.body).toContain('"B-2"')
    expect(exported.original?.body).toContain('"B-1"')
  })

  test('is as it was when the correction is none', async () => {
    const till = await startOutboxTill()
    const { id } = await refusedSale(till)
    await expect(till.agent.outbox.decisions.correct(id, { amount: 'ten' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(await till.entries()).toMatchObject([{ id, state: 'refused' }])
  })

  test('holds up nobody, and one that is the same sale is over once a person has said so', async () => {
    const till = await startOutboxTill()
    const { id } = await refusedSale(till)
    expect((await till.sell('B-3', { customer: '919800000001' })).status).toBe(200)
    expect(await till.agent.outbox.decisions.confirm(id)).toMatchObject({ state: 'sent', proof: 'person' })
    expect(till.agent.outbox.counts()).toMatchObject({ open: 0, needPerson: 0 })
  })
})

describe('a sale of which nobody knows', () => {
  test('is done once a person has found it in the cloud', async () => {
    const { till, id } = await unknownSale()
    expect(await till.agent.outbox.decisions.confirm(id)).toMatchObject({ state: 'sent', proof: 'person' })
    expect(till.simulator.effects()).toEqual({ 'bill B-1': 1 })
  })

  test('cannot be corrected: what was sent may count already', async () => {
    const { till, id } = await unknownSale()
    await expect(till.agent.outbox.decisions.correct(id, { amount: '1' })).rejects.toMatchObject({
      code: 'OUTBOX_ENTRY_SETTLED',
    })
  })
})

// While the upstream was down, a person's "send now" moved the entry's own time alone, and the upstream's pause held it back.
test.each([
  ['one entry', (till: OutboxTill, id: string) => till.agent.outbox.decisions.resend(id)],
  ['all', (till: OutboxTill) => till.agent.outbox.decisions.sendNow()],
])('a person who sends %s now does not wait for the pause of the cloud', async (_, send) => {
  const till = await startOutboxTill({ simulator: { assumptions: { retryAfterSeconds: 3_000 } } })
  till.simulator.injectFault({ fault: '429' })
  const { id } = (await (await till.sell('B-1')).json()) as { id: string }
  till.simulator.reset()
  await send(till, id)
  await expect.poll(async () => (await till.entries())[0]?.state).toBe('sent')
})

test('a decision that cannot be kept changes nothing', async () => {
  const store = createMemoryOutbox()
  const update = vi.fn(store.update)
  const till = await startOutboxTill({ deps: { outbox: { ...store, update } } })
  const { id } = await refusedSale(till)
  update.mockRejectedValue(new Fault('OUTBOX_UNAVAILABLE', 'The disk is full.'))
  await expect(till.agent.outbox.decisions.discard(id, 'pipe/anna')).rejects.toMatchObject({
    code: 'OUTBOX_UNAVAILABLE',
  })
  expect(await till.entries()).toMatchObject([{ id, state: 'refused' }])
})

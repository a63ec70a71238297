import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { PosEvent } from '#contract/event.ts'
import type { OutboxApprovalSettings } from '#contract/outbox/approval.ts'
import { Fault } from '#core/base/fault.ts'
import type { OutboxStore } from '#core/outbox/store.ts'
import { type OutboxTill, startOutboxTill } from '#test/support/outboxTill.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { faultOf } from '#test/support/till.ts'

const pin = '2468'

/** A till whose cloud has just gone, with the rules of a shop. */
async function offlineTill(rules: OutboxApprovalSettings, options: { hasPin?: boolean; outbox?: OutboxStore } = {}) {
  const settings = createMemorySettings()
  settings.write({ ...settings.read(), outbox: rules })
  const till = await startOutboxTill({ settings, ...(options.outbox && { deps: { outbox: options.outbox } }) })
  if (options.hasPin ?? true) await till.agent.managerPin.set(undefined, pin)
  const port = Number(new URL(till.simulator.url).port)
  const events: PosEvent[] = []
  till.agent.changes.subscribe(({ event }) => event && events.push(event))
  await till.simulator.close()
  const { approvals } = till.agent.outbox
  return {
    ...till,
    approvals,
    events: () => events.flatMap((event) => (event.type === 'outbox-approval' ? [event.state] : [])),
    question: () => approvals.list().find(({ state }) => state === 'asked')?.id ?? 'none',
    approve: (given?: string) => approvals.approve(approvals.list()[0]?.id ?? 'none', given ?? pin, 'window/anna'),
    comeBack: () => startTestSimulator({ port }),
  }
}

/** The sale was turned away, and nothing of it is kept. */
async function expectAsked(till: OutboxTill, response: Response, reason: 'outage' | 'amount') {
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('10')
  const fault = await response.json()
  expect(fault).toMatchObject({ code: 'OFFLINE_APPROVAL_NEEDED', reason })
  const bill = await till.entries()
  return { fault: fault as { approval: string }, kept: bill.length }
}

describe('the first sale of an outage', () => {
  test('is turned away unkept until a manager approves, and from then on sales are kept', async () => {
    const till = await offlineTill({ approval: 'outage' })
    const { fault, kept } = await expectAsked(till, await till.sell('B-1'), 'outage')
    expect(kept).toBe(0)
    expect(till.approvals.list()).toMatchObject([{ id: fault.approval, state: 'asked', upstream: 'loyalty' }])
    expect(till.agent.status().concerns).toContainEqual(
      expect.objectContaining({ about: 'loyalty', code: 'OFFLINE_APPROVAL_NEEDED' }),
    )
    // Known to be down now: turned away at once, and still one question.
    await expectAsked(till, await till.sell('B-1'), 'outage')
    expect(till.approvals.list()).toHaveLength(1)
    expect(await till.approve()).toMatchObject({ state: 'approved', reason: 'outage' })
    expect((await till.sell('B-1')).status).toBe(202)
    expect((await till.sell('B-2', { customer: '919876543211' })).status).toBe(202)
    expect(till.events()).toEqual(['asked', 'asked', 'approved'])
    const cloud = await till.comeBack()
    await till.settled()
    expect(cloud.effects()).toEqual({ 'bill B-1': 1, 'bill B-2': 1 })
  })

  test('is asked for again in the next outage', async () => {
    const till = await offlineTill({ approval: 'outage' })
    await till.sell('B-1')
    await till.approve()
    await till.sell('B-1')
    const cloud = await till.comeBack()
    await till.settled()
    expect(till.approvals.list()).toEqual([])
    expect(till.events().at(-1)).toBe('over')
    await cloud.close()
    await expectAsked(till, await till.sell('B-2'), 'outage')
  })

  test('finds out by itself that the cloud is back, when nothing else waits that would', async () => {
    const till = await offlineTill({ approval: 'outage' })
    await till.sell('B-1')
    const cloud = await till.comeBack()
    till.clock.skip(60_000)
    expect((await till.sell('B-1')).status).toBe(200)
    expect(cloud.effects()).toEqual({ 'bill B-1': 1 })
    expect(till.approvals.list()).toEqual([])
  })

  test('is asked for again when the approved time is over', async () => {
    const till = await offlineTill({ approval: 'outage', approvalMinutes: 5 })
    await till.sell('B-1')
    await till.approve()
    till.clock.skip(5 * 60_000)
    await expectAsked(till, await till.sell('B-1'), 'outage')
  })

  test('that may have taken effect is kept all the same', async () => {
    const settings = createMemorySettings()
    settings.write({ ...settings.read(), outbox: { approval: 'outage', approvalAbove: 1 } })
    const till = await startOutboxTill({ settings })
    till.simulator.injectFault({ fault: 'effect, then reset', times: 1 })
    const response = await till.sell('B-1')
    expect(response.status).toBe(202)
    expect(await response.json()).toMatchObject({ state: 'unknown' })
    await till.settled()
    expect(till.simulator.effects()).toEqual({ 'bill B-1': 1 })
  })

  test('that cannot be taken off the disk again is kept: a restart would bring it back', async () => {
    const remove = () => Promise.reject(new Fault('OUTBOX_UNAVAILABLE'))
    const till = await offlineTill({ approval: 'outage' }, { outbox: { ...createMemoryOutbox(), remove } })
    const response = await till.sell('B-1')
    expect(response.status).toBe(202)
    expect(await till.entries()).toMatchObject([{ state: 'waiting' }])
    expect(till.approvals.list()).toEqual([])
  })

  test('that a POS does not ask to keep fails as ever, and asks nobody', async () => {
    const till = await offlineTill({ approval: 'outage' })
    const response = await till.sell('B-1', { headers: { 'Till-Agent-Outbox': 'no' } })
    expect(await faultOf(response)).toBe('UPSTREAM_UNREACHABLE')
    expect(till.approvals.list()).toEqual([])
  })

  test('is kept without a question where the shop wants none', async () => {
    const till = await offlineTill({})
    expect((await till.sell('B-1')).status).toBe(202)
  })
})

describe('a sale above the amount', () => {
  test('is approved by itself and once, also after another key or time', async () => {
    const till = await offlineTill({ approvalAbove: 1_000 })
    expect((await till.sell('B-1', { amount: 1_000 })).status).toBe(202)
    const large = { amount: 1_000.01, customer: '919876543211' }
    await expectAsked(till, await till.sell('B-2', large), 'amount')
    expect(await till.approve()).toMatchObject({ state: 'approved', reason: 'amount', amount: 1_000.01 })
    await expectAsked(till, await till.sell('B-3', large), 'amount')
    // The same sale: the POS writes the time of the repeat into it.
    expect((await till.sell('B-2', { ...large, time: '2026-11-29 10:01:00' })).status).toBe(202)
    await expectAsked(till, await till.sell('B-2', large), 'amount')
  })

  test('approves the outage as well: the manager knows of it', async () => {
    const till = await offlineTill({ approval: 'outage', approvalAbove: 1_000 })
    await till.sell('B-1', { amount: 2_000 })
    await till.approve()
    expect((await till.sell('B-2', { customer: '919876543211' })).status).toBe(202)
    expect((await till.sell('B-1', { amount: 2_000 })).status).toBe(202)
  })

  test('is asked for again when it was not sent in time', async () => {
    const till = await offlineTill({ approvalAbove: 1_000, questionMinutes: 2 })
    await till.sell('B-1', { amount: 2_000 })
    await till.approve()
    till.clock.skip(2 * 60_000)
    await expectAsked(till, await till.sell('B-1', { amount: 2_000 }), 'amount')
  })
})

describe('a question', () => {
  test('needs the manager’s PIN: a wrong one, a shift lead’s and none approve nothing, and each try is on record', async () => {
    const till = await offlineTill({ approval: 'outage' })
    await till.agent.managerPin.set(undefined, '1357', 'shift-lead')
    await till.sell('B-1')
    const attempt = async (given: string | undefined) => {
      const tried = till.approvals.approve(till.question(), given, 'window/anna')
      return tried.catch(({ code }) => code)
    }
    expect(await attempt(undefined)).toBe('PIN_REQUIRED')
    expect(await attempt('1357')).toBe('PIN_REQUIRED')
    for (const expected of ['PIN_WRONG', 'PIN_WRONG', 'PIN_WRONG', 'PIN_BLOCKED'])
      expect(await attempt('0000')).toBe(expected)
    expect(await attempt(pin)).toBe('PIN_BLOCKED')
    await expectAsked(till, await till.sell('B-1'), 'outage')
    till.clock.skip(30_000)
    expect(await attempt(pin)).toMatchObject({ state: 'approved' })
    const rows = till.agent.audit.list(20).filter(({ event }) => event === 'outbox-approved')
    expect(rows[0]).toMatchObject({
      ...{ actor: 'window/anna', subject: 'upstream/loyalty', outcome: 'done', detail: 'outage' },
    })
    expect(rows.map(({ outcome }) => outcome)).toContain('PIN_WRONG')
  })

  test('is answered without a PIN where the shop has none', async () => {
    const till = await offlineTill({ approval: 'outage' }, { hasPin: false })
    await till.sell('B-1')
    expect(await till.approvals.approve(till.question(), undefined, 'window/anna')).toMatchObject({ state: 'approved' })
  })

  test('is turned down by anyone, and what was approved is ended; the next sale asks again', async () => {
    const till = await offlineTill({ approval: 'outage' })
    for (const isApproved of [false, true]) {
      await till.sell('B-1')
      const id = till.question()
      if (isApproved) await till.approve()
      till.approvals.refuse(id, 'window/anna')
      expect(till.approvals.list()).toEqual([])
    }
    await expectAsked(till, await till.sell('B-1'), 'outage')
    expect(till.agent.audit.list(1)[0]).toMatchObject({ event: 'outbox-not-approved', actor: 'window/anna' })
  })

  test('is heard by programs that may use the upstream, and by no others', async () => {
    const till = await offlineTill({ approval: 'outage' })
    const { key } = till.agent.clients.add({ id: 'other', name: 'Other', grants: [], origins: [] })
    const gone = new AbortController()
    onTestFinished(() => gone.abort())
    const heardBy = async (by: string) => {
      const events = await fetch(`${till.url}/v1/events`, { headers: { 'Till-Agent-Key': by }, signal: gone.signal })
      const reader = (events.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
      return async (last: string) => {
        let text = ''
        while (!text.includes(last)) text += (await reader.read()).value ?? ''
        return text
      }
    }
    const [own, other] = [await heardBy(till.key), await heardBy(key)]
    await till.sell('B-1')
    till.agent.changes.publish('pairings', { type: 'pairing', state: 'refused' })
    expect(await own('"pairing"')).toContain('"outbox-approval"')
    expect(await other('"pairing"')).not.toContain('"outbox-approval"')
  })
})

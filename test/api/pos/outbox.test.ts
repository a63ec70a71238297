import { describe, expect, test } from 'vitest'
import { startOutboxTill } from '#test/support/outboxTill.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { faultOf } from '#test/support/till.ts'

interface Accepted {
  id: string
  state: string
  expiresAt: number
}

async function accepted(response: Response): Promise<Accepted> {
  expect(response.status).toBe(202)
  const body = (await response.json()) as Accepted
  expect(response.headers.get('location')).toBe(`/v1/outbox/${body.id}`)
  return body
}

describe('a sale that asks to be kept', () => {
  test('gets the cloud’s own answer while the cloud is there, and leaves nothing behind', async () => {
    const till = await startOutboxTill()
    const response = await till.sell('B-1')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ response: { status: { code: '200' } } })
    expect(await till.entries()).toEqual([])
    expect(till.simulator.effects()).toEqual({ 'bill B-1': 1 })
  })

  test('gets the cloud’s own refusal', async () => {
    const till = await startOutboxTill()
    await till.sell('B-1')
    const response = await till.sell('B-1')
    expect(await response.json()).toMatchObject({
      response: { transactions: { transaction: [{ item_status: { code: '604' } }] } },
    })
    expect(await till.entries()).toEqual([])
  })

  test('is kept while the cloud is down, and sent once when it is back', async () => {
    const till = await startOutboxTill()
    till.simulator.injectFault({ fault: 'no effect, reset', times: 2 })
    const { id, state, expiresAt } = await accepted(await till.sell('B-1'))
    expect(state).toBe('unknown')
    expect(expiresAt).toBeGreaterThan(till.clock.now() + 71 * 3_600_000)
    expect(await till.settled()).toMatchObject([{ id, state: 'sent', amount: 99.5 }])
    expect(till.simulator.effects()).toEqual({ 'bill B-1': 1 })
  })

  test.each([
    ['waits', 'gone'],
    ['may have happened', 'reset'],
  ] as const)('that %s is not told to another cloud that got the name meanwhile', async (_, how) => {
    const till = await startOutboxTill()
    if (how === 'gone') await till.simulator.close()
    else till.simulator.injectFault({ fault: 'no effect, reset', times: 2 })
    const { id } = await accepted(await till.sell('B-1'))
    const other = await startTestSimulator()
    const { upstreams, outbox } = till.agent
    await upstreams.remove('loyalty', true)
    const entry = { id: 'loyalty', scheme: 'capillary-till', baseUrl: other.url, billNumbers: 'unique' }
    await upstreams.add({ ...entry, till: 'store.server', password: 'server123' }, false)
    expect(await till.settled()).toMatchObject([{ id, needsPerson: true }])
    expect(other.seen()).toEqual([])
    // A person knows that it is the same cloud at another address.
    await outbox.decisions.resend(id)
    expect(await till.settled()).toMatchObject([{ id, state: 'sent' }])
    expect(other.effects()).toEqual({ 'bill B-1': 1 })
  })

  test('goes on as any other where it cannot wait: several at once, one without a number, a redemption', async () => {
    const till = await startOutboxTill({ grants: ['capillary:sell'] })
    till.simulator.injectFault({ fault: 'reset' })
    const several = {
      root: {
        transaction: [
          { number: 'B-1', amount: 1 },
          { number: 'B-2', amount: 1 },
        ],
      },
    }
    const send = (path: string, body: unknown) =>
      till.call(`/via/loyalty${path}`, {
        method: 'POST',
        headers: { 'Till-Agent-Outbox': 'accept' },
        body: JSON.stringify(body),
      })
    expect(await faultOf(await send('/v1.1/transaction/add', several))).toBe('OUTCOME_UNKNOWN')
    expect(await faultOf(await send('/v1.1/transaction/add', { root: { transaction: [{ amount: 1 }] } }))).toBe(
      'OUTCOME_UNKNOWN',
    )
    expect(await faultOf(await send('/v1.1/points/redeem', { root: { redeem: [{ points_redeemed: 5 }] } }))).toBe(
      'OUTCOME_UNKNOWN',
    )
    expect(await till.entries()).toEqual([])
  })

  test('is kept for a client that is set up so, unless it says no', async () => {
    const till = await startOutboxTill()
    await till.agent.provision({
      upstreams: [],
      clients: [
        {
          id: 'pos',
          name: 'Checkout',
          key: till.key,
          origins: [],
          outbox: true,
          grants: [{ upstream: 'loyalty', allow: ['capillary:record'] }],
        },
      ],
    })
    till.simulator.injectFault({ fault: 'reset' })
    const send = (headers: Record<string, string>) => {
      const body = JSON.stringify({ root: { customer: [{ mobile: '919876543210' }] } })
      return till.call('/via/loyalty/v1.1/customer/add', { method: 'POST', headers, body })
    }
    await accepted(await send({}))
    expect(await faultOf(await send({ 'Till-Agent-Outbox': 'no' }))).toBe('OUTCOME_UNKNOWN')
    expect(await faultOf(await send({ 'Till-Agent-Outbox': 'perhaps' }))).toBe('INVALID_INPUT')
  })

  test('is refused unkept where it was not granted', async () => {
    const till = await startOutboxTill({ grants: ['capillary:look-up'] })
    expect(await faultOf(await till.sell('B-1'))).toBe('NOT_GRANTED')
    expect(await till.entries()).toEqual([])
  })
})

test('a sale that does not ask gets what it always got', async () => {
  const till = await startOutboxTill()
  till.simulator.injectFault({ fault: 'reset' })
  expect(await faultOf(await till.sell('B-1', { headers: { 'Till-Agent-Outbox': 'no' } }))).toBe('OUTCOME_UNKNOWN')
  expect(await till.entries()).toEqual([])
})

describe('one effect', () => {
  test.each([['effect, then reset'], ['effect, then 503'], ['no effect, reset']] as const)(
    'after "%s"',
    async (fault) => {
      const till = await startOutboxTill()
      till.simulator.injectFault({ fault, method: 'POST', times: 1 })
      await accepted(await till.sell('B-1'))
      expect(await till.settled()).toMatchObject([
        { state: 'sent', proof: fault === 'no effect, reset' ? 'response' : 'look-up' },
      ])
      expect(till.simulator.effects()).toEqual({ 'bill B-1': 1 })
    },
  )

  test('where the bill cannot be looked up, a duplicate says that it happened', async () => {
    const till = await startOutboxTill()
    till.simulator.injectFault({ fault: 'effect, then reset', method: 'POST', times: 1 })
    // Without its time the bill could be another one of the same number.
    await accepted(await till.sell('B-1', { time: undefined }))
    expect(await till.settled()).toMatchObject([{ state: 'sent', proof: 'duplicate' }])
    expect(till.simulator.effects()).toEqual({ 'bill B-1': 1 })
  })

  test('where the cloud would record it twice and cannot tell, a person is asked', async () => {
    const till = await startOutboxTill({
      billNumbers: 'not-unique',
      simulator: { assumptions: { transactionUniqueness: 'off' } },
    })
    till.simulator.injectFault({ fault: 'effect, then reset', method: 'POST', times: 1 })
    await accepted(await till.sell('B-1', { time: undefined }))
    expect(till.simulator.counts()['GET /v1.1/transaction/get']).toBeUndefined()
    till.clock.skip(31_000)
    till.agent.changes.publish('upstreams')
    expect(await till.settled()).toMatchObject([{ state: 'unknown', needsPerson: true }])
    expect(till.simulator.effects()).toEqual({ 'bill B-1': 1 })
  })
})

test('sales of one customer keep their order, and those of others overtake', async () => {
  const till = await startOutboxTill()
  till.simulator.injectFault({ fault: 'no effect, reset', times: 1 })
  for (const bill of ['A-1', 'A-2', 'A-3']) await accepted(await till.sell(bill))
  await accepted(await till.sell('B-1', { customer: '919800000001' }))
  await till.settled()
  const order = till.simulator.effectsInOrder()
  expect(order.filter((effect) => effect.startsWith('bill A'))).toEqual(['bill A-1', 'bill A-2', 'bill A-3'])
  expect(order).toHaveLength(4)
})

test('nothing of a sale is in the log, the audit trail, the settings or the status', async () => {
  const till = await startOutboxTill()
  till.simulator.injectFault({ fault: 'no effect, reset', times: 1 })
  await accepted(await till.sell('BILL-CANARY', { customer: '919812345678' }))
  await till.settled()
  till.expectNoLeak('BILL-CANARY', '919812345678')
})

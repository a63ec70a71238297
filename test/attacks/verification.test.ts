import { describe, expect, test } from 'vitest'
import { faultOf } from '../support/till.ts'
import { asha, startVerifyingTill } from '../support/verifyingTill.ts'

describe('T54 code guessing, pumping, enumeration', () => {
  test('T54 two programs in a loop have one budget, and the customer gets ten messages a day', async () => {
    const till = await startVerifyingTill()
    const { key } = till.agent.clients.add({
      ...{ id: 'kiosk', name: 'Kiosk', origins: [] },
      grants: [{ upstream: 'loyalty', allow: ['capillary:verify'] }],
    })
    const spellings = [asha, '+91 99999-99993', '0091 9999999993', '919999999993', '9999999993']
    for (let round = 0; round < 40; round += 1) {
      const value = spellings[round % spellings.length]
      const body = { upstream: 'loyalty', identifier: { type: 'mobile', value } }
      const answers = [till.key, key].map((one) => till.send('POST', '/v1/verifications', body, one))
      for (const answer of await Promise.all(answers)) expect([201, 429]).toContain(answer.status)
      await till.clock.pass(30_000)
    }
    expect(till.simulator.messages()).toHaveLength(10)
  })

  test('T54 one program in a loop has a hundred verifications open, and no more', async () => {
    const till = await startVerifyingTill()
    const statuses: number[] = []
    for (let n = 0; n < 105; n += 1) {
      // By the cashier's way, which counts no requests a second.
      const identifier = { type: 'mobile', value: `+9198${String(10_000_000 + n)}` } as const
      const started = till.agent.verifications.start({ actor: 'window' }, { upstream: 'loyalty', identifier })
      statuses.push(
        await started.then(
          () => 201,
          ({ status }) => status,
        ),
      )
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(100)
    expect(statuses.slice(100)).toEqual([429, 429, 429, 429, 429])
    expect(till.simulator.messages()).toHaveLength(100)
  })

  test('T54 ten thousand guesses try fifty codes a day at most', async () => {
    const till = await startVerifyingTill()
    let tried = 0
    for (let round = 0; round < 12; round += 1) {
      const body = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
      const started = await till.send('POST', '/v1/verifications', body)
      if (started.status !== 201) continue
      const { id } = (await started.json()) as { id: string }
      const guesses = Array.from({ length: 50 }, (_, at) => String(100_000 + round * 50 + at))
      await Promise.all(guesses.map((code) => till.send('POST', `/v1/verifications/${id}/code`, { code })))
      await till.clock.pass(30_000)
      tried = till.simulator.counts()['POST /v2/otp/validate'] ?? 0
    }
    expect(tried).toBe(50)
  })
})

test('T55 resend gap: the door itself says how long to wait', async () => {
  const till = await startVerifyingTill()
  const { id, resendAfterSeconds } = await till.start()
  await till.clock.pass(12_000)
  const answer = await till.send('POST', `/v1/verifications/${id}/resend`)
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBe(resendAfterSeconds - 12)
  expect(await faultOf(answer)).toBe('RESEND_TOO_EARLY')
  expect(till.simulator.messages()).toHaveLength(1)
})

test.each(['000000', '123456', '111111', '999999', '0000', 'test', 'master', 'override'])(
  'T56 shared override code: %s confirms nobody',
  async (code) => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    const answer = await till.send('POST', `/v1/verifications/${id}/code`, { code })
    expect(await answer.json()).toMatchObject({ state: 'code-sent' })
    expect(till.simulator.counts()['POST /v2/otp/validate']).toBe(1)
  },
)

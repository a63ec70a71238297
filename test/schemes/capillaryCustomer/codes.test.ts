import { describe, expect, test } from 'vitest'
import type { Verification } from '#contract/verification.ts'
import { Secret } from '#core/base/secret.ts'
import { faultOf } from '#test/support/till.ts'
import { startBrandTill } from './brandTill.ts'

const asha = '+919999999993'
const unknown = '+919999999000'

async function startBrand(options: Parameters<typeof startBrandTill>[0] = {}) {
  const till = await startBrandTill(options)
  const start = (mobile: string) =>
    till.askJson('POST', '/v1/verifications', { upstream: 'cloud', identifier: { type: 'mobile', value: mobile } })
  const started = async (mobile = asha) => (await (await start(mobile)).json()) as Verification
  const check = async (id: string, code: string) =>
    (await (await till.askJson('POST', `/v1/verifications/${id}/code`, { code })).json()) as Verification
  const { simulator, askJson, latestCode } = till
  return { simulator, till, send: askJson, start, started, check, latestCode }
}

describe("a customer is verified by Capillary's Auth Engine", () => {
  test('and is signed in for the client that asked', async () => {
    const { till, send, started, check, latestCode } = await startBrand()
    const { id, state } = await started()
    expect(state).toBe('code-sent')
    expect(await check(id, latestCode())).toMatchObject({ state: 'confirmed', statement: expect.any(String) })
    const { customers } = (await (await send('GET', '/v1/upstreams/cloud/customers')).json()) as {
      customers: { customer: string; state: string }[]
    }
    expect(customers).toMatchObject([{ state: 'signed-in' }])
    const handle = customers[0]?.customer ?? ''
    const profile = await till.call('/v2/api/customer/get', { headers: { 'Till-Agent-Customer': handle } })
    expect(profile.status).toBe(200)
    till.expectNoLeak(latestCode(), '9999999993')
  })

  test('and is signed in for no client when the cashier asked', async () => {
    const { till, send, latestCode } = await startBrand()
    const { verifications } = till.agent
    const asked = { upstream: 'cloud', identifier: { type: 'mobile', value: asha } } as const
    const id = await verifications.start({ actor: 'window' }, asked)
    await verifications.check(id, { actor: 'window' }, new Secret(latestCode()))
    expect(verifications.viewForCashier(id)).toMatchObject({ state: 'confirmed' })
    expect(await (await send('GET', '/v1/upstreams/cloud/customers')).json()).toEqual({ customers: [] })
  })

  test('not with a wrong code, nor after too many', async () => {
    const { started, check } = await startBrand()
    const { id } = await started()
    for (const triesLeft of [4, 3, 2, 1]) expect(await check(id, 'WRONG1')).toMatchObject({ triesLeft })
    expect(await check(id, 'WRONG1')).toMatchObject({ state: 'refused', triesLeft: 0 })
  })

  test('with a code that is sent again in the same session', async () => {
    const { simulator, till, send, started, check, latestCode } = await startBrand()
    const { id } = await started()
    till.clock.skip(30_000)
    await send('POST', `/v1/verifications/${id}/resend`)
    expect(simulator.messages()).toHaveLength(2)
    expect(simulator.counts()['POST /auth/v1/token/generate']).toBe(1)
    expect(await check(id, latestCode())).toMatchObject({ state: 'confirmed' })
  })

  test('with a code that may have gone out, which is counted', async () => {
    const { simulator, till, start, check } = await startBrand()
    simulator.injectFault({ fault: 'half a body', path: '/auth/v1/otp/generate', times: 1 })
    const { id, state, sendsLeft } = (await (await start(asha)).json()) as Verification
    expect({ state, sendsLeft }).toEqual({ state: 'started', sendsLeft: 4 })
    expect(await faultOf(await start(asha))).toBe('RESEND_TOO_EARLY')
    simulator.injectFault({ fault: 'half a body', path: '/auth/v1/otp/validate', times: 1 })
    expect(await check(id, 'WRONG1')).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(till.agent.verifications.viewForCashier(id)).toMatchObject({ triesLeft: 4 })
  })

  test('only for a client that may sign customers in', async () => {
    const { simulator, start } = await startBrand({ grants: ['capillary-customer:account'] })
    expect(await faultOf(await start(asha))).toBe('NOT_GRANTED')
    expect(simulator.seen()).toEqual([])
  })
})

test('a customer whom the brand does not know gets the same answers, after the same calls (attacks.md T54)', async () => {
  const { simulator, till, send, started, check } = await startBrand({
    authEngine: { assumptions: { unknownCustomers: 'refused' } },
  })
  const seen = async (mobile: string) => {
    const before = simulator.seen().length
    const first = await started(mobile)
    const tried = await check(first.id, 'WRONG1')
    till.clock.skip(30_000)
    const again = (await (await send('POST', `/v1/verifications/${first.id}/resend`)).json()) as Verification
    const calls = simulator.seen().length - before
    return {
      calls,
      answers: [first, tried, again].map((verification) => ({
        ...verification,
        id: '',
        maskedIdentifier: '',
        expiresAt: 0,
      })),
    }
  }
  expect(await seen(unknown)).toEqual(await seen(asha))
})

test('a quota of the Auth Engine is told by its fault', async () => {
  const { simulator, start } = await startBrand()
  simulator.injectFault({ fault: 'code', code: 1534, path: '/auth/v1/otp/generate', times: 1 })
  expect(await faultOf(await start(asha))).toBe('CODES_USED_UP')
  simulator.injectFault({ fault: 'code', code: 1535, path: '/auth/v1/otp/generate', times: 1 })
  expect(await faultOf(await start(asha))).toBe('UPSTREAM_NOT_READY')
})

test('codes of a client that signs customers in count towards the same limit', async () => {
  const { send, start } = await startBrand()
  const begin = async () => {
    const asked = { identifierType: 'MOBILE', identifierValue: '919999999993' }
    return ((await (await send('POST', '/v1/upstreams/cloud/customers', asked)).json()) as { customer: string })
      .customer
  }
  for (let sent = 1; sent <= 10; sent += 1)
    expect((await send('POST', `/v1/upstreams/cloud/customers/${await begin()}/send-code`)).status).toBe(200)
  const answer = await send('POST', `/v1/upstreams/cloud/customers/${await begin()}/send-code`)
  expect(await faultOf(answer)).toBe('CODES_USED_UP')
  expect(await faultOf(await start(asha))).toBe('CODES_USED_UP')
})

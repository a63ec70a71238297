import { expect, test } from 'vitest'
import { jsonIn } from '#test/schemes/cloudTill.ts'
import { faultOf } from '#test/support/till.ts'
import { asha, ashasPassword, deviceOf, settingsOf, startBrandPos, who } from './brandTill.ts'

const startWeb = (assumptions: object = {}) => startBrandPos({ more: settingsOf('web'), authEngine: { assumptions } })

test('the web family has no device, in no call and in no header (capillary.md 4.1, 4.6)', async () => {
  const { simulator, till, signIn, get, latestCode } = await startWeb()
  const customer = await signIn()
  expect((await get(customer)).status).toBe(200)
  const seen = simulator.seen()
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /auth/v1/web/token/generate',
    'POST /auth/v1/web/otp/generate',
    'POST /auth/v1/web/otp/validate',
    'GET /mobile/v2/api/customer/get',
  ])
  const sessionId = expect.stringMatching(/^P-/)
  expect(seen.slice(0, 3).map(jsonIn)).toEqual([
    { ...who, ...deviceOf('web') },
    { ...who, ...deviceOf('web'), sessionId },
    { ...who, ...deviceOf('web'), sessionId, otp: latestCode() },
  ])
  const names = ['cap_brand', 'cap_device_id', 'cap_identifier_type', 'cap_identifier_value']
  expect(names.map((name) => seen.at(-1)?.rawHeader(name))).toEqual(['DocDemo', undefined, 'MOBILE', asha])
  till.expectNoLeak(asha, latestCode())
})

test('a password signs in in the web family too', async () => {
  const { start, outcome, get } = await startWeb()
  const { customer } = await start()
  expect(await outcome(customer, 'password', { password: ashasPassword })).toBe('signed-in')
  expect((await get(customer)).status).toBe(200)
})

test('an expired web token renews itself, once for ten requests, and the next one renews itself in turn', async () => {
  const { simulator, till, signIn, get, renewals } = await startWeb({ webTokenSeconds: 90 })
  const customer = await signIn()
  await get(customer)
  const first = simulator.seen().at(-1)?.rawHeader('cap_authorization') ?? ''
  for (const renewed of [1, 2]) {
    till.clock.skip(91_000)
    const answers = await Promise.all(Array.from({ length: 10 }, () => get(customer)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(renewals()).toHaveLength(renewed)
  }
  const [one, two] = renewals().map(jsonIn)
  expect(one).toEqual({ ...who, ...deviceOf('web'), expiredToken: first })
  expect(two?.expiredToken).not.toBe(first)
  till.expectNoLeak(first, String(two?.expiredToken))
})

test('a web token is not renewed before it has expired: the field says expired', async () => {
  const { till, signIn, get, renewals } = await startWeb({ webTokenSeconds: 90, liveWebTokensRenew: false })
  const customer = await signIn()
  for (const seconds of [30, 30, 25]) {
    till.clock.skip(seconds * 1_000)
    expect((await get(customer)).status).toBe(200)
  }
  expect(renewals()).toEqual([])
  till.clock.skip(6_000)
  expect((await get(customer)).status).toBe(200)
  expect(renewals()).toHaveLength(1)
})

test('a web token that can be renewed no more signs the customer out', async () => {
  const { till, signIn, get, renewals } = await startWeb({ webRenewalMinutes: 10 })
  const customer = await signIn()
  till.clock.skip((15 + 11) * 60_000)
  for (const _ of [1, 2]) expect(await faultOf(await get(customer))).toBe('CUSTOMER_UNKNOWN')
  expect(renewals()).toHaveLength(1)
})

test('a customer is verified by the web family as by the other', async () => {
  const { till, post, latestCode, simulator } = await startWeb()
  const identifier = { type: 'mobile', value: `+${asha}` }
  const { id } = (await (await post('/v1/verifications', { upstream: 'cloud', identifier })).json()) as { id: string }
  const checked = await post(`/v1/verifications/${id}/code`, { code: latestCode() })
  expect(await checked.json()).toMatchObject({ state: 'confirmed' })
  expect(simulator.seen().every(({ path }) => path.startsWith('/auth/v1/web/'))).toBe(true)
  till.expectNoLeak(latestCode())
})

test('the probe of the web family asks its own paths', async () => {
  const { till, simulator } = await startWeb()
  expect(await till.agent.upstreams.test('cloud')).toMatchObject({ notice: expect.stringMatching(/brand/) })
  expect(simulator.seen()[0]?.path).toBe('/auth/v1/web/token/regenerate')
  expect(jsonIn(simulator.seen()[0])).toMatchObject({ expiredToken: 'till-agent-probe' })
})

test('a device of the web family is refused, since nothing would send it', async () => {
  await expect(startBrandPos({ more: { family: 'web', deviceId: 'till-7' } })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: { issues: [{ path: 'upstreams[0].deviceId', message: expect.stringMatching(/web family has no device/) }] },
  })
})

test('another family is none', async () => {
  await expect(startBrandPos({ more: { family: 'mfa' } })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

import { expect, test } from 'vitest'
import { asha, type Cloud, clockAt, startCloud } from './start.ts'

const target = { entityType: 'MOBILE', entityValue: asha, action: 'GENERIC' }
const generate = (cloud: Cloud, change: Record<string, unknown> = {}) =>
  cloud.post('/v2/otp/generate', { ...target, ...change })
const validate = (cloud: Cloud, code: string, change: Record<string, unknown> = {}) =>
  cloud.post('/v2/otp/validate', { ...target, code, ...change })
const lastCode = ({ simulator }: Cloud) => simulator.messages().at(-1)?.code ?? 'none was sent'

test('a code goes to the mobile, and a repeat sends the same one with createdId 1', async () => {
  const clock = clockAt(Date.UTC(2026, 0, 1))
  const cloud = await startCloud({ now: clock.now })
  const first = await generate(cloud)
  expect(first.body).toEqual({ createdId: expect.any(Number), warnings: [] })
  expect(first.body.createdId).toBeGreaterThan(1)
  const code = lastCode(cloud)
  expect(code).toMatch(/^\d{6}$/)
  expect(cloud.simulator.messages()).toEqual([
    { to: asha, channel: 'SMS', text: expect.stringContaining(code), code, at: clock.now() },
  ])

  expect((await generate(cloud)).body.createdId).toBe(1)
  expect(lastCode(cloud)).toBe(code)
  clock.advanceMinutes(10)
  expect((await generate(cloud)).body.createdId).toBeGreaterThan(1)
})

test('the right code is true once, a wrong one false with HTTP 400', async () => {
  const cloud = await startCloud()
  await generate(cloud)
  const code = lastCode(cloud)
  const wrong = await validate(cloud, 'no')
  expect([wrong.status, wrong.body]).toEqual([400, { entity: false, warnings: [] }])
  const right = await validate(cloud, code)
  expect([right.status, right.body]).toEqual([200, { entity: true, warnings: [] }])
  expect((await validate(cloud, code)).body.entity).toBe(false)
})

test('a code is wrong for another customer, another action, and after its expiry', async () => {
  const clock = clockAt(Date.UTC(2026, 0, 1))
  const cloud = await startCloud({ now: clock.now })
  await generate(cloud)
  const code = lastCode(cloud)
  expect((await validate(cloud, code, { entityValue: '919999999994' })).body.entity).toBe(false)
  expect((await validate(cloud, code, { action: 'POINTS' })).body.entity).toBe(false)
  clock.advanceMinutes(10)
  expect((await validate(cloud, code)).body.entity).toBe(false)
})

test('the sixth try within a quarter of an hour is 429, even with the right code', async () => {
  const clock = clockAt(Date.UTC(2026, 0, 1))
  const cloud = await startCloud({ now: clock.now, assumptions: { otpValidMinutes: 60, retryAfterSeconds: 900 } })
  await generate(cloud)
  for (let tries = 0; tries < 5; tries++) expect((await validate(cloud, 'no')).status).toBe(400)
  const sixth = await validate(cloud, lastCode(cloud))
  expect([sixth.status, sixth.body.errors[0].code, sixth.headers.get('retry-after')]).toEqual([429, 429, '900'])
  clock.advanceMinutes(16)
  expect((await validate(cloud, lastCode(cloud))).body.entity).toBe(true)
})

test('codes have a quota per customer when the organisation sets one', async () => {
  const cloud = await startCloud({ assumptions: { otpQuota: { codes: 2, minutes: 60 } } })
  await generate(cloud)
  await generate(cloud)
  const third = await generate(cloud)
  expect([third.status, third.body.errors[0].code, third.headers.get('retry-after')]).toEqual([429, 429, null])
  expect(cloud.simulator.messages()).toHaveLength(2)
  expect((await generate(cloud, { entityValue: '919999999994' })).status).toBe(200)
})

test('the filled template goes to whatever address the channels name: the agent must check it', async () => {
  const cloud = await startCloud()
  await generate(cloud, {
    template: 'Hello {{ validation_code }}!',
    emailTemplate: { subject: 'Code', body: 'Mail {{validation_code}}.' },
    channels: [
      { type: 'PHONE', value: '910000000666' },
      { type: 'email', value: 'else@example.com' },
    ],
  })
  const code = lastCode(cloud)
  expect(cloud.simulator.messages()).toMatchObject([
    { to: '910000000666', channel: 'SMS', text: `Hello ${code}!` },
    { to: 'else@example.com', channel: 'EMAIL', text: `Mail ${code}.` },
  ])
})

test('a channel that the organisation has not enabled sends nothing', async () => {
  const cloud = await startCloud({ assumptions: { otpChannels: ['EMAIL'] } })
  expect((await generate(cloud)).status).toBe(200)
  expect(cloud.simulator.messages()).toEqual([])
})

test.each([
  [{ action: 'DANCE' }, 600],
  [{ entityType: 'PIGEON' }, 601],
  [{ entityValue: '' }, 602],
  [{ channels: [{ type: 'PIGEON', value: '1' }] }, 603],
  [{ template: 'no placeholder' }, 606],
  [{ channels: [{ type: 'WHATSAPP', value: asha }] }, 607],
  [{ channels: [{ type: 'ZALO', value: asha }] }, 621],
  [{ entityValue: 'phone' }, 8056],
])('a request for a code with %o is %i', async (change, code) => {
  const cloud = await startCloud()
  const { status, body } = await generate(cloud, change)
  expect(status).toBe(400)
  expect(body.errors.map((error: { code: number }) => error.code)).toContain(code)
  expect(cloud.simulator.messages()).toEqual([])
})

test('whether GENERIC reaches an unregistered person is an assumption; REGISTRATION does', async () => {
  const unregistered = { entityValue: '910000009999' }
  expect((await generate(await startCloud(), unregistered)).status).toBe(200)
  const strict = await startCloud({ assumptions: { genericForUnregistered: false } })
  expect((await generate(strict, unregistered)).body.errors[0].code).toBe(8015)
  expect((await generate(strict, { ...unregistered, action: 'REGISTRATION' })).status).toBe(200)
})

test('a code can hold letters and have any length up to 50', async () => {
  const cloud = await startCloud({ assumptions: { otpLength: 50, otpAlphabet: 'letters and digits' } })
  await generate(cloud)
  expect(lastCode(cloud)).toMatch(/^[0-9A-Z]{50}$/)
  expect((await validate(cloud, lastCode(cloud))).body.entity).toBe(true)
})

test('a caller with read access gets the code: the agent must deny this path, in both spellings', async () => {
  const cloud = await startCloud()
  const query = `source=INSTORE&identifierName=mobile&identifierValue=${asha}`
  expect((await cloud.get(`/v2/otp?${query}`)).body.errors[0].code).toBe(9001)
  await generate(cloud)
  expect((await cloud.get(`/v2/otp?${query}`)).body).toMatchObject({ code: lastCode(cloud), userId: 900001 })
  expect((await cloud.get(`/v2/otp/${query}`)).body.code).toBe(lastCode(cloud))
})

import { describe, expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { Fault } from '#core/base/fault.ts'
import { runs } from '#test/support/sample.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'
import { asha, refuseBrokered, startVerifyingTill } from '#test/support/verifyingTill.ts'

describe('T54 code guessing, pumping, enumeration', () => {
  test('T54 two clients in a loop have one budget, and the customer gets ten messages a day', async () => {
    const till = await startVerifyingTill()
    const { key } = till.agent.clients.add({
      ...{ id: 'kiosk', name: 'Kiosk', origins: [] },
      grants: [{ upstream: 'loyalty', allow: ['capillary:verify'] }],
    })
    const spellings = [asha, '+91 99999-99993', '0091 9999999993', '919999999993', '9999999993']
    for (let round = 0; round < 40; round += 1) {
      const value = spellings[round % spellings.length]
      const body = { upstream: 'loyalty', identifier: { type: 'mobile', value } }
      const answers = [till.key, key].map((clientKey) => till.send('POST', '/v1/verifications', body, clientKey))
      for (const answer of await Promise.all(answers)) expect([201, 429]).toContain(answer.status)
      await till.clock.advance(30_000)
    }
    expect(till.simulator.messages()).toHaveLength(10)
  })

  test('T54 one client in a loop has a hundred verifications open, and no more', async () => {
    const till = await startVerifyingTill()
    const statuses: number[] = []
    for (let n = 0; n < 105; n += 1) {
      // As a cashier, because a client's requests are limited by rate.
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

  // 300 codes to 300 numbers in 11.8 s, because the only lid was on what was open.
  test('T54 a client that starts and cancels in a loop has sixty codes sent in an hour', async () => {
    const till = await startVerifyingTill({ codes: refuseBrokered })
    const start = async (number: number) => {
      await till.clock.advance(1_000)
      const identifier = { type: 'mobile', value: `+9198${String(10_000_000 + number)}` }
      const started = await till.send('POST', '/v1/verifications', { upstream: 'loyalty', identifier })
      if (started.status !== 201) return started
      const { id } = (await started.json()) as { id: string }
      await till.send('DELETE', `/v1/verifications/${id}`)
      return started
    }
    for (let number = 0; number < 60; number += 1) expect((await start(number)).status).toBe(201)
    const refused = await start(60)
    // The first code no longer counts in an hour; sixty seconds have passed.
    expect(refused.headers.get('retry-after')).toBe(String(3_600 - 60))
    expect(await faultOf(refused)).toBe('CODES_USED_UP')
    const generate = { entityType: 'MOBILE', entityValue: '919999999993', action: 'GENERIC' }
    expect(await faultOf(await till.send('POST', '/via/loyalty/v2/otp/generate', generate))).toBe('CODES_USED_UP')
    expect(till.simulator.messages()).toHaveLength(60)
    // A new key of the same name is no fresh budget, and a cashier goes on.
    till.agent.clients.revoke('pos')
    const grants = [{ upstream: 'loyalty', allow: ['capillary:sell'] }]
    const { key } = till.agent.clients.add({ id: 'pos', name: 'Checkout', origins: [], grants })
    const body = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    expect(await faultOf(await till.send('POST', '/v1/verifications', body, key))).toBe('CODES_USED_UP')
    await till.agent.verifications.start({ actor: 'window' }, { ...body, identifier: { type: 'mobile', value: asha } })
    await till.clock.advance(3_600_000)
    expect((await till.send('POST', '/v1/verifications', body, key)).status).toBe(201)
  })

  test('T54 many programs together have as many codes sent as the till may', async () => {
    const till = await startVerifyingTill()
    till.settings.write({ ...till.settings.read(), codes: { perTillPerHour: 3, perStorePerHour: 4 } })
    const start = (number: number) => {
      const identifier = { type: 'mobile', value: `+9198${String(10_000_000 + number)}` } as const
      return till.agent.verifications.start({ actor: 'window' }, { upstream: 'loyalty', identifier })
    }
    for (let number = 0; number < 3; number += 1) await start(number)
    await expect(start(3)).rejects.toMatchObject({
      code: 'CODES_USED_UP',
      detail: 'No more codes may be sent through "loyalty" for now.',
      data: { retryAfterSeconds: 3_600 },
      remedy: expect.stringContaining('codes.perTillPerHour'),
    })
    expect(till.simulator.messages()).toHaveLength(3)
  })

  test.each([
    ['abroad', '+447400123456'],
    ['abroad, written as clouds do', '447400123456'],
    ['premium', '+979123456789'],
    ['satellite', '+881612345678'],
  ])('T54 no code goes to a number that is %s, by any way', async (_, value) => {
    const till = await startVerifyingTill({ codes: refuseBrokered })
    const body = { upstream: 'loyalty', identifier: { type: 'mobile', value } }
    if (value.startsWith('+')) {
      expect(await faultOf(await till.send('POST', '/v1/verifications', body))).toBe('DESTINATION_REFUSED')
      const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value } } as const
      await expect(till.agent.verifications.start({ actor: 'window' }, asked)).rejects.toMatchObject({
        code: 'DESTINATION_REFUSED',
      })
    }
    const generate = { entityType: 'MOBILE', entityValue: value, action: 'GENERIC' }
    expect(await faultOf(await till.send('POST', '/via/loyalty/v2/otp/generate', generate))).toBe('DESTINATION_REFUSED')
    const query = `format=json&points=1&mobile=${encodeURIComponent(value)}`
    const answer = await till.send('GET', `/via/loyalty/v1.1/points/validationcode?${query}`)
    expect(await faultOf(answer)).toBe('DESTINATION_REFUSED')
    expect(till.simulator.messages()).toEqual([])
  })

  test('T54 a setting lets codes abroad, up to a lid for each country', async () => {
    const till = await startVerifyingTill()
    till.settings.write({ ...till.settings.read(), codes: { countries: 'GB', perForeignCountryPerDay: 2 } })
    const start = (value: string) =>
      till.send('POST', '/v1/verifications', { upstream: 'loyalty', identifier: { type: 'mobile', value } })
    expect((await start('+447400123456')).status).toBe(201)
    expect((await start('+447400123457')).status).toBe(201)
    expect(await faultOf(await start('+447400123458'))).toBe('CODES_USED_UP')
    expect(await faultOf(await start('+4915112345678'))).toBe('DESTINATION_REFUSED')
    expect((await start(asha)).status).toBe(201)
  })

  test('T54 one person has one budget: by number, address, card and id together', async () => {
    const till = await startVerifyingTill({ codes: refuseBrokered, grants: ['capillary:sell', 'capillary:verify'] })
    const ofCustomer = ['card_number=700099999993', 'external_id=EX900001', 'email=asha.example@example.com']
    let sent = 0
    for (const named of [...ofCustomer, ...ofCustomer, 'mobile=919999999993', 'mobile=%2B919999999993']) {
      const path = `/via/loyalty/v1.1/points/validationcode?format=json&points=1&${named}`
      if ((await till.send('GET', path)).headers.get('till-agent-fault') === null) sent += 1
    }
    for (const identifier of [
      { type: 'mobile', value: asha },
      { type: 'email', value: 'asha.example@example.com' },
      { type: 'mobile', value: '9999999993' },
      { type: 'email', value: 'Asha.Example@Example.com' },
    ]) {
      await till.clock.advance(30_000)
      const started = await till.send('POST', '/v1/verifications', { upstream: 'loyalty', identifier })
      if (started.status === 201) sent += 1
      else expect(await faultOf(started)).toBe('CODES_USED_UP')
    }
    expect(sent).toBe(10)
    // Somebody else is not affected.
    await till.start('+919999999994')
  })

  test('T54 without a setting, brokered codes are only counted, and verifications are refused for them', async () => {
    const till = await startVerifyingTill()
    const generate = (entityValue: string) =>
      till.send('POST', '/via/loyalty/v2/otp/generate', { entityType: 'MOBILE', entityValue, action: 'GENERIC' })
    for (let sent = 0; sent < 11; sent += 1) expect((await generate('919999999993')).status).toBe(200)
    expect((await generate('447400123456')).headers.get('till-agent-fault')).toBeNull()
    await till.clock.advance(30_000)
    const body = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    expect(await faultOf(await till.send('POST', '/v1/verifications', body))).toBe('CODES_USED_UP')
  })

  test('T54 a code is not counted twice that names its customer twice', async () => {
    const till = await startVerifyingTill({ codes: refuseBrokered, grants: ['capillary:verify'] })
    const path =
      '/via/loyalty/v1.1/points/validationcode?format=json&points=1&card_number=700099999993&mobile=919999999993'
    for (let sent = 0; sent < 10; sent += 1)
      expect((await till.send('GET', path)).headers.get('till-agent-fault')).toBeNull()
    expect(await faultOf(await till.send('GET', path))).toBe('CODES_USED_UP')
  })

  test('T54 an upstream whose credential is refused when it is asked who a card is locks', async () => {
    const cloud = await startUpstream((_, response) => response.writeHead(401).end('{}'))
    const till = await startVerifyingTill({ baseUrl: cloud.url, grants: ['capillary:verify'] })
    const path = '/via/loyalty/v1.1/points/validationcode?format=json&points=1&card_number=77'
    expect(await faultOf(await till.send('GET', path))).toBe('UPSTREAM_LOCKED')
    expect(cloud.seen).toHaveLength(2)
  })

  // A program that held the file locked had no limit, as its codes could not be counted.
  test('T54 codes that cannot be written down are counted all the same', async () => {
    const store = createMemoryVerifications()
    const verifications = {
      ...store,
      countSend: () => {
        throw new Fault('VERIFICATIONS_UNAVAILABLE')
      },
    }
    const till = await startVerifyingTill({ codes: refuseBrokered, deps: { verifications } })
    const body = { entityType: 'MOBILE', entityValue: '919999999993', action: 'GENERIC' }
    const generate = () => till.send('POST', '/via/loyalty/v2/otp/generate', body)
    for (let sent = 0; sent < 10; sent += 1) expect((await generate()).status).toBe(200)
    expect(await faultOf(await generate())).toBe('CODES_USED_UP')
  })

  test('T54 ten thousand guesses try fifty codes a day at most', async () => {
    const till = await startVerifyingTill()
    let tried = 0
    for (let round = 0; round < 12; round += 1) {
      const body = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
      const started = await till.send('POST', '/v1/verifications', body)
      if (started.status !== 201) continue
      const { id } = (await started.json()) as { id: string }
      const guesses = Array.from({ length: runs(50, 1 / 4) }, (_, at) => String(100_000 + round * 50 + at))
      await Promise.all(guesses.map((code) => till.send('POST', `/v1/verifications/${id}/code`, { code })))
      await till.clock.advance(30_000)
      tried = till.simulator.counts()['POST /v2/otp/validate'] ?? 0
    }
    expect(tried).toBe(50)
  })
})

test('T55 resend gap: the POS API itself says how long to wait', async () => {
  const till = await startVerifyingTill()
  const { id, resendAfterSeconds } = await till.start()
  await till.clock.advance(12_000)
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

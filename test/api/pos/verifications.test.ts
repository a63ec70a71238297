import { describe, expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { Verification } from '#contract/verification.ts'
import { Secret } from '#core/base/secret.ts'
import { verificationAccount } from '#core/verification/keys/secrets.ts'
import { findLeaks } from '#test/support/canaries.ts'
import { createTestClock } from '#test/support/clock.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'
import {
  asha,
  bodyOf,
  checkCode,
  nobody,
  refuseBrokered,
  resendCode,
  startVerifyingTill,
} from '#test/support/verifyingTill.ts'

const wrong = 'WRONG1'
const minuteMs = 60_000

describe('a client verifies a customer', () => {
  test('with the code that the customer was sent', async () => {
    const till = await startVerifyingTill()
    const started = await till.start()
    expect(started).toEqual({
      id: expect.stringMatching(/^vf_/),
      state: 'code-sent',
      maskedIdentifier: '••••••• 93',
      channel: 'sms',
      expiresAt: till.clock.now() + 10 * minuteMs,
      resendAfterSeconds: 30,
      triesLeft: 5,
      sendsLeft: 4,
    })
    expect(till.simulator.messages()).toMatchObject([{ to: '919999999993', channel: 'SMS' }])

    const confirmed = await bodyOf(checkCode(till, started.id, till.latestCode()))
    expect(confirmed).toMatchObject({ state: 'confirmed', triesLeft: 0, sendsLeft: 0 })
    expect(confirmed.statement).toBeDefined()
  })

  test('by e-mail', async () => {
    const till = await startVerifyingTill()
    const identifier = { type: 'email', value: ' Asha.Example@Example.com' }
    const started = await bodyOf(till.send('POST', '/v1/verifications', { upstream: 'loyalty', identifier }))
    expect(started).toMatchObject({ channel: 'email', maskedIdentifier: 'a•••@e•••.com' })
    expect(till.simulator.messages()).toMatchObject([{ to: 'asha.example@example.com', channel: 'EMAIL' }])
    expect(await bodyOf(checkCode(till, started.id, till.latestCode()))).toMatchObject({ state: 'confirmed' })
  })

  test('whose number is written as in the country of the store', async () => {
    const till = await startVerifyingTill()
    await till.start('099999 99993')
    expect(till.simulator.messages()).toMatchObject([{ to: '919999999993' }])
  })

  test('with a code of letters and digits (capillary.md 5.4)', async () => {
    const till = await startVerifyingTill({ assumptions: { otpAlphabet: 'letters and digits', otpLength: 12 } })
    const { id } = await till.start()
    expect(till.latestCode()).toMatch(/^[A-Za-z0-9]{12}$/)
    expect(await bodyOf(checkCode(till, id, till.latestCode()))).toMatchObject({ state: 'confirmed' })
  })

  test.each([
    ['points', 'POINTS'],
    ['anything-else', 'GENERIC'],
  ])('for the purpose %s, which Capillary calls %s', async (purpose, action) => {
    const till = await startVerifyingTill()
    const { id } = await till.start(asha, { purpose })
    expect(await bodyOf(checkCode(till, id, till.latestCode()))).toMatchObject({ state: 'confirmed' })
    const bodies = till.simulator.seen().map(({ body }) => JSON.parse(String(body ?? '{}')))
    expect(bodies.filter((body) => body.action === action)).toHaveLength(2)
  })

  test.each([
    ['no number', { type: 'mobile', value: 'hello' }],
    ['a number that cannot be', { type: 'mobile', value: '+91 12' }],
    ['no address', { type: 'email', value: 'hello' }],
    ['another kind', { type: 'card', value: '123' }],
  ])('but not with %s', async (_, identifier) => {
    const till = await startVerifyingTill()
    const answer = await till.send('POST', '/v1/verifications', { upstream: 'loyalty', identifier })
    expect(await faultOf(answer)).toBe('INVALID_INPUT')
    expect(till.simulator.seen()).toEqual([])
  })
})

describe('a wrong code', () => {
  test('is answered with the tries that are left', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    for (const triesLeft of [4, 3, 2, 1]) {
      const answer = await checkCode(till, id, wrong)
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ state: 'code-sent', triesLeft })
    }
    expect(await bodyOf(checkCode(till, id, wrong))).toMatchObject({ state: 'refused', triesLeft: 0 })
    expect(await faultOf(await checkCode(till, id, till.latestCode()))).toBe('VERIFICATION_OVER')
  })

  test('among many at once costs no more tries than there are', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    const codes = Array.from({ length: 20 }, (_, at) => String(100_000 + at))
    const answers = await Promise.all(codes.map((code) => checkCode(till, id, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(till.simulator.counts()['POST /v2/otp/validate']).toBe(5)
  })

  test('costs no try when the upstream cannot be reached', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    till.simulator.injectFault({ fault: '503', path: '/v2/otp/validate', times: 1 })
    expect((await checkCode(till, id, wrong)).status).toBe(503)
    expect(await bodyOf(till.send('GET', `/v1/verifications/${id}`))).toMatchObject({ triesLeft: 5 })
  })

  test('costs a try when it is not known whether the upstream counted it', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    till.simulator.injectFault({ fault: 'reset', path: '/v2/otp/validate', times: 1 })
    expect(await faultOf(await checkCode(till, id, wrong))).toBe('OUTCOME_UNKNOWN')
    expect(await bodyOf(till.send('GET', `/v1/verifications/${id}`))).toMatchObject({ triesLeft: 4 })
  })

  test('with other characters than letters and digits is not tried', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    for (const code of ['', '12 34', 'é234', 'a'.repeat(51)])
      expect(await faultOf(await checkCode(till, id, code))).toBe('INVALID_INPUT')
    expect(till.simulator.counts()['POST /v2/otp/validate']).toBeUndefined()
  })

  test('ends the verification when the upstream itself has counted enough of them', async () => {
    const till = await startVerifyingTill({ assumptions: { otpTries: { tries: 2, minutes: 15 } } })
    const { id } = await till.start()
    await checkCode(till, id, wrong)
    await checkCode(till, id, wrong)
    expect(await bodyOf(checkCode(till, id, wrong))).toMatchObject({ state: 'refused', triesLeft: 0 })
  })
})

test('every status that a client can receive is declared', async () => {
  const till = await startVerifyingTill()
  const { paths } = (await (await till.send('GET', '/openapi.json')).json()) as {
    paths: Record<string, Record<string, { responses: object }>>
  }
  const declared = (path: string, method: string) => Object.keys(paths[path]?.[method]?.responses ?? {})
  const verification = '/v1/verifications/{id}'
  // 503: the keychain or the store of verifications fails; 504: it is not known whether the code was counted.
  expect(declared('/v1/verifications', 'post')).toEqual(expect.arrayContaining(['400', '403', '409', '429', '503']))
  expect(declared(verification, 'get')).toEqual(expect.arrayContaining(['400', '404', '503']))
  expect(declared(verification, 'delete')).toEqual(expect.arrayContaining(['404', '503']))
  expect(declared(`${verification}/code`, 'post')).toEqual(
    expect.arrayContaining(['400', '403', '404', '409', '503', '504']),
  )
  expect(declared('/v1/keys', 'get')).toContain('503')
  const customer = '/v1/upstreams/{id}/customers/{customer}'
  expect(declared(`${customer}/send-code`, 'post')).toEqual(expect.arrayContaining(['429', '504']))
})

describe('codes are limited (attacks.md T54, T55)', () => {
  test('to one in 30 seconds, whichever client asks', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    const answer = await resendCode(till, id)
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('30')
    expect(await faultOf(answer)).toBe('RESEND_TOO_EARLY')

    const { key } = till.agent.clients.add({
      ...{ id: 'kiosk', name: 'Kiosk', origins: [] },
      grants: [{ upstream: 'loyalty', allow: ['capillary:verify'] }],
    })
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: '9999999993' } }
    expect(await faultOf(await till.send('POST', '/v1/verifications', asked, key))).toBe('RESEND_TOO_EARLY')

    await till.clock.advance(30_000)
    expect(await bodyOf(resendCode(till, id))).toMatchObject({ resendAfterSeconds: 30, sendsLeft: 3 })
    expect(till.simulator.messages()).toHaveLength(2)
  })

  test('to five for one verification', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    for (const sendsLeft of [3, 2, 1, 0]) {
      await till.clock.advance(30_000)
      expect(await bodyOf(resendCode(till, id))).toMatchObject({ sendsLeft })
    }
    await till.clock.advance(30_000)
    expect(await faultOf(await resendCode(till, id))).toBe('CODES_USED_UP')
    expect(till.simulator.messages()).toHaveLength(5)
  })

  test('to ten a day for one customer, however the number is written', async () => {
    const till = await startVerifyingTill()
    for (let sent = 1; sent <= 10; sent += 1) {
      const { sendsLeft } = await till.start(sent % 2 === 0 ? '09999999993' : asha)
      expect(sendsLeft).toBe(Math.min(4, 10 - sent))
      await till.clock.advance(30_000)
    }
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    const answer = await till.send('POST', '/v1/verifications', asked)
    expect(answer.headers.get('retry-after')).toBe(String(86_400 - 300))
    expect(await faultOf(answer)).toBe('CODES_USED_UP')
    await till.start(nobody)

    await till.clock.advance(86_400_000 - 300_000)
    await till.start()
  })

  test('to one when many are asked for at the same moment', async () => {
    const till = await startVerifyingTill()
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    const answers = await Promise.all(Array.from({ length: 12 }, () => till.send('POST', '/v1/verifications', asked)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(till.simulator.messages()).toHaveLength(1)
  })

  test('together with those that a client has Capillary send', async () => {
    const till = await startVerifyingTill({ codes: refuseBrokered })
    const generate = () =>
      till.send('POST', '/via/loyalty/v2/otp/generate', {
        ...{ entityType: 'MOBILE', entityValue: '919999999993', action: 'GENERIC' },
      })
    await till.start()
    for (let sent = 2; sent <= 10; sent += 1) expect((await generate()).status).toBe(200)
    expect(await faultOf(await generate())).toBe('CODES_USED_UP')
    await till.clock.advance(30_000)
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    expect(await faultOf(await till.send('POST', '/v1/verifications', asked))).toBe('CODES_USED_UP')
    expect(till.simulator.messages()).toHaveLength(10)
  })

  // capillary.md 5.5: these send the customer a code, too.
  test.each([
    ['/v1.1/points/validationcode?format=json&points=10&mobile=919999999993', 'capillary:verify'],
    ['/v1.1/points/isredeemable?format=json&points=10&issue_otp=true&mobile=919999999993', 'capillary:look-up'],
    ['/v1.1/points/isredeemable.json?points=10&ISSUE_OTP=1&mobile=%2B919999999993', 'capillary:look-up'],
    ['/v1.1/points/validationcode?format=json&points=10&card_number=123456', 'capillary:verify'],
  ])('also when they are sent by %s', async (path, grant) => {
    const till = await startVerifyingTill({ codes: refuseBrokered, grants: [grant] })
    const ask = async (asked: string) =>
      (await till.send('GET', `/via/loyalty${asked}`)).headers.get('till-agent-fault')
    for (let sent = 1; sent <= 10; sent += 1) expect(await ask(path)).toBeNull()
    expect(await ask(path)).toBe('CODES_USED_UP')
    // A request that sends no code is not limited.
    if (grant === 'capillary:look-up') expect(await ask(path.replace(/&issue_otp=\w+/i, ''))).toBeNull()
  })

  test('also to an identifier that only Capillary can read, however it is written', async () => {
    const till = await startVerifyingTill({ codes: refuseBrokered })
    const generate = (entityValue: string | number) =>
      till.send('POST', '/via/loyalty/v2/otp/generate', { entityType: 'MOBILE', entityValue, action: 'GENERIC' })
    const spellings = ['12345', 12345, '12 345', '12-345', ' 1.2345']
    for (const spelling of [...spellings, ...spellings]) await generate(spelling)
    expect(await faultOf(await generate('12345'))).toBe('CODES_USED_UP')
  })

  test('also to an address that is declared as something else', async () => {
    const till = await startVerifyingTill({ codes: refuseBrokered })
    const generate = (entityType: string) =>
      till.send('POST', '/via/loyalty/v2/otp/generate', { entityType, entityValue: 'Asha.Example@example.com' })
    for (let sent = 1; sent <= 10; sent += 1) await generate(sent % 2 === 0 ? 'email' : 'MOBILE')
    expect(await faultOf(await generate('EMAIL'))).toBe('CODES_USED_UP')
  })

  test.each(['503', '429'] as const)('without those that were certainly not sent (%s)', async (fault) => {
    const till = await startVerifyingTill()
    till.simulator.injectFault({ fault, path: '/v2/otp/generate', times: 1 })
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    expect((await till.send('POST', '/v1/verifications', asked)).status).toBeGreaterThanOrEqual(429)
    expect(await till.start()).toMatchObject({ state: 'code-sent', sendsLeft: 4 })
  })

  test('including those that may have been sent, which can still be entered', async () => {
    const till = await startVerifyingTill()
    till.simulator.injectFault({ fault: 'half a body', path: '/v2/otp/generate', times: 1 })
    const started = await till.start()
    expect(started).toMatchObject({ state: 'started', sendsLeft: 4, resendAfterSeconds: 30 })
  })
})

test('a customer who is unknown gets the same answers as one who is known (attacks.md T54)', async () => {
  const till = await startVerifyingTill({ assumptions: { genericForUnregistered: false } })
  const seen = async (mobile: string) => {
    const started = await till.start(mobile)
    const tried = await checkCode(till, started.id, wrong)
    const later = await till.send('GET', `/v1/verifications/${started.id}`)
    const early = await resendCode(till, started.id)
    return [started, await tried.json(), tried.status, await later.json(), early.status].map((part) =>
      typeof part === 'object' && part !== null ? { ...part, id: '', maskedIdentifier: '' } : part,
    )
  }
  expect(await seen(nobody)).toEqual(await seen(asha))
  expect(till.simulator.messages()).toHaveLength(1)
  const calls = till.simulator.seen().filter(({ path }) => path.startsWith('/v2/otp'))
  expect(calls).toHaveLength(4)
})

test('a verification expires after ten minutes', async () => {
  const till = await startVerifyingTill()
  const { id } = await till.start()
  await till.clock.advance(10 * minuteMs)
  expect(await bodyOf(till.send('GET', `/v1/verifications/${id}`))).toMatchObject({ state: 'expired' })
  expect(await faultOf(await checkCode(till, id, till.latestCode()))).toBe('VERIFICATION_OVER')
  await till.clock.advance(10 * minuteMs)
  expect(await faultOf(await till.send('GET', `/v1/verifications/${id}`))).toBe('UNKNOWN_VERIFICATION')
})

test('a verification that cannot be saved as expired or removed is tried again later', async () => {
  const { Fault } = await import('#core/base/fault.ts')
  const store = createMemoryVerifications()
  let isFull = false
  const unlessFull = <Input extends unknown[]>(write: (...input: Input) => void) => {
    return (...input: Input) => {
      if (isFull) throw new Fault('VERIFICATIONS_UNAVAILABLE')
      write(...input)
    }
  }
  const verifications = { ...store, save: unlessFull(store.save), remove: unlessFull(store.remove) }
  const till = await startVerifyingTill({ deps: { verifications } })
  const { id } = await till.start()
  isFull = true
  await till.clock.advance(10 * minuteMs)
  isFull = false
  await till.clock.advance(5_000)
  expect(store.all()).toMatchObject([{ id, state: 'expired' }])
  isFull = true
  await till.clock.advance(10 * minuteMs)
  isFull = false
  await till.clock.advance(5_000)
  expect(store.all()).toEqual([])
})

test('a verification that is being started keeps no timer when the agent closes', async () => {
  let answer = () => {}
  const cloud = await startUpstream((_, response) => {
    answer = () => response.end('{"createdId":1001}')
  })
  const clock = createTestClock(Date.now())
  const due = new Set<object>()
  const watched = {
    ...clock,
    after(delayMs: number, run: () => void) {
      const entry = {}
      due.add(entry)
      const callOff = clock.after(delayMs, () => {
        due.delete(entry)
        run()
      })
      return () => {
        due.delete(entry)
        callOff()
      }
    },
  }
  const till = await startVerifyingTill({ baseUrl: cloud.url, deps: { clock: watched } })
  const identifier = { type: 'mobile', value: asha } as const
  const starting = till.agent.verifications
    .start({ actor: 'window' }, { upstream: 'loyalty', identifier })
    .catch(() => {})
  await expect.poll(() => cloud.seen.length).toBe(1)
  const closed = till.agent.close()
  answer()
  await Promise.all([closed, starting])
  expect(due.size).toBe(0)
})

test('a verification can be cancelled, and a confirmed one stays confirmed', async () => {
  const till = await startVerifyingTill()
  const { id } = await till.start()
  expect(await bodyOf(till.send('DELETE', `/v1/verifications/${id}`))).toMatchObject({ state: 'cancelled' })
  expect(await faultOf(await checkCode(till, id, till.latestCode()))).toBe('VERIFICATION_OVER')
  await till.clock.advance(30_000)
  const second = await till.start()
  await checkCode(till, second.id, till.latestCode())
  expect(await bodyOf(till.send('DELETE', `/v1/verifications/${second.id}`))).toMatchObject({ state: 'confirmed' })
})

describe('a client that waits', () => {
  test('is answered as soon as the state changes', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    const waiting = bodyOf(till.send('GET', `/v1/verifications/${id}?waitSeconds=30`))
    await expect.poll(() => till.agent.status().upstreams.length).toBe(1)
    await bodyOf(checkCode(till, id, till.latestCode()))
    expect(await waiting).toMatchObject({ state: 'confirmed', statement: expect.any(String) })
  })

  test('is answered when the verification expires', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    await till.clock.advance(10 * minuteMs - 5_000)
    let answered: Verification | undefined
    const waiting = bodyOf(till.send('GET', `/v1/verifications/${id}?waitSeconds=30`)).then((body) => {
      answered = body
    })
    await expect
      .poll(async () => {
        await till.clock.advance(1_000)
        return answered?.state
      })
      .toBe('expired')
    await waiting
  })

  test.each(['-1', '31', 'x'])('may not wait %s seconds', async (waitSeconds) => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    const answer = await till.send('GET', `/v1/verifications/${id}?waitSeconds=${waitSeconds}`)
    expect(await faultOf(answer)).toBe('INVALID_INPUT')
  })
})

describe('a client sees', () => {
  async function startTwo() {
    const till = await startVerifyingTill()
    const add = (id: string, allow: string) =>
      till.agent.clients.add({ id, name: id, origins: [], grants: [{ upstream: 'loyalty', allow: [allow] }] }).key
    return { till, verifier: add('kiosk', 'capillary:verify'), reader: add('reader', 'capillary:look-up') }
  }

  test('no verification of another', async () => {
    const { till, verifier } = await startTwo()
    const { id } = await till.start()
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/code', { code: '123456' }],
      ['POST', '/resend', undefined],
      ['DELETE', '', undefined],
    ] as const) {
      const answer = await till.send(method, `/v1/verifications/${id}${path}`, body, verifier)
      expect(await faultOf(answer)).toBe('UNKNOWN_VERIFICATION')
    }
  })

  test('what a cashier started, where it may verify', async () => {
    const { till, verifier, reader } = await startTwo()
    const identifier = { type: 'mobile', value: asha } as const
    const id = await till.agent.verifications.start({ actor: 'window' }, { upstream: 'loyalty', identifier })
    expect((await till.send('GET', `/v1/verifications/${id}`, undefined, verifier)).status).toBe(200)
    const answer = await till.send('GET', `/v1/verifications/${id}`, undefined, reader)
    expect(await faultOf(answer)).toBe('UNKNOWN_VERIFICATION')
  })

  test('what it started, but cannot use it once its grant is withdrawn', async () => {
    const { till } = await startTwo()
    const add = (allow: string) =>
      till.agent.provision({
        upstreams: [],
        clients: [{ id: 'kiosk', name: 'Kiosk', origins: [], key, grants: grantsOf(allow) }],
      })
    const grantsOf = (allow: string) => [{ upstream: 'loyalty', allow: [allow] }]
    const key = `ta_kiosk_${'k'.repeat(43)}`
    await add('capillary:verify')
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    const { id } = await bodyOf(till.send('POST', '/v1/verifications', asked, key))
    await add('capillary:look-up')
    await till.clock.advance(30_000)
    expect(await faultOf(await till.send('POST', `/v1/verifications/${id}/resend`, undefined, key))).toBe('NOT_GRANTED')
    const code = { code: till.latestCode() }
    expect(await faultOf(await till.send('POST', `/v1/verifications/${id}/code`, code, key))).toBe('NOT_GRANTED')
    expect(till.simulator.counts()['POST /v2/otp/validate']).toBeUndefined()
  })

  test('and starts none where it may not verify', async () => {
    const { till, reader } = await startTwo()
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    expect(await faultOf(await till.send('POST', '/v1/verifications', asked, reader))).toBe('NOT_GRANTED')
    expect(await faultOf(await till.send('POST', '/v1/verifications', { ...asked, upstream: 'other' }))).toBe(
      'NOT_GRANTED',
    )
    expect(till.simulator.seen()).toEqual([])
  })
})

describe('a cashier and a client share a verification', () => {
  test('that the client started and the cashier finishes', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start(asha, { purpose: 'points', amount: { minor: 1_250, currency: 'INR' } })
    expect(till.agent.verifications.open()).toMatchObject([
      { id, client: 'pos', purpose: 'points', amount: { minor: 1_250, currency: 'INR' }, codesLeftToday: 9 },
    ])
    await till.agent.verifications.check(id, { actor: 'window' }, new Secret(till.latestCode()))
    expect(till.agent.verifications.viewForCashier(id)).toMatchObject({ state: 'confirmed' })
    expect(till.agent.verifications.viewForCashier(id)).not.toHaveProperty('statement')
    expect(await bodyOf(till.send('GET', `/v1/verifications/${id}`))).toMatchObject({ statement: expect.any(String) })
  })

  test('that the cashier started and the client finishes', async () => {
    const till = await startVerifyingTill()
    const identifier = { type: 'mobile', value: asha } as const
    const id = await till.agent.verifications.start({ actor: 'window' }, { upstream: 'loyalty', identifier })
    expect(await bodyOf(checkCode(till, id, till.latestCode()))).toMatchObject({ state: 'confirmed' })
    expect(till.agent.verifications.viewForCashier(id)).toMatchObject({ state: 'confirmed' })
  })
})

test('a damaged keychain entry is reported, and nothing of it is logged', async () => {
  const vault = createMemoryVault()
  const settings = createMemorySettings()
  const damaged = new Secret('{"pepper":"c2VjcmV0IHBlcHBlcg", oops')
  await vault.write(verificationAccount(settings.read().installation), damaged)
  const till = await startVerifyingTill({ deps: { vault, settings } })
  const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
  const answer = await till.send('POST', '/v1/verifications', asked)
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({ code: 'KEYCHAIN_REFUSED' })
  const written = text + JSON.stringify(till.log.events, (_, value) => (value instanceof Error ? String(value) : value))
  expect(written).not.toContain('c2Vjcm')
  expect(written).not.toContain('oops')
})

test('a refused credential locks the upstream, and is not used again', async () => {
  const cloud = await startUpstream((_, response) => response.writeHead(401).end('{}'))
  const till = await startVerifyingTill({ baseUrl: cloud.url })
  const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
  expect(await faultOf(await till.send('POST', '/v1/verifications', asked))).toBe('UPSTREAM_LOCKED')
  expect(await faultOf(await till.send('POST', '/v1/verifications', asked))).toBe('UPSTREAM_LOCKED')
  expect(cloud.seen).toHaveLength(2)
})

test('no code and no number is stored or logged in clear text', async () => {
  const verifications = createMemoryVerifications()
  const settings = createMemorySettings()
  const till = await startVerifyingTill({ deps: { verifications, settings } })
  const { id } = await till.start()
  const code = till.latestCode()
  await checkCode(till, id, wrong)
  const atRest = JSON.stringify(verifications.all())
  await checkCode(till, id, code)
  const metrics = await (await till.send('GET', '/metrics')).text()
  const audit = till.agent.audit.list(1_000)
  const written = JSON.stringify([atRest, verifications.all(), till.log.events, audit, settings.read(), metrics])
  expect(audit.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['verification-started', 'verification-confirmed']),
  )
  for (const secret of [code, '9999999993', wrong]) expect(written).not.toContain(secret)
  expect(findLeaks(written)).toEqual([])
  expect(metrics).toContain('till_agent_verifications_total{outcome="confirmed"} 1')
})

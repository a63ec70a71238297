import { createHash } from 'node:crypto'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { createMemorySettings } from '../../electron/adapters/memorySettings.ts'
import { createMemoryVault } from '../../electron/adapters/memoryVault.ts'
import { createMemoryVerifications } from '../../electron/adapters/memoryVerifications.ts'
import type { Verification } from '../../electron/contract/verification.ts'
import { Secret } from '../../electron/core/secret.ts'
import { verificationAccount } from '../../electron/core/verificationSecrets.ts'
import { findLeaks } from '../support/canaries.ts'
import { createTestClock } from '../support/clock.ts'
import { faultOf } from '../support/till.ts'
import { startUpstream } from '../support/upstream.ts'
import { asha, nobody, startVerifyingTill, type VerifyingTill } from '../support/verifyingTill.ts'

const wrong = 'WRONG1'
const minuteMs = 60_000

async function bodyOf(response: Promise<Response>): Promise<Verification> {
  return (await (await response).json()) as Verification
}

const check = ({ send }: VerifyingTill, id: string, code: string) =>
  send('POST', `/v1/verifications/${id}/code`, { code })
const resend = ({ send }: VerifyingTill, id: string) => send('POST', `/v1/verifications/${id}/resend`)

describe('a program verifies a customer', () => {
  test('with the code that the customer was sent', async () => {
    const till = await startVerifyingTill()
    const started = await till.start()
    expect(started).toEqual({
      id: expect.stringMatching(/^vf_/),
      state: 'code-sent',
      maskedIdentifier: '+91 ••••• ••993',
      channel: 'sms',
      expiresAt: till.clock.now() + 10 * minuteMs,
      resendAfterSeconds: 30,
      triesLeft: 5,
      sendsLeft: 4,
    })
    expect(till.simulator.messages()).toMatchObject([{ to: '919999999993', channel: 'SMS' }])

    const confirmed = await bodyOf(check(till, started.id, till.latestCode()))
    expect(confirmed).toMatchObject({ state: 'confirmed', triesLeft: 0, sendsLeft: 0 })
    expect(confirmed.statement).toBeDefined()
  })

  test('by e-mail', async () => {
    const till = await startVerifyingTill()
    const identifier = { type: 'email', value: ' Asha.Example@Example.com' }
    const started = await bodyOf(till.send('POST', '/v1/verifications', { upstream: 'loyalty', identifier }))
    expect(started).toMatchObject({ channel: 'email', maskedIdentifier: 'a•••@e•••.com' })
    expect(till.simulator.messages()).toMatchObject([{ to: 'asha.example@example.com', channel: 'EMAIL' }])
    expect(await bodyOf(check(till, started.id, till.latestCode()))).toMatchObject({ state: 'confirmed' })
  })

  test('whose number is written as people of the country do', async () => {
    const till = await startVerifyingTill()
    await till.start('099999 99993')
    expect(till.simulator.messages()).toMatchObject([{ to: '919999999993' }])
  })

  test('with a code of letters and digits (capillary.md 5.4)', async () => {
    const till = await startVerifyingTill({ assumptions: { otpAlphabet: 'letters and digits', otpLength: 12 } })
    const { id } = await till.start()
    expect(till.latestCode()).toMatch(/^[A-Za-z0-9]{12}$/)
    expect(await bodyOf(check(till, id, till.latestCode()))).toMatchObject({ state: 'confirmed' })
  })

  test.each([
    ['points', 'POINTS'],
    ['anything-else', 'GENERIC'],
  ])('for the purpose %s, which Capillary calls %s', async (purpose, action) => {
    const till = await startVerifyingTill()
    const { id } = await till.start(asha, { purpose })
    expect(await bodyOf(check(till, id, till.latestCode()))).toMatchObject({ state: 'confirmed' })
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
  test('is an answer that says how many tries are left, before they run out', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    for (const triesLeft of [4, 3, 2, 1]) {
      const answer = await check(till, id, wrong)
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ state: 'code-sent', triesLeft })
    }
    expect(await bodyOf(check(till, id, wrong))).toMatchObject({ state: 'refused', triesLeft: 0 })
    expect(await faultOf(await check(till, id, till.latestCode()))).toBe('VERIFICATION_OVER')
  })

  test('costs no more tries when many are tried at once', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    const codes = Array.from({ length: 20 }, (_, at) => String(100_000 + at))
    const answers = await Promise.all(codes.map((code) => check(till, id, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(till.simulator.counts()['POST /v2/otp/validate']).toBe(5)
  })

  test('costs no try when the upstream could not be asked', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    till.simulator.script({ fault: '503', path: '/v2/otp/validate', times: 1 })
    expect((await check(till, id, wrong)).status).toBe(503)
    expect(await bodyOf(till.send('GET', `/v1/verifications/${id}`))).toMatchObject({ triesLeft: 5 })
  })

  test('costs a try when it is not known whether the upstream counted it', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    till.simulator.script({ fault: 'reset', path: '/v2/otp/validate', times: 1 })
    expect(await faultOf(await check(till, id, wrong))).toBe('OUTCOME_UNKNOWN')
    expect(await bodyOf(till.send('GET', `/v1/verifications/${id}`))).toMatchObject({ triesLeft: 4 })
  })

  test('of more than letters and digits is not even tried', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    for (const code of ['', '12 34', '١٢٣٤', 'a'.repeat(51)])
      expect(await faultOf(await check(till, id, code))).toBe('INVALID_INPUT')
    expect(till.simulator.counts()['POST /v2/otp/validate']).toBeUndefined()
  })

  test('ends it when the upstream has counted enough of them itself', async () => {
    const till = await startVerifyingTill({ assumptions: { otpTries: { tries: 2, minutes: 15 } } })
    const { id } = await till.start()
    await check(till, id, wrong)
    await check(till, id, wrong)
    expect(await bodyOf(check(till, id, wrong))).toMatchObject({ state: 'refused', triesLeft: 0 })
  })
})

test('every status that a program can meet is declared', async () => {
  const till = await startVerifyingTill()
  const { paths } = (await (await till.send('GET', '/openapi.json')).json()) as {
    paths: Record<string, Record<string, { responses: object }>>
  }
  const declared = (path: string, method: string) => Object.keys(paths[path]?.[method]?.responses ?? {})
  const one = '/v1/verifications/{id}'
  // 503 is the keychain, and the count that cannot be kept; 504 is a code of which nobody knows what became of it.
  expect(declared('/v1/verifications', 'post')).toEqual(expect.arrayContaining(['400', '403', '409', '429', '503']))
  expect(declared(one, 'get')).toEqual(expect.arrayContaining(['400', '404', '503']))
  expect(declared(one, 'delete')).toEqual(expect.arrayContaining(['404', '503']))
  expect(declared(`${one}/code`, 'post')).toEqual(expect.arrayContaining(['400', '403', '404', '409', '503', '504']))
  expect(declared('/v1/keys', 'get')).toContain('503')
  const customer = '/v1/upstreams/{id}/customers/{customer}'
  expect(declared(`${customer}/send-code`, 'post')).toEqual(expect.arrayContaining(['429', '504']))
})

describe('codes are not sent without end (attacks.md T54, T55)', () => {
  test('nor again at once, whoever asks', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    const answer = await resend(till, id)
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('30')
    expect(await faultOf(answer)).toBe('RESEND_TOO_EARLY')

    const { key } = till.agent.clients.add({
      ...{ id: 'kiosk', name: 'Kiosk', origins: [] },
      grants: [{ upstream: 'loyalty', allow: ['capillary:verify'] }],
    })
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: '9999999993' } }
    expect(await faultOf(await till.send('POST', '/v1/verifications', asked, key))).toBe('RESEND_TOO_EARLY')

    await till.clock.pass(30_000)
    expect(await bodyOf(resend(till, id))).toMatchObject({ resendAfterSeconds: 30, sendsLeft: 3 })
    expect(till.simulator.messages()).toHaveLength(2)
  })

  test('but five times for one verification', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    for (const sendsLeft of [3, 2, 1, 0]) {
      await till.clock.pass(30_000)
      expect(await bodyOf(resend(till, id))).toMatchObject({ sendsLeft })
    }
    await till.clock.pass(30_000)
    expect(await faultOf(await resend(till, id))).toBe('CODES_USED_UP')
    expect(till.simulator.messages()).toHaveLength(5)
  })

  test('and ten times a day for one customer, however the number is written', async () => {
    const till = await startVerifyingTill()
    for (let sent = 1; sent <= 10; sent += 1) {
      const { sendsLeft } = await till.start(sent % 2 === 0 ? '09999999993' : asha)
      expect(sendsLeft).toBe(Math.min(4, 10 - sent))
      await till.clock.pass(30_000)
    }
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    const answer = await till.send('POST', '/v1/verifications', asked)
    expect(answer.headers.get('retry-after')).toBe(String(86_400 - 300))
    expect(await faultOf(answer)).toBe('CODES_USED_UP')
    await till.start(nobody)

    await till.clock.pass(86_400_000 - 300_000)
    await till.start()
  })

  test('one is sent when many ask at the same moment', async () => {
    const till = await startVerifyingTill()
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    const answers = await Promise.all(Array.from({ length: 12 }, () => till.send('POST', '/v1/verifications', asked)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(till.simulator.messages()).toHaveLength(1)
  })

  test('nor more when a program has Capillary send some by itself', async () => {
    const till = await startVerifyingTill()
    const generate = () =>
      till.send('POST', '/via/loyalty/v2/otp/generate', {
        ...{ entityType: 'MOBILE', entityValue: '919999999993', action: 'GENERIC' },
      })
    await till.start()
    for (let sent = 2; sent <= 10; sent += 1) expect((await generate()).status).toBe(200)
    expect(await faultOf(await generate())).toBe('CODES_USED_UP')
    await till.clock.pass(30_000)
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
  ])('nor more by %s', async (path, grant) => {
    const till = await startVerifyingTill({ grants: [grant] })
    const ask = async (asked: string) =>
      (await till.send('GET', `/via/loyalty${asked}`)).headers.get('till-agent-fault')
    for (let sent = 1; sent <= 10; sent += 1) expect(await ask(path)).toBeNull()
    expect(await ask(path)).toBe('CODES_USED_UP')
    // Without the code that it asks for, it is a question as any other.
    if (grant === 'capillary:look-up') expect(await ask(path.replace(/&issue_otp=\w+/i, ''))).toBeNull()
  })

  test('nor more to what is a number to Capillary alone, however it is written', async () => {
    const till = await startVerifyingTill()
    const generate = (entityValue: string | number) =>
      till.send('POST', '/via/loyalty/v2/otp/generate', { entityType: 'MOBILE', entityValue, action: 'GENERIC' })
    const spellings = ['12345', 12345, '12 345', '12-345', ' 1.2345']
    for (const spelling of [...spellings, ...spellings]) await generate(spelling)
    expect(await faultOf(await generate('12345'))).toBe('CODES_USED_UP')
  })

  test('nor more to an address that is called something else', async () => {
    const till = await startVerifyingTill()
    const generate = (entityType: string) =>
      till.send('POST', '/via/loyalty/v2/otp/generate', { entityType, entityValue: 'Asha.Example@example.com' })
    for (let sent = 1; sent <= 10; sent += 1) await generate(sent % 2 === 0 ? 'email' : 'MOBILE')
    expect(await faultOf(await generate('EMAIL'))).toBe('CODES_USED_UP')
  })

  test.each(['503', '429'] as const)('none is counted that certainly did not go out (%s)', async (fault) => {
    const till = await startVerifyingTill()
    till.simulator.script({ fault, path: '/v2/otp/generate', times: 1 })
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    expect((await till.send('POST', '/v1/verifications', asked)).status).toBeGreaterThanOrEqual(429)
    expect(await till.start()).toMatchObject({ state: 'code-sent', sendsLeft: 4 })
  })

  test('one that may have gone out is counted, and can still be given', async () => {
    const till = await startVerifyingTill()
    till.simulator.script({ fault: 'half a body', path: '/v2/otp/generate', times: 1 })
    const started = await till.start()
    expect(started).toMatchObject({ state: 'started', sendsLeft: 4, resendAfterSeconds: 30 })
  })
})

test('a customer who is unknown gets the same answers as one who is known (attacks.md T54)', async () => {
  const till = await startVerifyingTill({ assumptions: { genericForUnregistered: false } })
  const seen = async (mobile: string) => {
    const started = await till.start(mobile)
    const tried = await check(till, started.id, wrong)
    const later = await till.send('GET', `/v1/verifications/${started.id}`)
    const early = await resend(till, started.id)
    return [started, await tried.json(), tried.status, await later.json(), early.status].map((part) =>
      typeof part === 'object' && part !== null ? { ...part, id: '', maskedIdentifier: '' } : part,
    )
  }
  expect(await seen(nobody)).toEqual(await seen(asha))
  expect(till.simulator.messages()).toHaveLength(1)
  const calls = till.simulator.seen().filter(({ path }) => path.startsWith('/v2/otp'))
  expect(calls).toHaveLength(4)
})

test('nobody gives a code after ten minutes', async () => {
  const till = await startVerifyingTill()
  const { id } = await till.start()
  await till.clock.pass(10 * minuteMs)
  expect(await bodyOf(till.send('GET', `/v1/verifications/${id}`))).toMatchObject({ state: 'expired' })
  expect(await faultOf(await check(till, id, till.latestCode()))).toBe('VERIFICATION_OVER')
  await till.clock.pass(10 * minuteMs)
  expect(await faultOf(await till.send('GET', `/v1/verifications/${id}`))).toBe('UNKNOWN_VERIFICATION')
})

test('what cannot be written when its time comes is ended and forgotten later, and ends nothing else', async () => {
  const { Fault } = await import('../../electron/core/fault.ts')
  const store = createMemoryVerifications()
  let isFull = false
  const unlessFull = <Input extends unknown[]>(write: (...input: Input) => void) => {
    return (...input: Input) => {
      if (isFull) throw new Fault('VERIFICATIONS_UNAVAILABLE')
      write(...input)
    }
  }
  const verifications = { ...store, keep: unlessFull(store.keep), forget: unlessFull(store.forget) }
  const till = await startVerifyingTill({ ports: { verifications } })
  const { id } = await till.start()
  isFull = true
  await till.clock.pass(10 * minuteMs)
  isFull = false
  await till.clock.pass(5_000)
  expect(store.all()).toMatchObject([{ id, state: 'expired' }])
  isFull = true
  await till.clock.pass(10 * minuteMs)
  isFull = false
  await till.clock.pass(5_000)
  expect(store.all()).toEqual([])
})

test('what is under way when the agent ends keeps nothing open', async () => {
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
  const till = await startVerifyingTill({ baseUrl: cloud.url, ports: { clock: watched } })
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

test('a verification can be given up, and one that is over stays as it is', async () => {
  const till = await startVerifyingTill()
  const { id } = await till.start()
  expect(await bodyOf(till.send('DELETE', `/v1/verifications/${id}`))).toMatchObject({ state: 'cancelled' })
  expect(await faultOf(await check(till, id, till.latestCode()))).toBe('VERIFICATION_OVER')
  await till.clock.pass(30_000)
  const second = await till.start()
  await check(till, second.id, till.latestCode())
  expect(await bodyOf(till.send('DELETE', `/v1/verifications/${second.id}`))).toMatchObject({ state: 'confirmed' })
})

describe('whoever waits', () => {
  test('is told as soon as something is different', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    const waiting = bodyOf(till.send('GET', `/v1/verifications/${id}?waitSeconds=30`))
    await expect.poll(() => till.agent.status().upstreams.length).toBe(1)
    await bodyOf(check(till, id, till.latestCode()))
    expect(await waiting).toMatchObject({ state: 'confirmed', statement: expect.any(String) })
  })

  test('is told when it expires', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    await till.clock.pass(10 * minuteMs - 5_000)
    let answered: Verification | undefined
    const waiting = bodyOf(till.send('GET', `/v1/verifications/${id}?waitSeconds=30`)).then((body) => {
      answered = body
    })
    await expect
      .poll(async () => {
        await till.clock.pass(1_000)
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

describe('a program sees', () => {
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

  test('what it started, and no more than that once it may not verify any more', async () => {
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
    await till.clock.pass(30_000)
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

describe('a cashier and a program work on the same one', () => {
  test('which the program started and the cashier finishes', async () => {
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

  test('which the cashier started and the program finishes', async () => {
    const till = await startVerifyingTill()
    const identifier = { type: 'mobile', value: asha } as const
    const id = await till.agent.verifications.start({ actor: 'window' }, { upstream: 'loyalty', identifier })
    expect(await bodyOf(check(till, id, till.latestCode()))).toMatchObject({ state: 'confirmed' })
    expect(till.agent.verifications.viewForCashier(id)).toMatchObject({ state: 'confirmed' })
  })
})

describe('the statement', () => {
  async function confirm(more = {}) {
    const till = await startVerifyingTill()
    const { id } = await till.start(asha, more)
    const { statement = '' } = await bodyOf(check(till, id, till.latestCode()))
    const keys = (await (await till.send('GET', '/v1/keys')).json()) as Parameters<typeof createLocalJWKSet>[0]
    return { till, id, statement, keys }
  }

  test('can be checked by a server with the public keys alone', async () => {
    const amount = { minor: 500, currency: 'INR' }
    const { till, id, statement, keys } = await confirm({ purpose: 'points', amount })
    expect(JSON.stringify(keys)).not.toContain('"d"')
    const { payload, protectedHeader } = await jwtVerify(statement, createLocalJWKSet(keys), {
      ...{ audience: 'pos', algorithms: ['EdDSA'], currentDate: new Date(till.clock.now()) },
    })
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', kid: expect.any(String) })
    expect(payload).toMatchObject({ jti: id, till: 'till1', purpose: 'points', amount, upstream: 'loyalty' })
    expect(payload.maskedIdentifier).toBe('+91 ••••• ••993')
    const salted = createHash('sha256').update(`${payload.identifierSalt}:${asha}`).digest('base64url')
    expect(payload.identifierHash).toBe(salted)
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600)
    expect(JSON.stringify(payload)).not.toContain('9999999993')
  })

  test('is good for ten minutes', async () => {
    const { till, statement, keys } = await confirm()
    const currentDate = new Date(till.clock.now() + 11 * minuteMs)
    await expect(jwtVerify(statement, createLocalJWKSet(keys), { currentDate })).rejects.toThrow(/exp/)
  })

  test('is for one program: another gets its own', async () => {
    const till = await startVerifyingTill()
    const { key } = till.agent.clients.add({
      ...{ id: 'kiosk', name: 'Kiosk', origins: [] },
      grants: [{ upstream: 'loyalty', allow: ['capillary:verify'] }],
    })
    const identifier = { type: 'mobile', value: asha } as const
    const id = await till.agent.verifications.start({ actor: 'window' }, { upstream: 'loyalty', identifier })
    await check(till, id, till.latestCode())
    const { statement = '' } = await bodyOf(till.send('GET', `/v1/verifications/${id}`, undefined, key))
    const keys = (await (await till.send('GET', '/v1/keys')).json()) as Parameters<typeof createLocalJWKSet>[0]
    const currentDate = new Date(till.clock.now())
    await expect(jwtVerify(statement, createLocalJWKSet(keys), { audience: 'pos', currentDate })).rejects.toThrow(/aud/)
  })
})

describe('a restart', () => {
  const keep = () => ({
    settings: createMemorySettings(),
    vault: createMemoryVault(),
    verifications: createMemoryVerifications(),
  })

  test('gives nobody fresh codes, and the code that is on its way can still be given', async () => {
    const ports = keep()
    const before = await startVerifyingTill({ ports })
    const { id } = await before.start()
    const ends = before.clock.now()
    const after = await startVerifyingTill({ ports, baseUrl: before.simulator.url })
    expect(after.clock.now()).toBeGreaterThanOrEqual(ends)
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    expect(await faultOf(await after.send('POST', '/v1/verifications', asked))).toBe('RESEND_TOO_EARLY')
    const confirmed = await bodyOf(check(after, id, before.latestCode()))
    expect(confirmed).toMatchObject({ state: 'confirmed', statement: expect.any(String) })
  })

  test('with the clock put back a year locks nobody out, and gives nobody more time (attacks.md T64)', async () => {
    const ports = keep()
    const yearMs = 365 * 86_400_000
    const before = await startVerifyingTill({ ports: { ...ports, clock: createTestClock(Date.now() + yearMs) } })
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } } as const
    const id = await before.agent.verifications.start({ actor: 'window' }, asked)
    const after = await startVerifyingTill({ ports, baseUrl: before.simulator.url })
    await after.clock.pass(30_000)
    expect(await after.start()).toMatchObject({ state: 'code-sent' })
    await after.clock.pass(9.5 * minuteMs)
    expect(after.agent.verifications.viewForCashier(id)).toMatchObject({ state: 'expired' })
  })
})

test('nobody is verified while the count of codes cannot be kept', async () => {
  const { Fault } = await import('../../electron/core/fault.ts')
  const broken = {
    ...createMemoryVerifications(),
    countSend: () => {
      throw new Fault('VERIFICATIONS_UNAVAILABLE')
    },
  }
  const till = await startVerifyingTill({ ports: { verifications: broken } })
  const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
  expect(await faultOf(await till.send('POST', '/v1/verifications', asked))).toBe('VERIFICATIONS_UNAVAILABLE')
  expect(till.simulator.messages()).toEqual([])
})

test('a damaged entry of the keychain is said to be one, and nothing of it is written down', async () => {
  const vault = createMemoryVault()
  const settings = createMemorySettings()
  const damaged = new Secret('{"pepper":"c2VjcmV0IHBlcHBlcg", oops')
  await vault.write(verificationAccount(settings.read().installation), damaged)
  const till = await startVerifyingTill({ ports: { vault, settings } })
  const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
  const answer = await till.send('POST', '/v1/verifications', asked)
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({ code: 'KEYCHAIN_REFUSED' })
  const written = text + JSON.stringify(till.log.events, (_, value) => (value instanceof Error ? String(value) : value))
  expect(written).not.toContain('c2Vjcm')
  expect(written).not.toContain('oops')
})

test('a refused credential locks the upstream, and nothing more is tried with it', async () => {
  const cloud = await startUpstream((_, response) => response.writeHead(401).end('{}'))
  const till = await startVerifyingTill({ baseUrl: cloud.url })
  const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
  expect(await faultOf(await till.send('POST', '/v1/verifications', asked))).toBe('UPSTREAM_LOCKED')
  expect(await faultOf(await till.send('POST', '/v1/verifications', asked))).toBe('UPSTREAM_LOCKED')
  expect(cloud.seen).toHaveLength(1)
})

test('no code and no number is written down anywhere', async () => {
  const verifications = createMemoryVerifications()
  const settings = createMemorySettings()
  const till = await startVerifyingTill({ ports: { verifications, settings } })
  const { id } = await till.start()
  const code = till.latestCode()
  await check(till, id, wrong)
  const atRest = JSON.stringify(verifications.all())
  await check(till, id, code)
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

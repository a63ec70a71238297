import { describe, expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import type { OpenVerification } from '#core/verification/store.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'
import { asha, bodyOf, checkCode, nobody, resendCode, startVerifyingTill } from '#test/support/verifyingTill.ts'

const wrong = 'WRONG1'
const minuteMs = 60_000
const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } } as const

/** A cloud that sends codes, and answers each check as it is told. */
async function startChecking(answerCheck: (respond: (status: number, body: string) => void) => void) {
  const cloud = await startUpstream(({ url }, response) => {
    if (url?.endsWith('/v2/otp/generate')) response.end('{"createdId":1}')
    else answerCheck((status, body) => response.writeHead(status).end(body))
  })
  const verifications = createMemoryVerifications()
  const till = await startVerifyingTill({ baseUrl: cloud.url, deps: { verifications } })
  return { cloud, till, verifications, started: await till.start() }
}

describe('a try', () => {
  test('is not counted when the cloud refuses the credential: it has not looked at the code', async () => {
    const { till, started } = await startChecking((respond) => respond(401, '{}'))
    await checkCode(till, started.id, wrong)
    expect(await bodyOf(till.send('GET', `/v1/verifications/${started.id}`))).toMatchObject({ triesLeft: 5 })
  })

  // Any limit may answer 429: customers were told of too many wrong codes after none.
  test.each([
    ['{"errors":[{"code":429}]}', { state: 'refused', triesLeft: 0 }],
    ['{}', { state: 'code-sent', triesLeft: 5 }],
    ['', { state: 'code-sent', triesLeft: 5 }],
  ])('that is answered 429 with the body %j: %j', async (body, expected) => {
    const { till, started } = await startChecking((respond) => respond(429, body))
    await checkCode(till, started.id, wrong)
    expect(await bodyOf(till.send('GET', `/v1/verifications/${started.id}`))).toMatchObject(expected)
  })

  // Ending the agent while the cloud looks at the code would give one try more each time (attacks.md T54).
  test('is on the disk before the cloud is asked', async () => {
    let answer = () => {}
    const { cloud, till, verifications, started } = await startChecking((respond) => {
      answer = () => respond(200, '{"entity":false}')
    })
    const checking = checkCode(till, started.id, wrong)
    await expect.poll(() => cloud.seen.length).toBe(2)
    expect(verifications.all()).toMatchObject([{ tries: 1 }])
    answer()
    expect(await bodyOf(checking)).toMatchObject({ triesLeft: 4 })
  })

  test('that was the right one decides, although the time was up while the cloud looked at it', async () => {
    let answer = () => {}
    const { cloud, till, started } = await startChecking((respond) => {
      answer = () => respond(200, '{"entity":true}')
    })
    const checking = checkCode(till, started.id, '123456')
    await expect.poll(() => cloud.seen.length).toBe(2)
    await till.clock.advance(10 * minuteMs)
    answer()
    expect(await bodyOf(checking)).toMatchObject({ state: 'confirmed' })
    await till.clock.advance(1)
    expect(await bodyOf(till.send('GET', `/v1/verifications/${started.id}`))).toMatchObject({ state: 'confirmed' })
  })
})

describe('a code that is sent again', () => {
  // As with a try: ending the agent while the cloud sends would give one code more each time.
  test('is on the disk before the cloud is asked', async () => {
    let answer = () => {}
    const cloud = await startUpstream((_, response) => {
      answer = () => response.end('{"createdId":1}')
      if (cloud.seen.length === 1) answer()
    })
    const verifications = createMemoryVerifications()
    const till = await startVerifyingTill({ baseUrl: cloud.url, deps: { verifications } })
    const { id } = await till.start()
    await till.clock.advance(30_000)
    const resending = resendCode(till, id)
    await expect.poll(() => cloud.seen.length).toBe(2)
    expect(verifications.all()).toMatchObject([{ sends: 2 }])
    answer()
    expect(await bodyOf(resending)).toMatchObject({ sendsLeft: 3 })
  })

  test('and certainly was not costs neither one of the verification nor one of the day', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    await till.clock.advance(30_000)
    till.simulator.injectFault({ fault: '503', path: '/v2/otp/generate', times: 1 })
    expect((await resendCode(till, id)).status).toBe(503)
    expect(await bodyOf(till.send('GET', `/v1/verifications/${id}`))).toMatchObject({
      ...{ sendsLeft: 4, resendAfterSeconds: 0 },
    })
    expect(till.agent.verifications.viewForCashier(id).codesLeftToday).toBe(9)
  })

  test('too often is refused until the verification ends', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    for (let sent = 1; sent < 5; sent += 1) {
      await till.clock.advance(30_000)
      await resendCode(till, id)
    }
    await till.clock.advance(30_000)
    const answer = await resendCode(till, id)
    expect(answer.headers.get('retry-after')).toBe(String(600 - 150))
    expect(await faultOf(answer)).toBe('CODES_USED_UP')
  })

  test('counts what was sent to the customer’s other address meanwhile', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    const identifier = { type: 'email', value: 'asha.example@example.com' }
    for (let sent = 1; sent < 10; sent += 1) {
      const started = await till.send('POST', '/v1/verifications', { upstream: 'loyalty', identifier })
      expect(started.status).toBe(201)
      await till.clock.advance(30_000)
    }
    expect(await faultOf(await resendCode(till, id))).toBe('CODES_USED_UP')
    expect(till.simulator.messages()).toHaveLength(10)
  })
})

test('a cloud that sends no more codes, and does not say for how long, is asked again in a quarter of an hour', async () => {
  const cloud = await startUpstream((_, response) => response.writeHead(429).end('{"errors":[{"code":429}]}'))
  const till = await startVerifyingTill({ baseUrl: cloud.url })
  const answer = await till.send('POST', '/v1/verifications', asked)
  expect(answer.headers.get('retry-after')).toBe('900')
  expect(await faultOf(answer)).toBe('CODES_USED_UP')
  expect(till.agent.verifications.open()).toEqual([])
})

test.each([
  ['checked', (id: string) => ['POST', `/v1/verifications/${id}/code`, { code: '123456' }] as const],
  ['sent again', (id: string) => ['POST', `/v1/verifications/${id}/resend`, undefined] as const],
])('a code of a verification whose contents cannot be decrypted is not %s: it is cancelled', async (_, callOf) => {
  const verifications = createMemoryVerifications()
  const till = await startVerifyingTill({ deps: { verifications } })
  const { id } = await till.start()
  await till.agent.close()
  const [stored] = verifications.all() as OpenVerification[]
  if (!stored) throw new Error('nothing is stored')
  verifications.save({ ...stored, sealed: `${stored.sealed.slice(0, -4)}AAAA` })
  const deps = { verifications, settings: till.settings, vault: till.vault }
  const after = await startVerifyingTill({ deps, baseUrl: till.simulator.url })
  await after.clock.advance(30_000)
  const [method, path, body] = callOf(id)
  expect(await bodyOf(after.send(method, path, body))).toMatchObject({ state: 'cancelled' })
  expect(till.simulator.counts()).toMatchObject({ 'POST /v2/otp/generate': 1 })
  expect(till.simulator.counts()['POST /v2/otp/validate']).toBeUndefined()
})

test('a verification whose time is up is expired before its timer comes', async () => {
  const store = createMemoryVerifications()
  let isDown = false
  const save: typeof store.save = (verification) => {
    if (isDown) throw new Fault('VERIFICATIONS_UNAVAILABLE')
    store.save(verification)
  }
  const till = await startVerifyingTill({ deps: { verifications: { ...store, save } } })
  const { id } = await till.start()
  isDown = true
  await till.clock.advance(10 * minuteMs)
  isDown = false
  expect(await faultOf(await checkCode(till, id, till.latestCode()))).toBe('VERIFICATION_OVER')
  expect(till.simulator.counts()['POST /v2/otp/validate']).toBeUndefined()
})

test('a hundred open ones of a cashier leave a client its own, and the hundred-first says when to try again', async () => {
  const till = await startVerifyingTill()
  till.settings.write({ ...till.settings.read(), codes: { perTillPerHour: 1_000 } })
  const start = (number: number) => {
    const identifier = { type: 'mobile', value: `+9198${String(10_000_000 + number)}` } as const
    return till.agent.verifications.start({ actor: 'window' }, { upstream: 'loyalty', identifier })
  }
  for (let number = 0; number < 100; number += 1) await start(number)
  await expect(start(100)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', data: { retryAfterSeconds: 60 } })
  await till.start(nobody)
})

test('a keychain that was locked is asked again by the next call', async () => {
  const vault = createMemoryVault()
  let isLocked = false
  const read: Vault['read'] = (account) =>
    isLocked && account.endsWith('.verification') ? Promise.reject(new Fault('KEYCHAIN_LOCKED')) : vault.read(account)
  const till = await startVerifyingTill({ deps: { vault: { ...vault, read } } })
  isLocked = true
  expect(await faultOf(await till.send('POST', '/v1/verifications', asked))).toBe('KEYCHAIN_LOCKED')
  // A sale does not stop for it: the code that the client has the cloud send is counted apart.
  const body = { entityType: 'MOBILE', entityValue: '919999999993', action: 'GENERIC' }
  expect((await till.send('POST', '/via/loyalty/v2/otp/generate', body)).status).toBe(200)
  expect(till.log.events).toContainEqual(
    expect.objectContaining({ event: 'code-counted-apart', fields: { code: 'KEYCHAIN_LOCKED' } }),
  )
  isLocked = false
  await till.start()
})

test('a client that was revoked while its code was checked signs no customer in', async () => {
  let answer = () => {}
  const { cloud, till, started } = await startChecking((respond) => {
    answer = () => respond(200, '{"entity":true}')
  })
  const checked = till.agent.verifications.check(started.id, { actor: 'window' }, new Secret('123456'))
  await expect.poll(() => cloud.seen.length).toBe(2)
  till.agent.clients.revoke('pos')
  answer()
  await checked
  expect(() => till.agent.verifications.viewForCashier(started.id)).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_VERIFICATION' }),
  )
})

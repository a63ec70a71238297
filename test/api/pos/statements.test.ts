import { createHash, createHmac } from 'node:crypto'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { Secret } from '#core/base/secret.ts'
import { faultOf } from '#test/support/till.ts'
import { asha, bodyOf, checkCode, nobody, startVerifyingTill, type VerifyingTill } from '#test/support/verifyingTill.ts'

const minuteMs = 60_000

describe('the statement', () => {
  async function confirm(more = {}) {
    const till = await startVerifyingTill()
    const { id } = await till.start(asha, more)
    const { statement = '' } = await bodyOf(checkCode(till, id, till.latestCode()))
    const keys = (await (await till.send('GET', '/v1/keys')).json()) as Parameters<typeof createLocalJWKSet>[0]
    return { till, id, statement, keys }
  }

  const statementKeyOf = async ({ send }: VerifyingTill, key?: string) =>
    ((await (await send('GET', '/v1/statements/key', undefined, key)).json()) as { statementKey: string }).statementKey
  const hmac = (statementKey: string, text: string) =>
    createHmac('sha256', Buffer.from(statementKey, 'base64url')).update(text).digest('base64url')

  test('can be checked by a server with the public keys, and with its own key for the customer', async () => {
    const amount = { minor: 500, currency: 'INR' }
    const { till, id, statement, keys } = await confirm({ purpose: 'points', amount })
    expect(JSON.stringify(keys)).not.toContain('"d"')
    const { payload, protectedHeader } = await jwtVerify(statement, createLocalJWKSet(keys), {
      ...{ audience: 'pos', algorithms: ['ES256'], typ: 'till-agent-statement+jwt' },
      currentDate: new Date(till.clock.now()),
    })
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: expect.any(String) })
    expect(payload).toMatchObject({ jti: id, till: 'till1', purpose: 'points', amount, upstream: 'loyalty' })
    expect(payload).toMatchObject({ azp: 'pos', startedBy: 'client', maskedIdentifier: '••••••• 93' })
    expect(payload.identifierHmac).toBe(hmac(await statementKeyOf(till), `${id}:${asha}`))
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600)
    expect(JSON.stringify(payload)).not.toContain('9999999993')
  })

  // Microsoft's own library has ES256 and no EdDSA.
  test('is signed as the setting says, and what was signed before is still checked', async () => {
    const { till, id, statement, keys } = await confirm()
    till.agent.settings.set('statements.algorithm', 'EdDSA')
    const again = await bodyOf(till.send('GET', `/v1/verifications/${id}`))
    const options = { audience: 'pos', currentDate: new Date(till.clock.now()) }
    for (const [text, alg] of [
      [statement, 'ES256'],
      [again.statement ?? '', 'EdDSA'],
    ] as const) {
      const { protectedHeader } = await jwtVerify(text, createLocalJWKSet(keys), { ...options, algorithms: [alg] })
      expect(protectedHeader.alg).toBe(alg)
      const verdict = await bodyOf(till.send('POST', '/v1/statements/check', { statement: text }))
      expect(verdict).toMatchObject({ valid: true })
    }
  })

  test('says so when it was started without a purpose, and when a cashier started it', async () => {
    const till = await startVerifyingTill()
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } } as const
    const id = await till.agent.verifications.start({ actor: 'window', statementFor: 'pos' }, asked)
    await till.agent.verifications.check(id, { actor: 'window' }, new Secret(till.latestCode()))
    const { statement = '' } = await bodyOf(till.send('GET', `/v1/verifications/${id}`))
    expect(decodeJwt(statement)).toMatchObject({ aud: 'pos', azp: 'pos', purpose: 'unstated', startedBy: 'cashier' })
  })

  // With country, three digits and the salt beside the hash, all Danish numbers were tried in a hundredth of a second.
  test('tells nobody whom it is about who tries all the numbers there are', async () => {
    const { till, id, statement } = await confirm()
    const { identifierHmac, ...claims } = decodeJwt(statement)
    const guess = `${id}:${asha}`
    const texts = Object.values(claims).map(String)
    const tried = [guess, ...texts.map((text) => `${text}:${asha}`)].flatMap((text) => [
      createHash('sha256').update(text).digest('base64url'),
      ...texts.map((key) => createHmac('sha256', key).update(text).digest('base64url')),
    ])
    expect(tried).not.toContain(identifierHmac)
    expect(hmac(await statementKeyOf(till), guess)).toBe(identifierHmac)
  })

  test('of one customer has nothing in common with another, nor has the key of one client with that of another', async () => {
    const till = await startVerifyingTill()
    const macs: unknown[] = []
    for (let n = 0; n < 2; n += 1) {
      const { id } = await till.start()
      macs.push(decodeJwt((await bodyOf(checkCode(till, id, till.latestCode()))).statement ?? '').identifierHmac)
      await till.clock.advance(30_000)
    }
    expect(macs[0]).not.toBe(macs[1])
    const { key } = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', origins: [], grants: [] })
    expect(await statementKeyOf(till, key)).not.toBe(await statementKeyOf(till))
    expect(await statementKeyOf(till, key)).toMatch(/^[\w-]{43}$/)
  })

  test('tells when the code was right, however much later it is fetched', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start()
    await till.clock.advance(minuteMs)
    await checkCode(till, id, till.latestCode())
    const confirmedAt = Math.floor(till.clock.now() / 1_000)
    await till.clock.advance(5 * minuteMs)
    const { statement = '' } = await bodyOf(till.send('GET', `/v1/verifications/${id}`))
    expect(decodeJwt(statement)).toMatchObject({ iat: confirmedAt, exp: confirmedAt + 600 })
  })

  test('is valid for ten minutes', async () => {
    const { till, statement, keys } = await confirm()
    const currentDate = new Date(till.clock.now() + 11 * minuteMs)
    await expect(jwtVerify(statement, createLocalJWKSet(keys), { currentDate })).rejects.toThrow(/exp/)
  })

  // Each program with a grant for codes got one made out to itself for what a cashier had proved.
  describe('is for one client:', () => {
    async function startWithKiosk(requester: { actor: string; statementFor?: string }) {
      const till = await startVerifyingTill()
      const grants = [{ upstream: 'loyalty', allow: ['capillary:verify'] }]
      const { key } = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', origins: [], grants })
      const identifier = { type: 'mobile', value: asha } as const
      const id = await till.agent.verifications.start(requester, { upstream: 'loyalty', identifier })
      const confirmByCashier = () =>
        till.agent.verifications.check(id, { actor: 'window' }, new Secret(till.latestCode()))
      const seenBy = (clientKey?: string) => till.send('GET', `/v1/verifications/${id}`, undefined, clientKey)
      return { till, id, kiosk: key, confirmByCashier, seenBy }
    }

    test('whom a cashier names', async () => {
      const { till, id, kiosk, confirmByCashier, seenBy } = await startWithKiosk({
        ...{ actor: 'window', statementFor: 'kiosk' },
      })
      expect(await faultOf(await seenBy())).toBe('UNKNOWN_VERIFICATION')
      expect(till.agent.verifications.viewForCashier(id)).toMatchObject({ statementFor: 'kiosk' })
      await confirmByCashier()
      expect(decodeJwt((await bodyOf(seenBy(kiosk))).statement ?? '')).toMatchObject({ aud: 'kiosk' })
      expect(await faultOf(await seenBy())).toBe('UNKNOWN_VERIFICATION')
    })

    test('nobody, when a cashier names none and confirms it', async () => {
      const { kiosk, confirmByCashier, seenBy } = await startWithKiosk({ actor: 'window' })
      await confirmByCashier()
      for (const key of [undefined, kiosk]) {
        const seen = await bodyOf(seenBy(key))
        expect(seen.state).toBe('confirmed')
        expect(seen).not.toHaveProperty('statement')
      }
    })

    test('the one that gave the code of a verification that nobody held', async () => {
      const { till, id, kiosk, seenBy } = await startWithKiosk({ actor: 'window' })
      expect((await seenBy(kiosk)).status).toBe(200)
      const { statement = '' } = await bodyOf(checkCode(till, id, till.latestCode()))
      expect(decodeJwt(statement)).toMatchObject({ aud: 'pos' })
      expect(await faultOf(await seenBy(kiosk))).toBe('UNKNOWN_VERIFICATION')
    })

    test('only where it may verify', async () => {
      const till = await startVerifyingTill()
      const grants = [{ upstream: 'loyalty', allow: ['capillary:look-up'] }]
      till.agent.clients.add({ id: 'reader', name: 'Reader', origins: [], grants })
      const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } } as const
      const start = (statementFor: string) => till.agent.verifications.start({ actor: 'window', statementFor }, asked)
      await expect(start('reader')).rejects.toMatchObject({ code: 'NOT_GRANTED' })
      await expect(start('nobody')).rejects.toMatchObject({ code: 'UNKNOWN_CLIENT' })
      expect(till.simulator.messages()).toEqual([])
      expect(till.agent.verifications.clientsOf('loyalty').map(({ id }) => id)).toEqual(['pos'])
    })
  })

  describe('is checked by the agent for those who cannot', () => {
    const ask = ({ send }: VerifyingTill, body: object, key?: string) => send('POST', '/v1/statements/check', body, key)

    test('with what it says', async () => {
      const { till, id, statement } = await confirm({ purpose: 'points' })
      const answer = await ask(till, { statement })
      expect(answer.status).toBe(200)
      expect(await answer.json()).toEqual({ valid: true, claims: decodeJwt(statement) })
      expect(decodeJwt(statement)).toMatchObject({ jti: id, purpose: 'points' })
    })

    test.each([
      ['the number', { type: 'mobile', value: asha }, true],
      ['the number as people of the country write it', { type: 'mobile', value: '099999 99993' }, true],
      ['another number', { type: 'mobile', value: nobody }, false],
      ['an address', { type: 'email', value: 'asha@example.com' }, false],
    ])('with %s of the customer', async (_, identifier, identifierMatches) => {
      const { till, statement } = await confirm()
      expect(await (await ask(till, { statement, identifier })).json()).toMatchObject({
        valid: true,
        identifierMatches,
      })
    })

    test('but not with an identifier that cannot be read', async () => {
      const { till, statement } = await confirm()
      const identifier = { type: 'mobile', value: 'hello' }
      expect(await faultOf(await ask(till, { statement, identifier }))).toBe('INVALID_INPUT')
      for (const body of [{}, { statement: 'a.b' }, { statement: 'x'.repeat(5_000) }, { statement, more: 1 }])
        expect(await faultOf(await ask(till, body))).toBe('INVALID_INPUT')
    })

    test.each([
      ['changed', (statement: string) => statement.replace(/\.(.)/, (_, first) => `.${first === 'e' ? 'f' : 'e'}`)],
      ['without a signature', (statement: string) => statement.replace(/[^.]+$/, 'AA')],
      [
        'unsigned by its own word',
        (statement: string) =>
          `${Buffer.from('{"alg":"none","typ":"till-agent-statement+jwt"}').toString('base64url')}.${statement.split('.')[1]}.AA`,
      ],
    ])('%s, it is not one', async (_, change) => {
      const { till, statement } = await confirm()
      const verdict = await (await ask(till, { statement: change(statement) })).json()
      expect(verdict).toEqual({ valid: false, reason: 'not-signed-here' })
    })

    test('of another till, it is not one', async () => {
      const { statement } = await confirm()
      const other = await startVerifyingTill()
      expect(await (await ask(other, { statement })).json()).toEqual({ valid: false, reason: 'not-signed-here' })
    })

    test('from the moment it ends it no longer counts', async () => {
      const { till, statement } = await confirm()
      await till.clock.advance(10 * minuteMs - 1_000)
      expect(await (await ask(till, { statement })).json()).toMatchObject({ valid: true })
      await till.clock.advance(1_000)
      expect(await (await ask(till, { statement })).json()).toEqual({ valid: false, reason: 'expired' })
    })

    test('for no other client, and not for another program of the same name', async () => {
      const { till, statement } = await confirm()
      const grants = [{ upstream: 'loyalty', allow: ['capillary:verify'] }]
      const { key } = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', origins: [], grants })
      const other = { valid: false, reason: 'other-audience' }
      expect(await (await ask(till, { statement }, key)).json()).toEqual(other)
      till.agent.clients.revoke('pos')
      const again = till.agent.clients.add({ id: 'pos', name: 'Checkout', origins: [], grants })
      expect(await (await ask(till, { statement }, again.key)).json()).toEqual(other)
    })
  })
})

describe('the sale that a customer is verified for', () => {
  const sale = { cashier: 'Anna', shift: '2', receipt: '10042' }
  const startedBy = ({ agent }: VerifyingTill) =>
    agent.audit.page(0, 100).findLast(({ event }) => event === 'verification-started')

  test('is in the statement and the audit trail, as the client said', async () => {
    const till = await startVerifyingTill()
    const { id } = await till.start(asha, sale)
    const { statement = '' } = await bodyOf(checkCode(till, id, till.latestCode()))
    expect(decodeJwt(statement)).toMatchObject(sale)
    expect(startedBy(till)?.detail).toBe('sms, cashier Anna, shift 2, receipt 10042')
    expect(till.agent.verifications.viewForCashier(id)).toMatchObject(sale)
  })

  test('is asked of a cashier where a setting says so, and never of a client', async () => {
    const till = await startVerifyingTill()
    till.agent.settings.set('counter.asks', 'cashier, receipt')
    await till.start(asha)
    const start = { upstream: 'loyalty', identifier: { type: 'mobile', value: nobody } } as const
    const asCashier = (facts: object) => till.agent.verifications.start({ actor: 'window' }, { ...start, ...facts })
    await expect(asCashier({ cashier: 'Anna' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { issues: [{ path: 'receipt' }] },
    })
    await asCashier({ cashier: 'Anna', receipt: '7' })
    expect(startedBy(till)?.detail).toBe('sms, cashier Anna, receipt 7')
  })

  test('is refused where it is no name or number', async () => {
    const till = await startVerifyingTill()
    const identifier = { type: 'mobile', value: asha }
    const response = await till.send('POST', '/v1/verifications', {
      upstream: 'loyalty',
      identifier,
      cashier: 'A, done',
    })
    expect(await faultOf(response)).toBe('INVALID_INPUT')
  })
})

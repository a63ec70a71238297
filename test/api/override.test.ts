import { createRouterClient } from '@orpc/server'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { asFaults } from '#adapters/network/pipeClient.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import type { CashierVerification, Verification } from '#contract/verification.ts'
import { PinSession } from '#core/settings/managerPin.ts'
import { asha, bodyOf, startVerifyingTill } from '#test/support/verifyingTill.ts'

const pin = '246810'
const wrong = '111111'
const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** The least that scrypt takes. */
const pinCost = { N: 2, r: 1, p: 1, maxmem: 1024 * 1024 }

/** A till whose manager may confirm this many customers a day, and its window. */
async function startOverriding(overridesPerDay?: number) {
  const till = await startVerifyingTill({
    deps: { pinCost },
    ...(overridesPerDay !== undefined && { codes: { overridesPerDay } }),
  })
  const window = createRouterClient(
    controlRouter(till.agent, till.log, { actor: 'window/anna', pinSession: new PinSession() }),
    { interceptors: [({ next }) => asFaults(next)] },
  )
  await till.agent.managerPin.set(undefined, pin)
  const override = (id: string, entered = pin) =>
    window.verifications.override({ id, pin: entered, reason: 'not-arrived' })
  const rows = () =>
    till.agent.audit
      .page(0, 100)
      .filter(({ event }) => /^verification-(confirmed|overridden)$/.test(event))
      .map(({ event, actor, subject, outcome, detail }) => [event, actor, subject, outcome, detail].join(' · '))
  return { till, window, override, rows }
}

const stateOf = ({ till }: Awaited<ReturnType<typeof startOverriding>>, id: string): Promise<Verification> =>
  bodyOf(till.send('GET', `/v1/verifications/${id}`))

describe('a manager confirms a customer whom no code reaches', () => {
  test('and the program, its server and the audit trail learn that no code was given', async () => {
    const scene = await startOverriding(3)
    const { till, window, override, rows } = scene
    const { id } = await till.start(asha, { purpose: 'points' })
    expect(await window.verifications.get({ id })).toMatchObject({ overridesLeftToday: 3 })
    expect(await override(id)).toMatchObject({ state: 'confirmed', method: 'override' })
    const { statement = '', ...verification } = await stateOf(scene, id)
    expect(verification).toMatchObject({ state: 'confirmed', method: 'override', triesLeft: 0 })
    expect(decodeJwt(statement)).toMatchObject({ jti: id, method: 'override', overrideReason: 'not-arrived' })
    expect(await bodyOf(till.send('POST', '/v1/statements/check', { statement }))).toMatchObject({
      valid: true,
      claims: { method: 'override' },
    })
    expect(rows()).toEqual([
      'verification-overridden · window/anna · upstream/loyalty · done · sms, points, not-arrived',
    ])
    expect(till.agent.verifications.outcomes.get('overridden')).toBe(1)
    expect(till.agent.verifications.outcomes.get('confirmed')).toBeUndefined()
    till.expectNoLeak(pin)
  })

  test('and a code that was given says so', async () => {
    const scene = await startOverriding(3)
    const { id } = await scene.till.start()
    await scene.window.verifications.check({ id, code: scene.till.latestCode() })
    const { statement = '', method } = await stateOf(scene, id)
    expect([method, decodeJwt(statement).method, decodeJwt(statement).overrideReason]).toEqual([
      'code',
      'code',
      undefined,
    ])
  })
})

describe('nobody is confirmed', () => {
  test.each<[string, number | undefined]>([
    ['without the setting', undefined],
    ['with a setting of none', 0],
  ])('%s, and nobody is offered it', async (_, perDay) => {
    const { till, window, override, rows } = await startOverriding(perDay)
    const { id } = await till.start()
    expect((await window.verifications.get({ id })).overridesLeftToday).toBeUndefined()
    await expect(override(id)).rejects.toMatchObject({ code: 'OVERRIDE_REFUSED' })
    expect(rows()).toEqual([expect.stringContaining('OVERRIDE_REFUSED · not-arrived')])
  })

  test('without a PIN: whoever is at the window would be the manager', async () => {
    const { till, window, override } = await startOverriding(3)
    await till.agent.managerPin.remove(undefined)
    const { id } = await till.start()
    expect((await window.verifications.get({ id })).overridesLeftToday).toBeUndefined()
    await expect(override(id)).rejects.toMatchObject({ code: 'OVERRIDE_REFUSED' })
  })

  test('by a window that is unlocked alone, and one PIN unlocks nothing', async () => {
    const { till, window, override } = await startOverriding(3)
    const { id } = await till.start()
    await window.pin.unlock({ pin })
    await expect(override(id, wrong)).rejects.toMatchObject({ code: 'PIN_WRONG' })
    await window.pin.lock()
    await override(id)
    expect(await window.pin.status()).toMatchObject({ isUnlocked: false })
    await expect(window.clients.list().then(() => window.clients.revoke({ id: 'pos' }))).rejects.toMatchObject({
      code: 'PIN_REQUIRED',
    })
  })

  test('once it is over', async () => {
    const { till, window, override } = await startOverriding(3)
    const { id } = await till.start()
    await window.verifications.cancel({ id })
    await expect(override(id)).rejects.toMatchObject({ code: 'VERIFICATION_OVER' })
  })

  // The call would be a second set of tries at one PIN.
  test('by tries at the PIN: they count with those at the lock, and each is on record', async () => {
    const { till, window, override, rows } = await startOverriding(3)
    const { id } = await till.start()
    await expect(override(id, wrong)).rejects.toMatchObject({ code: 'PIN_WRONG' })
    await expect(window.pin.unlock({ pin: wrong })).rejects.toMatchObject({ code: 'PIN_WRONG' })
    await expect(override(id, wrong)).rejects.toMatchObject({ code: 'PIN_WRONG' })
    await expect(override(id)).rejects.toMatchObject({ code: 'PIN_BLOCKED' })
    await expect(window.pin.unlock({ pin })).rejects.toMatchObject({ code: 'PIN_BLOCKED' })
    expect(rows().map((row) => row.split(' · ')[3])).toEqual(['PIN_WRONG', 'PIN_WRONG', 'PIN_BLOCKED'])
  })
})

describe('a day has so many', () => {
  const others = ['+919999999994', '+919999999995', '+919999999996']

  test('and none counts that was not confirmed', async () => {
    const { till, window, override } = await startOverriding(2)
    const ids: string[] = []
    for (const mobile of others) ids.push((await till.start(mobile)).id)
    const [first = '', second = '', third = ''] = ids
    await expect(override(first, wrong)).rejects.toMatchObject({ code: 'PIN_WRONG' })
    await override(first)
    await override(second)
    const left: CashierVerification = await window.verifications.get({ id: third })
    expect(left.overridesLeftToday).toBe(0)
    await expect(override(third)).rejects.toMatchObject({
      code: 'OVERRIDES_USED_UP',
      data: { retryAfterSeconds: 86_400 },
    })
    await till.clock.advance(24 * hourMs)
    await override((await till.start(others[2])).id)
  })

  test('and each customer one of them, so that nobody lives without a phone', async () => {
    const { till, override } = await startOverriding(5)
    await override((await till.start(asha)).id)
    await till.clock.advance(minuteMs)
    const { id } = await till.start(asha)
    await expect(override(id)).rejects.toMatchObject({ code: 'OVERRIDES_USED_UP' })
  })
})

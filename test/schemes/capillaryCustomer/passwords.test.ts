import { describe, expect, test } from 'vitest'
import { jsonIn } from '#test/schemes/cloudTill.ts'
import { faultOf } from '#test/support/till.ts'
import {
  asha,
  ashasPassword,
  customersPath,
  deviceOf,
  families,
  pathOf,
  settingsOf,
  startBrandPos,
  who,
} from './brandTill.ts'

const chosen = 'a new password'
const twice = { password: chosen, confirmPassword: chosen }

describe.each(families)('in the %s family', (family) => {
  const startPos = (options: Parameters<typeof startBrandPos>[0] = {}) =>
    startBrandPos({ more: settingsOf(family), ...options })
  const signInWith = async (pos: Awaited<ReturnType<typeof startPos>>, password: string) => {
    const { customer } = await pos.start()
    return { customer, outcome: await pos.outcome(customer, 'password', { password }) }
  }

  test('a forgotten password is set anew, and counts once the customer has given a code', async () => {
    const pos = await startPos()
    const { till, simulator, start, step, outcome, latestCode, get } = pos
    const { customer } = await start()
    const asked = await step(customer, 'reset-password', { newPassword: chosen })
    expect(await asked.json()).toEqual({
      ...{ outcome: 'code-needed', state: 'started' },
      message: expect.stringMatching(/counts once the customer has given a code/),
    })
    expect(await faultOf(await get(customer))).toBe('CUSTOMER_UNKNOWN')
    expect((await signInWith(pos, chosen)).outcome).toBe('wrong-password')
    expect(await outcome(customer, 'send-code')).toBe('code-sent')
    expect(await outcome(customer, 'code', { code: latestCode() })).toBe('signed-in')
    expect((await get(customer)).status).toBe(200)
    expect((await signInWith(pos, chosen)).outcome).toBe('signed-in')

    // The documents authenticate again from the start: another session, then the code (capillary.md 4.2).
    const [begun, forgot] = simulator.seen()
    expect(begun?.path).toBe(pathOf(family, 'token/generate'))
    expect(forgot?.path).toBe(pathOf(family, 'password/forget'))
    const { sessionId } = jsonIn(forgot)
    expect(jsonIn(forgot)).toEqual({ ...who, ...deviceOf(family), sessionId: expect.stringMatching(/^P-/), ...twice })
    const checked = simulator.seen().find(({ path }) => path === pathOf(family, 'otp/validate'))
    expect(jsonIn(checked).sessionId).not.toBe(sessionId)
    till.expectNoLeak(chosen, asha)
    const audited = till.agent.audit.list(100).map(({ event }) => event)
    expect(audited).toEqual(expect.arrayContaining(['customer-password-reset', 'customer-signed-in']))
  })

  test('a customer who is signed in changes the password, with the old one', async () => {
    const pos = await startPos()
    const { till, simulator, step, signIn } = pos
    const customer = await signIn()
    const change = (password: string, newPassword: string) => ({ password, newPassword })
    expect(await (await step(customer, 'change-password', change('wrong', chosen))).json()).toEqual({
      ...{ outcome: 'wrong-password', state: 'signed-in' },
      message: expect.stringMatching(/^The old password is wrong, so it was not changed/),
    })
    const same = await step(customer, 'change-password', change(ashasPassword, ashasPassword))
    expect(await same.clone().json()).toMatchObject({
      detail: expect.stringMatching(/newPassword: must not be the old/),
    })
    expect(await faultOf(same)).toBe('INVALID_INPUT')
    expect(await faultOf(await step(customer, 'change-password', change(ashasPassword, 'weak')))).toBe('INVALID_INPUT')
    const changed = await step(customer, 'change-password', change(ashasPassword, chosen))
    expect(await changed.json()).toEqual({ outcome: 'password-changed', state: 'signed-in' })

    const { token, ...asked } = jsonIn(simulator.seen().at(-1))
    const passwords = { password: ashasPassword, newPassword: chosen, confirmPassword: chosen }
    expect([simulator.seen().at(-1)?.path, asked]).toEqual([
      pathOf(family, 'password/change'),
      { ...who, ...deviceOf(family), ...passwords },
    ])
    expect((await signInWith(pos, chosen)).outcome).toBe('signed-in')
    expect((await signInWith(pos, ashasPassword)).outcome).toBe('wrong-password')
    till.expectNoLeak(chosen, ashasPassword, String(token))
    expect(till.agent.audit.list(100).map(({ event }) => event)).toContain('customer-password-changed')
  })

  test('a token that has expired at the Auth Engine is renewed, and the change is asked once more', async () => {
    const { simulator, outcome, signIn, renewals } = await startPos()
    const customer = await signIn()
    simulator.expireTokens()
    const change = { password: ashasPassword, newPassword: chosen }
    expect(await outcome(customer, 'change-password', change)).toBe('password-changed')
    expect(renewals()).toHaveLength(1)
  })

  test('only a customer who is signed in changes a password, and only another one has forgotten it', async () => {
    const { simulator, start, step, signIn } = await startPos()
    const { customer } = await start()
    const asked = await step(customer, 'change-password', { password: ashasPassword, newPassword: chosen })
    expect(await faultOf(asked)).toBe('CUSTOMER_UNKNOWN')
    expect(await faultOf(await step(await signIn(), 'reset-password', { newPassword: chosen }))).toBe('INVALID_INPUT')
    expect(simulator.seen().filter(({ path }) => path.includes('/password/'))).toEqual([])
  })

  test('a user name is registered with a first password and an address for the code', async () => {
    const { till, simulator, start, post, step, outcome, latestCode } = await startPos()
    const as = { identifierType: 'USERNAME', identifierValue: 'asha' }
    expect(await faultOf(await post(customersPath, as))).toBe('INVALID_INPUT')
    const { customer, registeredForPassword } = await start({ ...as, mobile: '919888888888', newPassword: chosen })
    expect(registeredForPassword).toBe(false)
    expect(jsonIn(simulator.seen().at(-1))).toEqual({ ...as, ...deviceOf(family), mobile: '919888888888', ...twice })
    await step(customer, 'send-code')
    expect(simulator.messages().at(-1)?.to).toBe('919888888888')
    expect(await outcome(customer, 'code', { code: latestCode() })).toBe('signed-in')
    const again = await start(as)
    expect(again.registeredForPassword).toBe(true)
    expect(await outcome(again.customer, 'password', { password: chosen })).toBe('signed-in')
    till.expectNoLeak(chosen, '919888888888')
  })
})

test('codes for a user name count for the number that they go to', async () => {
  const { start, step } = await startBrandPos()
  const begin = async (name: number) => {
    const as = { identifierType: 'USERNAME', identifierValue: `asha${name}`, mobile: asha, newPassword: chosen }
    return (await start(as)).customer
  }
  for (let sent = 1; sent <= 10; sent += 1) expect((await step(await begin(sent), 'send-code')).status).toBe(200)
  expect(await faultOf(await step(await begin(11), 'send-code'))).toBe('CODES_USED_UP')
})

test.each([
  [{ ...who, mobile: asha }, /mobile: goes with a user name only/],
  [{ identifierType: 'USERNAME', identifierValue: 'asha', mobile: '+91 99999' }, /mobile: must be a mobile number/],
  [{ ...who, newPassword: '' }, /newPassword/],
  [{ ...who, password: 'x' }, /password/],
])('%j is refused and not sent', async (as, detail) => {
  const { simulator, post } = await startBrandPos()
  const response = await post(customersPath, as)
  expect(await response.clone().json()).toMatchObject({ detail: expect.stringMatching(detail) })
  expect(await faultOf(response)).toBe('INVALID_INPUT')
  expect(simulator.seen()).toEqual([])
})

test('setting and changing passwords needs the grant to sign customers in', async () => {
  const { step } = await startBrandPos({ grants: ['capillary-customer:account'] })
  const handle = `cs_${'A'.repeat(24)}`
  expect(await faultOf(await step(handle, 'reset-password', { newPassword: chosen }))).toBe('NOT_GRANTED')
  const change = { password: ashasPassword, newPassword: chosen }
  expect(await faultOf(await step(handle, 'change-password', change))).toBe('NOT_GRANTED')
})

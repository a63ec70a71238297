import { expect, test } from 'vitest'
import { refusals } from '#simulator/authEngine/status.ts'
import type { AuthEngineOptions } from '#simulator/simulator.ts'
import { type App, ashaOnTill7, type Fields, password, startApp, wrongCodes } from './authEngineApp.ts'
import { asha, bruno, type Reply } from './start.ts'

const twice = (text: string) => ({ password: text, confirmPassword: text })

/** Every code of capillary.md 4.5, with a call that provokes it. */
const cases: Array<[number, string, (app: App) => Promise<Reply>, AuthEngineOptions?]> = [
  [
    1502,
    'the code has expired',
    async ({ call, session, latestCode, clock }) => {
      await session()
      await call('otp/generate')
      clock.advanceMinutes(5)
      return call('otp/validate', { otp: latestCode() })
    },
    { assumptions: { otpMinutes: 5 } },
  ],
  [
    1503,
    'the brand has no codes',
    async ({ call, session }) => {
      await session()
      return call('otp/generate')
    },
    { brands: [{ name: 'DocDemo', otp: false }] },
  ],
  [
    1504,
    'the brand’s till does not exist',
    ({ session }) => session(),
    { brands: [{ name: 'DocDemo', till: 'gone' }] },
  ],
  [1505, 'an unknown session', ({ call }) => call('otp/generate', { sessionId: 'P-invented' })],
  [
    1505,
    'an expired session',
    async ({ call, session, clock }) => {
      await session()
      clock.advanceMinutes(15)
      return call('otp/generate')
    },
  ],
  [1506, 'the code is wrong', wrongCodes(1)],
  [1518, 'five codes were wrong', wrongCodes(6)],
  [1507, 'another mobile', inSession({ identifierValue: bruno })],
  [1508, 'another device', inSession({ deviceId: 'till-8' })],
  [1509, 'another brand', inSession({ brand: 'Other' })],
  [1541, 'another kind of identifier', inSession({ identifierType: 'EMAIL', identifierValue: 'a@example.com' })],
  [
    1515,
    'an unknown mobile',
    ({ session }) => session({ identifierValue: '919888888888' }),
    { assumptions: { unknownCustomers: 'refused' } },
  ],
  [1519, 'a plus before the mobile', ({ session }) => session({ identifierValue: `+${asha}` })],
  [1519, 'an unknown brand', ({ session }) => session({ brand: 'Other' })],
  [1520, 'an empty password', inSession({ password: '' }, 'password/validate')],
  [
    1521,
    'two different passwords',
    inSession({ password: 'one password', confirmPassword: 'another' }, 'password/forget'),
  ],
  [1542, 'a weak password', inSession(twice('weak'), 'password/forget')],
  [1527, 'the old password again', inSession(twice(password), 'password/forget')],
  [1532, 'no password to reset', inSession(twice('a new password'), 'password/forget'), { passwords: {} }],
  [
    1524,
    'a brand without passwords',
    inSession({ password }, 'password/validate'),
    { brands: [{ name: 'DocDemo', passwords: false }] },
  ],
  [1526, 'no password to check', inSession({ password }, 'password/validate'), { passwords: {} }],
  [1528, 'a wrong password', wrongPasswords(1)],
  [1530, 'five wrong passwords', wrongPasswords(6)],
  [
    1523,
    'no password to change',
    changing({ newPassword: 'a new password', ...twice('a new password') }),
    { passwords: {} },
  ],
  [1527, 'changing nothing', changing({ password, newPassword: password, confirmPassword: password })],
  [1525, 'an invented key', ({ call }) => call('token/regenerate', { key: 'a.b.c' })],
  [
    1525,
    'the key of another device',
    async ({ call, logIn }) => {
      const { body } = await logIn()
      return call('token/regenerate', { key: body.auth.key, deviceId: 'till-8' })
    },
  ],
  [
    1529,
    'a key that has expired',
    async ({ call, logIn, clock }) => {
      const { body } = await logIn()
      clock.advanceMinutes(60)
      return call('token/regenerate', { key: body.auth.key })
    },
    { assumptions: { keyMinutes: 60 } },
  ],
  [
    1531,
    'an unknown token',
    ({ cloud }) => cloud.send('DELETE', '/auth/v1/mfa/token/expire', { json: { ...ashaOnTill7, token: 'a.b.c' } }),
  ],
  [
    1534,
    'more codes than the quota',
    async ({ call, session }) => {
      await session()
      await call('otp/generate')
      return call('otp/generate')
    },
    { assumptions: { otpQuota: { codes: 1, minutes: 1440 } } },
  ],
  [1535, 'a quota of 0', inSession({}), { assumptions: { otpQuota: { codes: 0, minutes: 1440 } } }],
  [1537, 'a code that was never sent', inSession({ otp: '123456' }, 'otp/validate')],
  [
    1540,
    'a user name without a contact',
    ({ session }) => session({ identifierType: 'USERNAME', identifierValue: 'asha' }),
  ],
  [1546, 'an unknown kind of identifier', ({ session }) => session({ identifierType: 'MOBIL' })],
]

test('every code has a case', () => {
  // 1543 needs two customers and has a test of its own.
  expect(new Set([...cases.map(([code]) => code), 1543])).toEqual(new Set(Object.keys(refusals).map(Number)))
})

test.each(cases)('%i: %s', async (code, _, provoke, options) => {
  const reply = await provoke(await startApp(options))
  expect([reply.status, reply.body.status]).toEqual([200, { success: false, code, message: expect.any(String) }])
})

function inSession(fields: Fields, path = 'otp/generate') {
  return async ({ call, session }: App) => {
    await session()
    return call(path, fields)
  }
}

function wrongPasswords(times: number) {
  return async ({ call, session }: App) => {
    await session()
    for (let attempt = 1; attempt < times; attempt++) await call('password/validate', { password: 'wrong one' })
    return call('password/validate', { password: 'wrong one' })
  }
}

function changing(fields: Fields) {
  return async ({ call, logIn }: App) => {
    const { body } = await logIn()
    return call('password/change', { token: body.auth.token, ...fields })
  }
}

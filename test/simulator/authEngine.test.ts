import { expect, test } from 'vitest'
import { refusals } from '../../simulator/authEngine/status.ts'
import type { AuthEngineOptions } from '../../simulator/simulator.ts'
import { asha, bruno, claimsOf, clockAt, everythingPrintedOf, type Reply, startCloud } from './start.ts'

const password = 'demo-password-1'
const device = { brand: 'DocDemo', deviceId: 'till-7' }
const who = { identifierType: 'MOBILE', identifierValue: asha, ...device }
const codeOf = ({ body }: Reply) => body.status.code

type Fields = Record<string, unknown>

/** One customer's app, which remembers its session. */
async function startApp(options: AuthEngineOptions = {}, as: Fields = who) {
  const clock = clockAt(Date.UTC(2026, 0, 1))
  const cloud = await startCloud({ now: clock.now, authEngine: options })
  let sessionId: string | undefined
  const ask = (path: string, fields: Fields = {}) =>
    cloud.send('POST', `/auth/v1/${path}`, { json: { ...as, ...(sessionId && { sessionId }), ...fields } })
  const session = async (fields: Fields = {}, family = '') => {
    const reply = await ask(`${family}token/generate`, fields)
    sessionId = reply.body.user?.sessionId
    return reply
  }
  const latestCode = () => cloud.simulator.messages().at(-1)?.code ?? ''
  const logIn = async (family = '') => {
    await session({}, family)
    await ask(`${family}otp/generate`)
    return ask(`${family}otp/validate`, { otp: latestCode() })
  }
  return { cloud, clock, ask, session, latestCode, logIn }
}

const headersOf = (reply: Reply) => ({
  cap_authorization: reply.body.auth.token,
  cap_brand: 'DocDemo',
  cap_device_id: 'till-7',
  cap_identifier_type: 'MOBILE',
  cap_identifier_value: asha,
})

test('session, code, token: VIEW before the code, USER and a key after it', async () => {
  const { cloud, ask, session, latestCode } = await startApp()
  const started = await session()
  expect([started.status, started.body]).toEqual([
    200,
    {
      status: { success: true, code: 200, message: 'SUCCESS' },
      auth: { token: expect.any(String), key: null },
      user: {
        appRegistered: true,
        sessionId: expect.stringMatching(/^P-[0-9a-f-]{36}$/),
        role: 'VIEW',
        userRegisteredForPassword: true,
      },
    },
  ])
  const view = claimsOf(started.body.auth.token)
  expect([view.rol, Number(view.exp) - Number(view.iat), 'uid' in view]).toEqual(['VIEW', 900, false])
  expect((await ask('otp/generate')).body).toEqual({ status: { success: true, code: 200, message: 'SUCCESS' } })
  expect(cloud.simulator.messages()).toMatchObject([
    { to: asha, channel: 'SMS', code: expect.stringMatching(/^\d{6}$/) },
  ])
  const { body } = await ask('otp/validate', { otp: latestCode() })
  expect(body.user).toMatchObject({ sessionId: null, role: 'USER' })

  const [token, key] = [claimsOf(body.auth.token), claimsOf(body.auth.key)]
  expect(token).toMatchObject({
    uid: '900001',
    iss: 'CAPILLARY TECHNOLOGIES',
    ogc: ['1001|store.server'],
    rol: 'USER',
  })
  expect(Number(token.exp) - Number(token.iat)).toBe(900)
  expect([key.rol, 'exp' in key]).toEqual(['AUTH', false])
  const header = JSON.parse(Buffer.from(body.auth.token.split('.')[0], 'base64url').toString())
  expect(header).toEqual({ idv: [`MOBILE|${asha}`], dev: 'till-7', org: 'DOCDEMO', alg: 'HS256' })
})

test('a password does instead of a code', async () => {
  const { ask, session } = await startApp()
  await session()
  const { body } = await ask('password/validate', { password })
  expect([body.user.role, body.auth.key]).toEqual(['USER', expect.any(String)])
})

test('a web page has no device, gets no key, and is told nothing about the user', async () => {
  const { cloud, ask, logIn } = await startApp(
    {},
    { identifierType: 'MOBILE', identifierValue: asha, brand: 'docdemo' },
  )
  const { body } = await logIn('web/')
  expect([body.auth.key, body.user]).toEqual([null, null])
  const renewed = await ask('web/token/regenerate', { expiredToken: body.auth.token })
  expect(renewed.body.auth.token).not.toBe(body.auth.token)
  const headers = { ...headersOf(renewed), cap_device_id: '' }
  expect((await cloud.send('GET', '/mobile/v2/api/customer/get', { headers })).status).toBe(200)
})

test('the gateway answers about the token’s own customer, without the outer wrapper', async () => {
  const { cloud, logIn } = await startApp()
  const headers = headersOf(await logIn())
  const { status, body } = await cloud.send('GET', `/mobile/v2/api/customer/get?mobile=${bruno}`, { headers })
  expect(status).toBe(200)
  expect(body.response).toBeUndefined()
  expect(body.customers.customer[0] ?? body.customers.customer).toMatchObject({ mobile: asha })
  expect((await cloud.send('GET', '/mobile/v2/api/not/mapped', { headers })).status).toBe(404)
  expect((await cloud.send('POST', '/mobile/v2/api/customer/get', { headers, json: {} })).status).toBe(405)
})

test('older clients say cap_mobile', async () => {
  const { cloud, logIn } = await startApp()
  const { cap_identifier_type: _, cap_identifier_value: __, ...headers } = headersOf(await logIn())
  const get = (mobile: string) =>
    cloud.send('GET', '/mobile/v2/api/customer/get', { headers: { ...headers, cap_mobile: mobile } })
  expect([(await get(asha)).status, (await get(bruno)).status]).toEqual([200, 401])
})

test.each([
  ['another brand', { cap_brand: 'Other' }, 1509],
  ['another device', { cap_device_id: 'till-8' }, 1508],
  ['another customer', { cap_identifier_value: bruno }, 1507],
  ['another kind of identifier', { cap_identifier_type: 'EMAIL' }, 1541],
  ['a Bearer before the token', { cap_authorization: 'Bearer x.y.z' }, 401],
])('the gateway refuses %s', async (_, wrong, code) => {
  const { cloud, logIn } = await startApp()
  const headers = { ...headersOf(await logIn()), ...wrong }
  const reply = await cloud.send('GET', '/mobile/v2/api/customer/get', { headers })
  expect([reply.status, reply.body.status.code]).toEqual([401, code])
})

test('a VIEW token opens what the organisation lets it open, by default nothing', async () => {
  const strict = await startApp()
  const view = headersOf(await strict.session())
  expect((await strict.cloud.send('GET', '/mobile/v2/api/customer/get', { headers: view })).status).toBe(403)
  const lax = await startApp({ assumptions: { viewMay: ['GET customer/get'] } })
  const headers = headersOf(await lax.session())
  expect((await lax.cloud.send('GET', '/mobile/v2/api/customer/get', { headers })).status).toBe(200)
})

test('a token ends after 15 minutes, and the key gets another one', async () => {
  const { cloud, clock, ask, logIn } = await startApp()
  const first = await logIn()
  const get = async (reply: Reply) => cloud.send('GET', '/mobile/v2/api/customer/get', { headers: headersOf(reply) })
  clock.advanceMinutes(15)
  const refused = await get(first)
  expect([refused.status, codeOf(refused)]).toEqual([401, 1529])
  const renewed = await ask('token/regenerate', { key: first.body.auth.key })
  expect(renewed.body.auth.key).toBe(first.body.auth.key)
  expect((await get(renewed)).status).toBe(200)
})

test('one call ends every token; the keys live on unless they are meant, too', async () => {
  const { cloud, ask, logIn } = await startApp()
  const { body } = await logIn()
  const key = body.auth.key
  cloud.simulator.expireTokens()
  const renewed = await ask('token/regenerate', { key })
  expect(codeOf(renewed)).toBe(200)
  cloud.simulator.expireTokens('access and renewal tokens')
  expect(codeOf(await ask('token/regenerate', { key }))).toBe(1529)
})

test('a new password counts only after the code', async () => {
  const { ask, session, latestCode } = await startApp()
  await session()
  const chosen = { password: 'a new password', confirmPassword: 'a new password' }
  expect(codeOf(await ask('password/forget', chosen))).toBe(200)
  expect(codeOf(await ask('password/validate', { password: 'a new password' }))).toBe(1528)
  await ask('otp/generate')
  expect(codeOf(await ask('otp/validate', { otp: latestCode() }))).toBe(200)
  await session()
  expect(codeOf(await ask('password/validate', { password: 'a new password' }))).toBe(200)
})

test('a user name is registered with a contact and a password', async () => {
  const { cloud, ask, session, latestCode } = await startApp(
    {},
    { identifierType: 'USERNAME', identifierValue: 'asha', ...device },
  )
  const enrolment = { mobile: asha, password: 'a new password', confirmPassword: 'a new password' }
  expect(codeOf(await session())).toBe(1540)
  expect(codeOf(await session(enrolment))).toBe(200)
  await ask('otp/generate')
  expect(cloud.simulator.messages().at(-1)?.to).toBe(asha)
  expect(codeOf(await ask('otp/validate', { otp: latestCode() }))).toBe(200)
  expect(codeOf(await session({ ...enrolment, mobile: bruno }))).toBe(1543)
  expect(codeOf(await session())).toBe(200)
  expect(codeOf(await ask('password/validate', { password: 'a new password' }))).toBe(200)
})

test('somebody the programme does not know may log in, to enrol', async () => {
  const { logIn } = await startApp({}, { ...who, identifierValue: '919888888888' })
  const { body } = await logIn()
  expect([body.user.appRegistered, body.user.role]).toEqual([false, 'USER'])
})

test('a login id changes for the Auth Engine only', async () => {
  const { cloud, ask, session, logIn } = await startApp()
  const { body } = await logIn()
  const change = (fields: Fields) => ask('user/updateIdentifierValue', { token: body.auth.token, ...fields })
  expect(codeOf(await change({ newIdentifierValue: bruno }))).toBe(1519)
  expect(codeOf(await change({ newIdentifierValue: 'asha@example.com' }))).toBe(1519)
  expect(codeOf(await change({ newIdentifierValue: '919777777777' }))).toBe(200)
  expect((await session()).body.user.userRegisteredForPassword).toBe(false)
  await session({ identifierValue: '919777777777' })
  const renamed = await ask('password/validate', { identifierValue: '919777777777', password })
  expect(claimsOf(renamed.body.auth.token).uid).toBe('900001')
  const found = await cloud.get(`/v2/customers/lookup?identifierName=mobile&identifierValue=${asha}`)
  expect(found.body.entity).toBe(900001)
})

type App = Awaited<ReturnType<typeof startApp>>
const twice = (text: string) => ({ password: text, confirmPassword: text })

/** Every code of capillary.md 4.5, and a way to it. */
const ways: Array<[number, string, (app: App) => Promise<Reply>, AuthEngineOptions?]> = [
  [
    1502,
    'the code has expired',
    async ({ ask, session, latestCode, clock }) => {
      await session()
      await ask('otp/generate')
      clock.advanceMinutes(5)
      return ask('otp/validate', { otp: latestCode() })
    },
    { assumptions: { otpMinutes: 5 } },
  ],
  [
    1503,
    'the brand has no codes',
    async ({ ask, session }) => {
      await session()
      return ask('otp/generate')
    },
    { brands: [{ name: 'DocDemo', otp: false }] },
  ],
  [
    1504,
    'the brand’s till does not exist',
    ({ session }) => session(),
    { brands: [{ name: 'DocDemo', till: 'gone' }] },
  ],
  [1505, 'the session was invented', ({ ask }) => ask('otp/generate', { sessionId: 'P-invented' })],
  [
    1505,
    'the session is over',
    async ({ ask, session, clock }) => {
      await session()
      clock.advanceMinutes(15)
      return ask('otp/generate')
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
    'nobody by that mobile',
    ({ session }) => session({ identifierValue: '919888888888' }),
    { assumptions: { strangers: 'refused' } },
  ],
  [1519, 'a plus before the mobile', ({ session }) => session({ identifierValue: `+${asha}` })],
  [1519, 'a brand there is not', ({ session }) => session({ brand: 'Other' })],
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
  [1525, 'an invented key', ({ ask }) => ask('token/regenerate', { key: 'a.b.c' })],
  [
    1525,
    'the key of another device',
    async ({ ask, logIn }) => {
      const { body } = await logIn()
      return ask('token/regenerate', { key: body.auth.key, deviceId: 'till-8' })
    },
  ],
  [
    1529,
    'a key that has expired',
    async ({ ask, logIn, clock }) => {
      const { body } = await logIn()
      clock.advanceMinutes(60)
      return ask('token/regenerate', { key: body.auth.key })
    },
    { assumptions: { keyMinutes: 60 } },
  ],
  [
    1531,
    'a token that is no token',
    ({ cloud }) => cloud.send('DELETE', '/auth/v1/mfa/token/expire', { json: { ...who, token: 'a.b.c' } }),
  ],
  [
    1534,
    'more codes than the quota',
    async ({ ask, session }) => {
      await session()
      await ask('otp/generate')
      return ask('otp/generate')
    },
    { assumptions: { otpQuota: { codes: 1, minutes: 1440 } } },
  ],
  [1535, 'a quota of none', inSession({}), { assumptions: { otpQuota: { codes: 0, minutes: 1440 } } }],
  [1537, 'a code nobody was sent', inSession({ otp: '123456' }, 'otp/validate')],
  [
    1540,
    'a user name without a contact',
    ({ session }) => session({ identifierType: 'USERNAME', identifierValue: 'asha' }),
  ],
  [1546, 'a kind of identifier there is not', ({ session }) => session({ identifierType: 'MOBIL' })],
]

test('there is a way to every code', () => {
  // 1543 needs two customers and has a test of its own.
  expect(new Set([...ways.map(([code]) => code), 1543])).toEqual(new Set(Object.keys(refusals).map(Number)))
})

test.each(ways)('%i: %s', async (code, _, way, options) => {
  const reply = await way(await startApp(options))
  expect([reply.status, reply.body.status]).toEqual([200, { success: false, code, message: expect.any(String) }])
})

function inSession(fields: Fields, path = 'otp/generate') {
  return async ({ ask, session }: App) => {
    await session()
    return ask(path, fields)
  }
}

function wrongCodes(times: number) {
  return async ({ ask, session, latestCode }: App) => {
    await session()
    await ask('otp/generate')
    const otp = latestCode() === '000000' ? '111111' : '000000'
    for (let turn = 1; turn < times; turn++) await ask('otp/validate', { otp })
    return ask('otp/validate', { otp })
  }
}

function wrongPasswords(times: number) {
  return async ({ ask, session }: App) => {
    await session()
    for (let turn = 1; turn < times; turn++) await ask('password/validate', { password: 'wrong one' })
    return ask('password/validate', { password: 'wrong one' })
  }
}

function changing(fields: Fields) {
  return async ({ ask, logIn }: App) => {
    const { body } = await logIn()
    return ask('password/change', { token: body.auth.token, ...fields })
  }
}

test('used-up tries can lock the customer beyond the session', async () => {
  const app = await startApp({ assumptions: { accountLockMinutes: 30, otpTries: 2 } })
  await wrongCodes(2)(app)
  expect(codeOf(await app.logIn())).toBe(1518)
  app.clock.advanceMinutes(30)
  expect(codeOf(await app.logIn())).toBe(200)
})

test('a code works once, and a new one ends the one before', async () => {
  const { ask, session, latestCode } = await startApp({ assumptions: { sessionEndsAtLogin: false, otpLength: 12 } })
  await session()
  await ask('otp/generate')
  const first = latestCode()
  await ask('otp/generate')
  expect(codeOf(await ask('otp/validate', { otp: first }))).toBe(1506)
  expect(codeOf(await ask('otp/validate', { otp: latestCode() }))).toBe(200)
  expect(codeOf(await ask('otp/validate', { otp: latestCode() }))).toBe(1537)
})

test('after a login the session is over', async () => {
  const { ask, logIn } = await startApp()
  await logIn()
  expect(codeOf(await ask('otp/generate'))).toBe(1505)
})

test('MFA knows external ids, and its tokens can be ended', async () => {
  const { cloud, logIn, ask } = await startApp(
    {},
    { identifierType: 'EXTERNALID', identifierValue: 'EX900001', ...device },
  )
  const { body } = await logIn('mfa/')
  expect(cloud.simulator.messages().at(-1)?.to).toBe(asha)
  const json = { identifierType: 'EXTERNALID', identifierValue: 'EX900001', ...device, token: body.auth.token }
  const end = () => cloud.send('DELETE', '/auth/v1/mfa/token/expire', { json })
  expect([codeOf(await end()), codeOf(await end())]).toEqual([200, 1531])
  expect(codeOf(await ask('token/generate'))).toBe(1546)
})

test('the HTTP status of a failure is an assumption, and so is what a bad identifierType gets', async () => {
  const { session } = await startApp({ assumptions: { failureStatus: 400, badIdentifierType: 'a sentence' } })
  const unknown = await session({ brand: 'Other' })
  expect([unknown.status, codeOf(unknown)]).toEqual([400, 1519])
  const sentence = await session({ identifierType: 'MOBIL' })
  expect([sentence.status, sentence.body]).toEqual([400, expect.stringContaining('Can not deserialize')])
})

test('any code can be scripted, and requests are counted', async () => {
  const { cloud, ask, session } = await startApp()
  await cloud.post('/_simulator/faults', { fault: 'code', code: 1503, path: '/auth/v1/otp/generate', times: 1 }, {})
  await session()
  expect([codeOf(await ask('otp/generate')), codeOf(await ask('otp/generate'))]).toEqual([1503, 200])
  expect((await cloud.post('/_simulator/faults', { fault: 'code' }, {})).status).toBe(400)
  expect(cloud.simulator.counts()).toEqual({ 'POST /auth/v1/token/generate': 1, 'POST /auth/v1/otp/generate': 2 })
})

test.each([
  ['401', 401, 401],
  ['403', 403, 403],
  ['429', 429, 429],
  ['498', 401, 1529],
  ['503', 503, 503],
  ['521 once', 521, 521],
] as const)('fault %s is HTTP %i with code %i in the status object', async (fault, status, code) => {
  const { cloud, session } = await startApp()
  cloud.simulator.script({ fault, path: '/auth/', times: 1 })
  const reply = await session()
  expect([reply.status, codeOf(reply)]).toEqual([status, code])
  expect(codeOf(await session())).toBe(200)
})

test('no code, password, token or key can be read afterwards, except in the customer’s own message box', async () => {
  const { cloud, ask, session, logIn, latestCode } = await startApp({ assumptions: { otpLength: 14 } })
  await session()
  await ask('password/validate', { password })
  const { body } = await logIn()
  const code = latestCode()
  await cloud.send('GET', '/mobile/v2/api/customer/get', { headers: headersOf({ body } as Reply) })
  await ask('token/regenerate', { key: body.auth.key })
  const last = cloud.simulator.seen().at(-1)
  expect(JSON.parse(String(last?.rawBody()))).toMatchObject({ ...who, key: body.auth.key })
  expect(cloud.simulator.seen().at(-2)?.rawAuthorization()).toBe(body.auth.token)
  expect(cloud.simulator.seen().at(-2)?.rawHeader('cap_brand')).toBe('DocDemo')

  const printed = await everythingPrintedOf(cloud)
  expect(printed).toContain('cap_authorization •••• (USER token ok)')
  for (const secret of [password, body.auth.token, body.auth.key]) expect(printed).not.toContain(secret)
  expect(printed.replace(/<h2>Message box<\/h2>[\s\S]*?<h2>/, '')).not.toContain(code)
})

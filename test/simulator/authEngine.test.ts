import { expect, test } from 'vitest'
import { ashaOnTill7, codeOf, device, type Fields, headersOf, password, startApp, wrongCodes } from './authEngineApp.ts'
import { allOutputOf, asha, bruno, claimsOf, type Reply } from './start.ts'

test('a login goes from session to code to token: VIEW before the code, USER and a key after it', async () => {
  const { cloud, call, session, latestCode } = await startApp()
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
  expect((await call('otp/generate')).body).toEqual({ status: { success: true, code: 200, message: 'SUCCESS' } })
  expect(cloud.simulator.messages()).toMatchObject([
    { to: asha, channel: 'SMS', code: expect.stringMatching(/^\d{6}$/) },
  ])
  const { body } = await call('otp/validate', { otp: latestCode() })
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

test('a password replaces the code', async () => {
  const { call, session } = await startApp()
  await session()
  const { body } = await call('password/validate', { password })
  expect([body.user.role, body.auth.key]).toEqual(['USER', expect.any(String)])
})

test('a web page has no device and gets neither a key nor details of the user', async () => {
  const { cloud, call, logIn } = await startApp(
    {},
    { identifierType: 'MOBILE', identifierValue: asha, brand: 'docdemo' },
  )
  const { body } = await logIn('web/')
  expect([body.auth.key, body.user]).toEqual([null, null])
  const renewed = await call('web/token/regenerate', { expiredToken: body.auth.token })
  expect(renewed.body.auth.token).not.toBe(body.auth.token)
  const headers = { ...headersOf(renewed), cap_device_id: '' }
  expect((await cloud.send('GET', '/mobile/v2/api/customer/get', { headers })).status).toBe(200)
})

test('the gateway returns the token’s own customer, without the outer wrapper', async () => {
  const { cloud, logIn } = await startApp()
  const headers = headersOf(await logIn())
  const { status, body } = await cloud.send('GET', `/mobile/v2/api/customer/get?mobile=${bruno}`, { headers })
  expect(status).toBe(200)
  expect(body.response).toBeUndefined()
  expect(body.customers.customer[0] ?? body.customers.customer).toMatchObject({ mobile: asha })
  expect((await cloud.send('GET', '/mobile/v2/api/not/mapped', { headers })).status).toBe(404)
  expect((await cloud.send('POST', '/mobile/v2/api/customer/get', { headers, json: {} })).status).toBe(405)
})

test('older clients send cap_mobile', async () => {
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

test('a VIEW token may call the endpoints of the assumption, by default none', async () => {
  const strict = await startApp()
  const view = headersOf(await strict.session())
  expect((await strict.cloud.send('GET', '/mobile/v2/api/customer/get', { headers: view })).status).toBe(403)
  const lax = await startApp({ assumptions: { viewMay: ['GET customer/get'] } })
  const headers = headersOf(await lax.session())
  expect((await lax.cloud.send('GET', '/mobile/v2/api/customer/get', { headers })).status).toBe(200)
})

test('a token expires after 15 minutes, and the key renews it', async () => {
  const { cloud, clock, call, logIn } = await startApp()
  const first = await logIn()
  const get = async (reply: Reply) => cloud.send('GET', '/mobile/v2/api/customer/get', { headers: headersOf(reply) })
  clock.advanceMinutes(15)
  const refused = await get(first)
  expect([refused.status, codeOf(refused)]).toEqual([401, 1529])
  const renewed = await call('token/regenerate', { key: first.body.auth.key })
  expect(renewed.body.auth.key).toBe(first.body.auth.key)
  expect((await get(renewed)).status).toBe(200)
})

test('expireTokens expires every token, and the keys only when asked to', async () => {
  const { cloud, call, logIn } = await startApp()
  const { body } = await logIn()
  const key = body.auth.key
  cloud.simulator.expireTokens()
  const renewed = await call('token/regenerate', { key })
  expect(codeOf(renewed)).toBe(200)
  cloud.simulator.expireTokens('access and renewal tokens')
  expect(codeOf(await call('token/regenerate', { key }))).toBe(1529)
})

test('a new password takes effect only after the code', async () => {
  const { call, session, latestCode } = await startApp()
  await session()
  const chosen = { password: 'a new password', confirmPassword: 'a new password' }
  expect(codeOf(await call('password/forget', chosen))).toBe(200)
  expect(codeOf(await call('otp/generate'))).toBe(1505)
  await session()
  expect(codeOf(await call('password/validate', { password: 'a new password' }))).toBe(1528)
  await call('otp/generate')
  expect(codeOf(await call('otp/validate', { otp: latestCode() }))).toBe(200)
  await session()
  expect(codeOf(await call('password/validate', { password: 'a new password' }))).toBe(200)
})

test('a user name is registered with a contact and a password', async () => {
  const { cloud, call, session, latestCode } = await startApp(
    {},
    { identifierType: 'USERNAME', identifierValue: 'asha', ...device },
  )
  const enrolment = { mobile: asha, password: 'a new password', confirmPassword: 'a new password' }
  expect(codeOf(await session())).toBe(1540)
  expect(codeOf(await session(enrolment))).toBe(200)
  await call('otp/generate')
  expect(cloud.simulator.messages().at(-1)?.to).toBe(asha)
  expect(codeOf(await call('otp/validate', { otp: latestCode() }))).toBe(200)
  expect(codeOf(await session({ ...enrolment, mobile: bruno }))).toBe(1543)
  expect(codeOf(await session())).toBe(200)
  expect(codeOf(await call('password/validate', { password: 'a new password' }))).toBe(200)
})

test('a customer unknown to the programme can log in to enrol', async () => {
  const { logIn } = await startApp({}, { ...ashaOnTill7, identifierValue: '919888888888' })
  const { body } = await logIn()
  expect([body.user.appRegistered, body.user.role]).toEqual([false, 'USER'])
})

test('a changed identifier changes in the Auth Engine only', async () => {
  const { cloud, call, session, logIn } = await startApp()
  const { body } = await logIn()
  const change = (fields: Fields) => call('user/updateIdentifierValue', { token: body.auth.token, ...fields })
  expect(codeOf(await change({ newIdentifierValue: bruno }))).toBe(1519)
  expect(codeOf(await change({ newIdentifierValue: 'asha@example.com' }))).toBe(1519)
  expect(codeOf(await change({ newIdentifierValue: '919777777777' }))).toBe(200)
  expect((await session()).body.user.userRegisteredForPassword).toBe(false)
  await session({ identifierValue: '919777777777' })
  const renamed = await call('password/validate', { identifierValue: '919777777777', password })
  expect(claimsOf(renamed.body.auth.token).uid).toBe('900001')
  const found = await cloud.get(`/v2/customers/lookup?identifierName=mobile&identifierValue=${asha}`)
  expect(found.body.entity).toBe(900001)
})

test('too many tries can lock the customer beyond the session', async () => {
  const app = await startApp({ assumptions: { accountLockMinutes: 30, otpTries: 2 } })
  await wrongCodes(2)(app)
  expect(codeOf(await app.logIn())).toBe(1518)
  app.clock.advanceMinutes(30)
  expect(codeOf(await app.logIn())).toBe(200)
})

test('a code works once, and a new one replaces the one before', async () => {
  const { call, session, latestCode } = await startApp({ assumptions: { sessionEndsAtLogin: false, otpLength: 12 } })
  await session()
  await call('otp/generate')
  const first = latestCode()
  await call('otp/generate')
  expect(codeOf(await call('otp/validate', { otp: first }))).toBe(1506)
  expect(codeOf(await call('otp/validate', { otp: latestCode() }))).toBe(200)
  expect(codeOf(await call('otp/validate', { otp: latestCode() }))).toBe(1537)
})

test('a login ends the session', async () => {
  const { call, logIn } = await startApp()
  await logIn()
  expect(codeOf(await call('otp/generate'))).toBe(1505)
})

test('MFA accepts external ids, and its tokens can be expired', async () => {
  const { cloud, logIn, call } = await startApp(
    {},
    { identifierType: 'EXTERNALID', identifierValue: 'EX900001', ...device },
  )
  const { body } = await logIn('mfa/')
  expect(cloud.simulator.messages().at(-1)?.to).toBe(asha)
  const json = { identifierType: 'EXTERNALID', identifierValue: 'EX900001', ...device, token: body.auth.token }
  const end = () => cloud.send('DELETE', '/auth/v1/mfa/token/expire', { json })
  expect([codeOf(await end()), codeOf(await end())]).toEqual([200, 1531])
  expect(codeOf(await call('token/generate'))).toBe(1546)
})

test('the HTTP status of a failure and the response to a bad identifierType are assumptions', async () => {
  const { session } = await startApp({ assumptions: { failureStatus: 400, badIdentifierType: 'a sentence' } })
  const unknown = await session({ brand: 'Other' })
  expect([unknown.status, codeOf(unknown)]).toEqual([400, 1519])
  const sentence = await session({ identifierType: 'MOBIL' })
  expect([sentence.status, sentence.body]).toEqual([400, expect.stringContaining('Can not deserialize')])
})

test('any code can be injected, and requests are counted', async () => {
  const { cloud, call, session } = await startApp()
  await cloud.post('/_simulator/faults', { fault: 'code', code: 1503, path: '/auth/v1/otp/generate', times: 1 }, {})
  await session()
  expect([codeOf(await call('otp/generate')), codeOf(await call('otp/generate'))]).toEqual([1503, 200])
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
  cloud.simulator.injectFault({ fault, path: '/auth/', times: 1 })
  const reply = await session()
  expect([reply.status, codeOf(reply)]).toEqual([status, code])
  expect(codeOf(await session())).toBe(200)
})

test('no output holds a code, password, token or key, except the code in the message box', async () => {
  const { cloud, call, session, logIn, latestCode } = await startApp({ assumptions: { otpLength: 14 } })
  await session()
  await call('password/validate', { password })
  const { body } = await logIn()
  const code = latestCode()
  await cloud.send('GET', '/mobile/v2/api/customer/get', { headers: headersOf({ body } as Reply) })
  await call('token/regenerate', { key: body.auth.key })
  const last = cloud.simulator.seen().at(-1)
  expect(JSON.parse(String(last?.rawBody()))).toMatchObject({ ...ashaOnTill7, key: body.auth.key })
  expect(cloud.simulator.seen().at(-2)?.rawAuthorization()).toBe(body.auth.token)
  expect(cloud.simulator.seen().at(-2)?.rawHeader('cap_brand')).toBe('DocDemo')

  const printed = await allOutputOf(cloud)
  expect(printed).toContain('cap_authorization •••• (USER token ok)')
  for (const secret of [password, body.auth.token, body.auth.key]) expect(printed).not.toContain(secret)
  expect(printed.replace(/<h2>Message box<\/h2>[\s\S]*?<h2>/, '')).not.toContain(code)
})

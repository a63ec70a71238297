import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createAxiosHttp } from '#adapters/network/axiosHttp.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { RouteTable } from '#core/clients/routeTable.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { capillaryTill } from '#schemes/capillary/till.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startUpstream } from '#test/support/upstream.ts'

function sessionOf(till: string, password: string) {
  const ports = {
    http: () => createAxiosHttp({ baseUrl: 'http://127.0.0.1:9' }, undefined, defaultLimits),
    clock: systemClock,
    random: systemRandom,
    storage: { read: async () => undefined, write: async () => {} },
  }
  return capillaryTill.open(
    { till },
    capillaryTill.toStoredCredential({ password }, { till }),
    ports,
    'http://127.0.0.1:9',
  )
}

// capillary.md 2.1 and 9: the documented example and the computed one.
test.each([
  ['store.server', 'server123', 'Basic c3RvcmUuc2VydmVyOjhhMTZhNmI3MDUwNWViMWYxZmY3Y2RjMGNkNTU1OWE3'],
  ['till1', '123', 'Basic dGlsbDE6MjAyY2I5NjJhYzU5MDc1Yjk2NGIwNzE1MmQyMzRiNzA='],
])('%s signs in with the MD5 of its password', (till, password, header) => {
  expect(sessionOf(till, password).authorise()).toEqual(['Authorization', header])
})

test('a password is hashed as UTF-8', () => {
  const bytes = Buffer.from([0x70, 0xc3, 0xa4, 0x73, 0x73])
  const sealed = capillaryTill.toStoredCredential({ password: 'päss' }, { till: 'till1' })
  expect(sealed.reveal()).toBe(createHash('md5').update(bytes).digest('hex'))
})

describe('the probe asks the upstream who the till is', () => {
  const probe = (url: string, till = 'store.server', password = 'server123') =>
    sessionOf(till, password).probe(createAxiosHttp({ baseUrl: url }, undefined, defaultLimits), systemClock)

  test('and names organisation and till', async () => {
    const simulator = await startTestSimulator()
    const check = await probe(simulator.url)
    expect(check).toMatchObject({
      outcome: 'accepted',
      identity: { organisation: 'Demo Retail', till: 'store.server' },
    })
    if (check.outcome === 'accepted') expect(Math.abs(check.identity.clockSkewMs ?? Number.NaN)).toBeLessThan(30_000)
  })

  test('a wrong password is refused, with a remedy', async () => {
    const simulator = await startTestSimulator()
    expect(await probe(simulator.url, 'store.server', 'wrong')).toMatchObject({
      outcome: 'refused',
      remedy: expect.stringMatching(/head office/),
    })
    expect(simulator.seen()).toHaveLength(1)
  })

  // capillary.md 2.5: 403 with 4000 means that the credential is right and a permission is missing.
  test('a missing permission says that the credential is right', async () => {
    const simulator = await startTestSimulator()
    simulator.injectFault({ fault: '403' })
    expect(await probe(simulator.url)).toMatchObject({ outcome: 'accepted' })
  })

  test.each(['503', '429', 'html 502', 'reset'] as const)('%s tells nothing about the credential', async (fault) => {
    const simulator = await startTestSimulator()
    simulator.injectFault({ fault })
    expect(await probe(simulator.url)).toMatchObject({
      outcome: 'unverified',
      detail: expect.any(String),
      remedy: expect.any(String),
    })
  })

  test('nor does a host that is not Capillary', async () => {
    const upstream = await startUpstream((_, response) => response.end('<html>hello</html>'))
    expect(await probe(upstream.url)).toMatchObject({
      outcome: 'unverified',
      remedy: expect.stringMatching(/base URL/),
    })
  })

  // capillary.md 3: a refusal may come with HTTP 200 and success "true": the code counts.
  test('a refusal inside a 200 is a refusal', async () => {
    const body = { response: { status: { success: 'true', code: '401', message: 'Unauthorized' } } }
    const upstream = await startUpstream((_, response) => response.end(JSON.stringify(body)))
    expect(await probe(upstream.url)).toMatchObject({ outcome: 'refused' })
  })
})

describe('presets', () => {
  const table = (preset: string) => new RouteTable(capillaryTill.presets[preset] ?? [])
  test.each([
    ['capillary:look-up', 'GET', '/v1.1/customer/get', true],
    ['capillary:look-up', 'GET', '/v1.1/customer/get.json', true],
    ['capillary:look-up', 'GET', '/v2/customers/lookup/customerDetails', true],
    ['capillary:look-up', 'GET', '/v1.1/points/validationcode', false],
    ['capillary:look-up', 'GET', '/v1.1/customer/search', false],
    ['capillary:look-up', 'POST', '/v2/otp/generate', false],
    ['capillary:look-up', 'POST', '/v1.1/transaction/add', false],
    ['capillary:verify', 'POST', '/v2/otp/generate', true],
    ['capillary:verify', 'POST', '/v2/otp/validate', true],
    ['capillary:verify', 'GET', '/v1.1/customer/get', false],
    ['capillary:sell', 'GET', '/v1.1/customer/get', true],
    ['capillary:sell', 'POST', '/v1.1/transaction/add', true],
    ['capillary:sell', 'POST', '/v2/customers/12/redemptions', true],
    ['capillary:sell', 'POST', '/v2/otp/validate', true],
    ['capillary:sell', 'POST', '/v2/orgEntity/till', false],
    ['capillary:sell', 'POST', '/v2/staff/sendOtp', false],
    ['capillary:sell', 'GET', '/v2/otp', false],
  ])('%s: %s %s is %s', (preset, method, path, ok) => expect(table(preset).allows(method, path)).toBe(ok))
})

test.each(['a:b', '', 'till\n1'])('the till name %j cannot be sent', (till) => {
  expect(capillaryTill.settings.safeParse({ till }).success).toBe(false)
})

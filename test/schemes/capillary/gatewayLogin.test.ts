import { describe, expect, test } from 'vitest'
import { startCloudTill } from '#test/schemes/cloudTill.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const basic = 'Basic c3RvcmUuc2VydmVyOjhhMTZhNmI3MDUwNWViMWYxZmY3Y2RjMGNkNTU1OWE3'
const login = { response: { status: { code: 200 }, store: { user: { username: 'store.server', org_name: 'Acme' } } } }

/** A gateway and a CRM, and a till that signs in at the gateway with its own login. */
async function start(more = {}, gatewayStatus = 200) {
  const gateway = await startUpstream((_, response) => response.writeHead(gatewayStatus).end('{"customers":[]}'))
  const crm = await startUpstream((_, response) => response.end(JSON.stringify(login)))
  const entry = {
    ...{ scheme: 'capillary-till', baseUrl: `${gateway.url}/mobile`, till: 'store.server', password: 'server123' },
    gateway: { apiBaseUrl: crm.url, brand: 'DocDemo', deviceId: 'till-7' },
    ...more,
  }
  const till = await startSchemeTill({ entry, grants: ['capillary:gateway'] })
  return { gateway, crm, till }
}

test("a third-party app reaches the gateway's routes with the till's own login", async () => {
  const { gateway, till } = await start()
  const headers = { cap_brand: 'Other', 'CAP-DEVICE-ID': 'x', cap_authorization: 'mine', Authorization: 'Basic x' }
  const response = await till.call('/v2/api/customer/get?mobile=1', { headers: { ...headers, Authorization: '' } })
  expect(response.status).toBe(200)
  expect(gateway.seen[0]).toMatchObject({
    target: '/mobile/v2/api/customer/get?mobile=1',
    headers: { authorization: basic, cap_brand: 'DocDemo', cap_device_id: 'till-7' },
  })
  expect(gateway.seen[0]?.headers).not.toHaveProperty('cap_authorization')
  expect(gateway.seen[0]?.headers).not.toHaveProperty('cap-device-id')
})

test('its credential is proven at the CRM, and a 401 of the gateway alone locks nothing', async () => {
  const { crm, till } = await start({}, 401)
  expect(await till.agent.upstreams.test('cloud')).toMatchObject({ organisation: 'Acme', till: 'store.server' })
  expect((await till.call('/v2/api/customer/get')).status).toBe(401)
  expect(till.agent.upstreams.list()[0]?.state).toBe('ready')
  expect(crm.seen.every(({ target, headers }) => target === '/v1.1/store/login.json' && !headers.cap_brand)).toBe(true)
})

describe('at the simulated gateway', () => {
  const login = { till: 'store.server', password: 'server123' }

  async function startAtSimulator(more = {}) {
    const till = await startCloudTill({
      simulator: { tills: [login] },
      entry: (url) => ({
        ...{ scheme: 'capillary-till', baseUrl: `${url}/mobile`, ...login },
        gateway: { apiBaseUrl: url, brand: 'DocDemo', ...more },
      }),
      grants: ['capillary:gateway'],
    })
    return { ...till, get: () => till.send('GET', '/v2/api/customer/get?mobile=919999999993') }
  }

  test("a customer is read in the till's name", async () => {
    const { get, agent } = await startAtSimulator()
    const response = await get()
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('919999999993')])
    expect(await agent.upstreams.test('cloud')).toMatchObject({ till: 'store.server' })
  })

  test('one of a brand that the gateway does not know is refused, and locks nothing', async () => {
    const { get, agent } = await startAtSimulator({ brand: 'Other' })
    expect((await get()).status).toBe(401)
    expect(agent.upstreams.list()[0]?.state).toBe('ready')
  })
})

test('its preset opens nothing else', async () => {
  const { till } = await start()
  expect(await faultOf(await till.call('/v1.1/customer/get'))).toBe('NOT_GRANTED')
})

// capillary.md 2.2: transaction/update needs the name of the calling system, which only the POS knows.
test.each([
  [undefined, [undefined, undefined]],
  ['X-CAP-CLIENT-SIGNATURE', ['pos-9', undefined]],
  ['x-cap-client-signature, X-CAP-DIRECT-REPLAY', ['pos-9', 'true']],
])('of the headers of a POS the setting %j lets pass %j', async (callerHeaders, expected) => {
  const upstream = await startUpstream()
  const entry = { scheme: 'capillary-till', baseUrl: upstream.url, till: 'till1', password: 'x', callerHeaders }
  const till = await startSchemeTill({ entry })
  const headers = {
    ...{ 'X-CAP-CLIENT-SIGNATURE': 'pos-9', 'X-CAP-DIRECT-REPLAY': 'true' },
    ...{ 'X-CAP-API-ATTRIBUTION-TILL-CODE': 'other', x_cap_api_auth_org_id: '1' },
  }
  await till.call('/v1.1/transaction/update', { method: 'POST', body: '{}', headers })
  const seen = upstream.seen[0]?.headers ?? {}
  expect([seen['x-cap-client-signature'], seen['x-cap-direct-replay']]).toEqual(expected)
  expect([seen['x-cap-api-attribution-till-code'], seen.x_cap_api_auth_org_id]).toEqual([undefined, undefined])
})

test('a header that says for whom is called cannot be let through', async () => {
  const entry = { scheme: 'capillary-till', baseUrl: 'https://127.0.0.1:9', till: 'till1', password: 'x' }
  const callerHeaders = 'X-CAP-API-ATTRIBUTION-TILL-CODE'
  await expect(startSchemeTill({ entry: { ...entry, callerHeaders } })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

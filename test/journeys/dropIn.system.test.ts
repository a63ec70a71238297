import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, findLeaks } from '#test/support/canaries.ts'
import { writeInput } from '#test/support/folder.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A whole provisioning file, its secrets in the environment: one upstream, one client. */
function provisioningFor(baseUrl: string, till: string, more: object = {}) {
  return {
    upstreams: [
      { id: 'loyalty', scheme: 'capillary-till', baseUrl, till, password: { env: 'LOYALTY_PASSWORD' }, ...more },
    ],
    clients: [
      {
        id: 'canary',
        name: 'Checkout',
        key: { env: 'POS_KEY' },
        grants: [{ upstream: 'loyalty', allow: ['capillary:sell', { methods: ['PUT'], path: '/files/**' }] }],
      },
    ],
  }
}

function environment(password: string): NodeJS.ProcessEnv {
  return { ...process.env, LOYALTY_PASSWORD: password, POS_KEY: canaries.clientKey }
}

/** A POS as it is today: it takes a base URL, a user name and a password, and sends the password's MD5, as Capillary asks. */
function existingPos(baseUrl: string, user: string, password: string) {
  const hashed = createHash('md5').update(password).digest('hex')
  const headers = { Authorization: `Basic ${btoa(`${user}:${hashed}`)}`, Accept: 'application/json' }
  return {
    findCustomer: async (mobile: string) => {
      const response = await fetch(`${baseUrl}/v1.1/customer/get?format=json&mobile=${mobile}`, { headers })
      return { status: response.status, body: (await response.json()) as never }
    },
  }
}

test('an existing checkout works with a new base URL and a new password, and with nothing else changed', async () => {
  const simulator = await startTestSimulator({ tills: [{ till: 'canary.till', password: canaries.password }] })
  const agent = await startAgent({
    env: environment(canaries.password),
    provisioning: provisioningFor(simulator.url, 'canary.till'),
  })

  const before = await existingPos(simulator.url, 'canary.till', canaries.password).findCustomer('919999999993')
  const after = await existingPos(`${agent.url}/via/loyalty`, 'canary.till', canaries.clientKey).findCustomer(
    '919999999993',
  )
  expect(after).toEqual(before)
  expect(after).toMatchObject({
    status: 200,
    body: { response: { customers: { customer: [{ mobile: '919999999993' }] } } },
  })

  const [direct, brokered] = simulator.seen()
  expect(brokered?.rawAuthorization() === direct?.rawAuthorization()).toBe(true)
  const withoutAgent = await existingPos(simulator.url, 'canary.till', canaries.clientKey).findCustomer('919999999993')
  expect(withoutAgent.status).toBe(401)
})

test('the documented credential makes the documented header', async () => {
  const simulator = await startTestSimulator()
  const agent = await startAgent({
    env: environment('server123'),
    provisioning: provisioningFor(simulator.url, 'store.server'),
  })
  await agent.call(canaries.clientKey, '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993')
  // capillary.md 2.1: the reference's own test vector.
  expect(simulator.seen()[0]?.rawAuthorization()).toBe(
    'Basic c3RvcmUuc2VydmVyOjhhMTZhNmI3MDUwNWViMWYxZmY3Y2RjMGNkNTU1OWE3',
  )
})

test('any server behind a private authority works the same, and every byte arrives', async () => {
  const ca = await makePrivateCa()
  const upstream = await startUpstream((_, response, body) => response.end(sha256(body)), { tls: ca })
  const agent = await startAgent({
    env: environment(canaries.password),
    provisioning: provisioningFor(upstream.url, 'canary.till', { caFile: ca.caFile }),
  })
  const body = randomBytes(3 * 1024 * 1024)
  const response = await fetch(`${agent.url}/via/loyalty/files/a%20b?x=%2B&y=%C3%A9&z`, {
    method: 'PUT',
    body,
    headers: { Authorization: `Bearer ${canaries.clientKey}` },
  })
  expect(await response.text()).toBe(sha256(body))
  expect(upstream.seen).toHaveLength(1)
  const { target, headers } = upstream.seen[0] ?? {}
  expect(target).toBe('/files/a%20b?x=%2B&y=%C3%A9&z')
  expect(headers?.authorization === `Basic ${canaries.basicValue}`).toBe(true)
})

test('a refused request gets a fault, and nothing is sent', async () => {
  const upstream = await startUpstream((_, response) => response.end())
  const agent = await startAgent({
    env: environment(canaries.password),
    provisioning: provisioningFor(upstream.url, 'canary.till'),
  })
  const key = { 'Till-Agent-Key': canaries.clientKey }
  const attempts: [string, RequestInit, string][] = [
    ['/via/loyalty/v1.1/customer/get', {}, 'KEY_REQUIRED'],
    ['/via/loyalty/v1.1/customer/get', { headers: { 'Till-Agent-Key': 'ta_pos_wrong' } }, 'KEY_REFUSED'],
    [`/via/loyalty/v1.1/customer/get?key=${canaries.clientKey}`, {}, 'KEY_REQUIRED'],
    ['/via/loyalty/v3/secret', { headers: key }, 'NOT_GRANTED'],
    ['/via/loyalty/v1.1/customer/get', { headers: key, method: 'DELETE' }, 'NOT_GRANTED'],
    ['/via/payments/v1.1/customer/get', { headers: key }, 'UNKNOWN_UPSTREAM'],
    ['/via/loyalty/v2/otp', { headers: key }, 'ROUTE_DENIED'],
  ]
  for (const [path, init, code] of attempts) expect(await faultOf(await fetch(agent.url + path, init))).toBe(code)
  expect(upstream.seen).toEqual([])
})

test('no secret is in the argument list, the output or any file of a till in use', async () => {
  const upstream = await startUpstream((_, response) => response.writeHead(500).end())
  const agent = await startAgent({
    env: environment(canaries.password),
    provisioning: provisioningFor(upstream.url, 'canary.till'),
  })
  await agent.call(canaries.clientKey, '/via/loyalty/v1.1/customer/get?mobile=1')
  await upstream.close()
  await agent.call(canaries.clientKey, '/via/loyalty/v1.1/customer/get?mobile=1')
  const commandLine = readFileSync(`/proc/${agent.pid}/cmdline`, 'utf8')
  expect(findLeaks(commandLine)).toEqual([])
  const { code, stdout, stderr } = await agent.end()
  expect([code, findLeaks(stdout), findLeaks(stderr)]).toEqual([0, [], []])
  // When the test ends, startAgent searches the data directory too.
})

test('a secret may also come from a file', async () => {
  const simulator = await startTestSimulator({ tills: [{ till: 'canary.till', password: canaries.password }] })
  const agent = await startAgent({
    env: environment('unused'),
    provisioning: provisioningFor(simulator.url, 'canary.till', {
      password: { file: writeInput('secret.txt', `${canaries.password}\n`) },
    }),
  })
  const response = await agent.call(canaries.clientKey, '/via/loyalty/v1.1/organization/get.json')
  expect(response.status).toBe(200)
})

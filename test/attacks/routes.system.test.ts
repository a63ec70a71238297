import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyContractRouter } from '@orpc/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pairings, pos, proof } from '#contract/pos/pos.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { requestText, send } from '#test/support/rawSocket.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

/** What a call needs: `key` a client's key, `secret` the poll secret of a pairing, `open` nothing. */
type Policy = 'key' | 'secret' | 'open'

/** The names of the calls, as in `status` or `verifications.start`. */
type CallName<Router> = {
  [Name in keyof Router & string]: Router[Name] extends { '~orpc': unknown }
    ? Name
    : `${Name}.${CallName<Router[Name]>}`
}[keyof Router & string]

const served = { ...pos, pairings, proof }

/** A call that is added to the contract has no policy here, and `npm run check` fails until somebody thought of one. */
const calls: Record<CallName<typeof served>, Policy> = {
  status: 'key',
  'upstreams.token': 'key',
  'upstreams.checkoutToken': 'key',
  'upstreams.customers.list': 'key',
  'upstreams.customers.start': 'key',
  'upstreams.customers.get': 'key',
  'upstreams.customers.signIn': 'key',
  'upstreams.customers.stepUp': 'key',
  'upstreams.customers.sendCode': 'key',
  'upstreams.customers.checkCode': 'key',
  'upstreams.customers.checkPassword': 'key',
  'upstreams.customers.resetPassword': 'key',
  'upstreams.customers.changePassword': 'key',
  'upstreams.customers.signOut': 'key',
  'verifications.start': 'key',
  'verifications.get': 'key',
  'verifications.check': 'key',
  'verifications.resend': 'key',
  'verifications.cancel': 'key',
  'outbox.list': 'key',
  'outbox.get': 'key',
  'outbox.resend': 'key',
  'outbox.discard': 'key',
  'requests.get': 'key',
  'cache.purge': 'key',
  'statements.check': 'key',
  'statements.key': 'key',
  keys: 'key',
  events: 'key',
  'pairings.ask': 'open',
  'pairings.answer': 'secret',
  proof: 'open',
}

/** The routes that are no calls, as the OpenAPI document has them. */
const plain: Record<string, Policy> = {
  '/via/{upstream}/{path}': 'key',
  '/openapi.json': 'key',
  '/openapi-3.0.json': 'key',
  '/metrics': 'key',
  '/healthz': 'open',
  '/readyz': 'open',
}

const apiFolder = join(import.meta.dirname, '../../electron/api/pos')

let upstream: TestUpstream
let agent: RunningAgent

beforeAll(async () => {
  upstream = await startUpstream()
  agent = await startAgent({ baseUrl: upstream.url })
})
beforeEach(() => upstream.forget())
afterAll(async () => {
  await agent.end()
  await upstream.close()
})

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']
const ask = (method: string, path: string, ...fields: string[]) =>
  send(agent.port, requestText(method, path, `Host: 127.0.0.1:${agent.port}`, ...fields))

interface Call {
  name: string
  path: string
}

function callsIn(router: AnyContractRouter, before = ''): Call[] {
  return Object.entries(router).flatMap(([name, part]) => {
    const path = part['~orpc']?.route?.path
    return path === undefined ? callsIn(part, `${before}${name}.`) : [{ name: `${before}${name}`, path }]
  })
}

const contract = callsIn(served)
const known = new Map<string, Policy>([
  ...Object.entries(plain),
  ...contract.map(({ name, path }) => [path, calls[name as keyof typeof calls]] as const),
])
const filled = (path: string) => path.replace('{upstream}', 'loyalty').replace(/\{[^}]+\}/g, 'x')

describe('T03 no authentication because "it is local"', () => {
  test('T03 every route that is served has a policy', async () => {
    const document = (await (await agent.call('pos', '/openapi.json')).json()) as { paths: Record<string, object> }
    expect(Object.keys(document.paths).sort()).toEqual([...known.keys()].sort())
    expect(contract.map(({ name }) => name).sort()).toEqual(Object.keys(calls).sort())
  })

  const guarded = [...known].filter(([, policy]) => policy !== 'open').map(([path]) => filled(path))
  test.each(guarded)('T03 without a key %s is refused whatever the method', async (path) => {
    for (const method of methods) {
      const refused = await ask(method, path)
      expect([method, refused.status, refused.fault]).toEqual([method, 401, 'KEY_REQUIRED'])
    }
    expect(upstream.heads()).toBe(0)
  })

  // A route that somebody adds by hand, and forgets in the document, still stands as a text in the API's source.
  test('T03 nor does anything else answer that the API’s code mentions', async () => {
    const sources = readdirSync(apiFolder).map((name) => readFileSync(join(apiFolder, name), 'utf8'))
    const mentioned = sources.flatMap((text) =>
      [...text.matchAll(/['"`](\/[\w.{}$/-]*)/g)].map(([, path = '']) => path),
    )
    const paths = [...new Set([...mentioned, '/', '/metrics', '/debug', '/.well-known/x'].map(filled))]
    expect(paths).toEqual(expect.arrayContaining(['/healthz', '/via/', '/openapi.json']))
    for (const path of paths.filter((path) => known.get(path) !== 'open'))
      for (const method of ['GET', 'POST']) {
        const refused = await ask(method, path)
        expect([path, method, refused.status]).toEqual([path, method, 401])
      }
  })

  test.each(['/healthz/', '/healthz?x', '/healthz/../v1/status', '/HEALTHZ', '//healthz', '/healthz%00', '/%68ealthz'])(
    'T03 %s is not the open route',
    async (path) => {
      expect(await ask('GET', path)).toMatchObject({ status: 401 })
    },
  )

  test('T03 where a program asks to be let in, nothing but asking is open', async () => {
    for (const method of methods.filter((method) => method !== 'POST'))
      expect([method, (await ask(method, '/v1/pairings')).status]).toEqual([method, 401])
    expect((await ask('POST', '/v1/pairings')).status).toBe(400)
  })

  test.each([
    '/v1/pairings/',
    '/v1/pairings?x',
    '/v1//pairings',
    '/V1/pairings',
    '/v1/pairings/../status',
    '/v1/pairing%73',
  ])('T03 %s is not that route', async (path) => {
    expect(await ask('POST', path)).toMatchObject({ status: 401 })
    expect(await ask('GET', path)).toMatchObject({ status: 401 })
  })

  test('T03 the open route says that the agent lives, and nothing else', async () => {
    expect((await ask('GET', '/healthz')).text).toMatch(/^HTTP\/1\.1 204 No Content\r\n(Connection: close\r\n)?\r\n$/i)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect((await ask(method, '/healthz')).status).toBe(405)
  })
})

describe('T42 health-check bypass: no field opens a route', () => {
  test.each([
    'User-Agent: kube-probe/1.33',
    'User-Agent: ELB-HealthChecker/2.0',
    'User-Agent: GoogleHC/1.0',
    'User-Agent: Consul Health Check',
    'X-Forwarded-Uri: /healthz',
    'X-Original-URL: /healthz',
    'X-Rewrite-URL: /healthz',
    'X-Auth-Request-Redirect: /healthz',
    'Upgrade-Insecure-Requests: 1',
  ])('T42 %s', async (field) => {
    expect(await ask('GET', '/via/loyalty/v2/x', field)).toMatchObject({ status: 401 })
    expect(upstream.heads()).toBe(0)
  })
})

import { Agent, request } from 'node:http'
import { afterAll, describe, expect, test } from 'vitest'
import type { Route } from '#contract/grant.ts'
import { DeniedRoutes } from '#core/clients/deniedRoutes.ts'
import { readPath } from '#core/message/ambiguousPath.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { schemes } from '#schemes/index.ts'
import { canaries } from '#test/support/canaries.ts'
import { sampleOf } from '#test/support/sample.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { startUpstream } from '#test/support/upstream.ts'
import { spellingsOf } from './spellings.ts'

/** Of each scheme that denies or presets routes: an entry whose cloud is at this address. */
const entries: Record<string, (url: string) => Record<string, unknown>> = {
  'capillary-till': (baseUrl) => ({ baseUrl, till: 'till1', password: canaries.password }),
  'capillary-oauth': (baseUrl) => ({ baseUrl, clientKey: 'k', clientSecret: canaries.oauthSecret, attribution }),
  'capillary-customer': (url) => ({ baseUrl: `${url}/mobile`, authBaseUrl: url, brand: 'DocDemo' }),
  scayle: (baseUrl) => ({ baseUrl, clientId: '5', clientSecret: canaries.oauthSecret, shopId: 1000 }),
  'gini-trusted': (baseUrl) => ({ baseUrl, clientId: 'c', clientSecret: canaries.oauthSecret, userIdentifier: 'u' }),
  'gini-derived': (baseUrl) => ({ baseUrl, clientId: 'c', clientSecret: canaries.oauthSecret, userIdentifier: 'u' }),
  'gini-anonymous': (url) => ({
    ...{ baseUrl: url, userCenterUrl: url, clientId: 'c', clientSecret: canaries.oauthSecret },
    emailDomain: 'till.example.com',
  }),
}
const attribution = { type: 'TILL', code: 'till.one' }

const agent = new Agent({ keepAlive: true, maxSockets: 8 })
afterAll(() => agent.destroy())

interface Answer {
  method: string
  path: string
  fault: string | undefined
}

/** A till of that scheme whose cloud answers 200 to everything. */
async function startTillOf({ id }: Scheme, grants: (string | Route)[]) {
  const cloud = await startUpstream()
  const entry = { scheme: id, ...entries[id]?.(cloud.url) }
  const limits = { requestsPerSecond: 1_000_000, burst: 1_000_000 }
  const till = await startSchemeTill({ entry, grants: grants as Route[], limits })
  const asked: string[] = []
  const ask = (method: string, path: string) =>
    new Promise<Answer>((resolve, reject) => {
      const headers = {
        'Till-Agent-Key': till.key,
        'X-Asked': asked.push(path) - 1,
        ...(method === 'POST' && { 'Content-Length': 0 }),
      }
      const options = { agent, port: till.port, host: '127.0.0.1', method, path: `/via/cloud${path}`, headers }
      request(options, (response) => {
        const fault = response.headers['till-agent-fault'] as string | undefined
        response.resume().on('end', () => resolve({ method, path, fault }))
      })
        .on('error', reject)
        .end()
    })
  /** What was asked for and what was sent on for it; without what the scheme asked for by itself. */
  const passedOn = () =>
    cloud.seen.flatMap(({ headers: { 'x-asked': at }, target }) => (at ? [[asked[Number(at)], target]] : []))
  return { ask, passedOn }
}

const filled = (path: string, rest: string) => path.replace('/**', rest).replaceAll('*', '7')
const everything: Route = { methods: ['*'], path: '/**' }
const denying = schemes.filter(({ deniedRoutes }) => deniedRoutes.length > 0)

// The mistake: a deny list compared with one reading of the path. "/v2/;/otp" and "/v2/otp%23" gave a program with a wide
// grant the live one-time code.
describe.each(denying)('T43 denied routes of $id, in every spelling', (scheme) => {
  test('T43 are refused before anything is sent', async () => {
    const { ask, passedOn } = await startTillOf(scheme, [everything])
    const requests = scheme.deniedRoutes.flatMap(({ methods, path }) => {
      const method = methods.find((name) => name !== '*') ?? 'GET'
      const paths = path.endsWith('/**') ? [filled(path, ''), filled(path, '/x')] : [filled(path, '')]
      return paths.flatMap(spellingsOf).map((spelling) => [method, spelling] as const)
    })
    expect(requests.length).toBeGreaterThan(1_000)
    const answers = await Promise.all(sampleOf(requests, 1 / 48).map((request) => ask(...request)))
    expect(answers.filter(({ fault }) => fault !== 'AMBIGUOUS_PATH' && fault !== 'ROUTE_DENIED')).toEqual([])
    expect(passedOn()).toEqual([])
  })

  // The same rules, asked without a socket: in lane thorough every spelling of every route.
  test('T43 are refused by the rules', () => {
    const denied = new DeniedRoutes(scheme.deniedRoutes)
    const passed = scheme.deniedRoutes.flatMap(({ methods, path }) => {
      const method = methods.find((name) => name !== '*') ?? 'GET'
      const paths = path.endsWith('/**') ? [filled(path, ''), filled(path, '/x')] : [filled(path, '')]
      return sampleOf(paths.flatMap(spellingsOf), 1 / 6).filter((spelling) => {
        const reading = readPath(spelling)
        return 'decoded' in reading && !denied.denies(method, reading.decoded)
      })
    })
    expect(passed).toEqual([])
  })

  test('T43 whatever method a server may take for theirs', async () => {
    const { ask, passedOn } = await startTillOf(scheme, [everything])
    for (const { methods, path } of scheme.deniedRoutes) {
      const alike = methods.includes('*') ? ['GET', 'POST', 'OPTIONS'] : methods
      const all = alike.includes('GET') ? [...alike, 'HEAD', 'QUERY', 'SEARCH', 'PROPFIND'] : alike
      for (const method of all)
        expect([method, path, await ask(method, filled(path, ''))]).toMatchObject([
          method,
          path,
          { fault: 'ROUTE_DENIED' },
        ])
    }
    expect(passedOn()).toEqual([])
  })
})

test('T43 each scheme that denies or presets routes is tried', () => {
  const named = schemes.filter(
    ({ deniedRoutes, presets }) =>
      deniedRoutes.length > 0 || Object.values(presets).some((routes) => routes.length > 0),
  )
  expect(named.map(({ id }) => id).sort()).toEqual(Object.keys(entries).sort())
})

/** What stands for a `*` of honest checkouts: numbers, names, addresses and identifiers as clients encode them. */
const values = [
  ...[
    '919999999993',
    '+919999999993',
    '%2B919999999993',
    'anna@example.de',
    'anna%40example.de',
    'anna.b%2Bc%40example.de',
  ],
  ...['M%C3%BCller', 'Mu%CC%88ller', 'Stra%C3%9Fe%207', '%E5%BC%A0%E4%BC%9F', '%D9%85%D8%AD%D9%85%D8%AF', "O'Neill"],
  ...[
    '%D9%85%DB%8C%E2%80%8C%D8%AE',
    '626626a0-749f-11e2-bfd6-000000000000',
    'A%26B',
    '10%25',
    'a.b.c',
    'v1..2',
    '(1)',
    '~x',
  ],
  ...['a:b', 'a,b', 'a=b', 'x;v=1', '2026-01-31T08:00:00.000Z', '%E2%9D%A4%EF%B8%8F', 'Caf%C3%A9', '%61bc', '_-!$*'],
]

/** Stands for a right, and opens no route. */
const grantsOnly = 'capillary-customer:sign-in'

describe.each(schemes.filter(({ id }) => entries[id]))('T40 honest paths of the presets of $id', (scheme) => {
  test('T40 pass, byte for byte', async () => {
    const { ask, passedOn } = await startTillOf(scheme, Object.keys(scheme.presets))
    const presets = Object.entries(scheme.presets).filter(([name]) => name !== grantsOnly)
    const requests = presets.flatMap(([, routes]) =>
      routes.flatMap(({ methods: [method = 'GET'], path }) =>
        (path.includes('*') ? values : ['']).map((value) => {
          const honest = path.replace('**', value).replaceAll('*', value)
          return [method, `${honest}?mobile=%2B91&x=a%2Fb;c`] as const
        }),
      ),
    )
    const answers = await Promise.all(requests.map((request) => ask(...request)))
    const refusals = ['AMBIGUOUS_PATH', 'ROUTE_DENIED', 'NOT_GRANTED']
    expect(answers.filter(({ fault }) => refusals.includes(fault ?? ''))).toEqual([])
    const passed = passedOn()
    for (const [asked, target] of passed) expect(target?.replace('/mobile', '')).toBe(asked)
    // Without a sign-in, the other schemes have no credential to send with.
    if (['capillary-till', 'gini-trusted', 'scayle'].includes(scheme.id)) expect(passed.length).toBeGreaterThan(4)
  })
})

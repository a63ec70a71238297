import { describe, expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { admit, type BrokerRequest } from '#core/broker/admission.ts'
import type { Client } from '#core/clients/clients.ts'
import { DeniedRoutes } from '#core/clients/deniedRoutes.ts'
import { RouteTable } from '#core/clients/routeTable.ts'
import { TokenBucket } from '#core/pacing/tokenBucket.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import type { Upstream } from '#core/upstream/upstream.ts'

const client = {
  id: 'pos',
  bucket: new TokenBucket(1, 1_000, 0),
  grants: new Map([['loyalty', new RouteTable([{ methods: ['GET'], path: '/v2/**' }])]]),
} as unknown as Client
const exhausted = { ...client, bucket: new TokenBucket(0, 0, 0) } as Client

const customer = { handle: 'cs_1' }
const session = {
  customers: {
    sessions: {
      find: (handle: string) => {
        if (handle !== customer.handle) throw new Fault('CUSTOMER_UNKNOWN')
        return customer
      },
    },
  },
}
const upstream = {
  id: 'loyalty',
  deniedRoutes: new DeniedRoutes([{ methods: ['GET'], path: '/v2/otp' }]),
  decodedPrefix: '/api',
  link: {},
  session,
  scheme: {},
  locked: false,
} as unknown as Upstream

const request: BrokerRequest = {
  requestId: 'r-1',
  client,
  method: 'GET',
  target: '/via/loyalty/v2/customers?mobile=1',
  headers: [],
  body: undefined,
  bodyBytes: undefined,
}

/** @param to what differs about the upstream; `null` when none is set up by that name */
function outcomeOf(differs: Partial<BrokerRequest>, to: Partial<Upstream> | null = {}) {
  const named = to ? ({ ...upstream, ...to } as Upstream) : undefined
  try {
    return admit({ ...request, ...differs }, named, defaultLimits, 0)
  } catch (thrown) {
    return thrown instanceof Fault ? thrown.code : thrown
  }
}

test('a request that may go is told its route, its upstream and its timeout', () => {
  expect(outcomeOf({})).toMatchObject({
    upstream: { id: 'loyalty' },
    target: { path: '/v2/customers', query: '?mobile=1' },
    fullPath: '/api/v2/customers',
    route: 'GET /v2/**',
    customer: undefined,
    answerTimeoutMs: 30_000,
  })
})

test('a body of exactly the largest size may go', () => {
  expect(outcomeOf({ bodyBytes: defaultLimits.bodyBytes })).toMatchObject({ route: 'GET /v2/**' })
})

test('a client that asks too often is told when to come again', () => {
  const ask = () => admit({ ...request, client: exhausted }, upstream, defaultLimits, 0)
  expect(ask).toThrow(expect.objectContaining({ code: 'TOO_MANY_REQUESTS', data: { retryAfterSeconds: 1 } }))
})

test('a timeout that cannot be read is named, so that its sender finds it', () => {
  const ask = () => admit({ ...request, headers: ['Till-Agent-Timeout-Ms', 'soon'] }, upstream, defaultLimits, 0)
  const message = 'must be a whole number from 100 to 60000'
  const data = { issues: [{ path: 'Till-Agent-Timeout-Ms', message }] }
  expect(ask).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', data }))
})

// The caller's own time counts from when its request came, the agent's from when it is sent.
test.each([
  [[], false],
  [['Till-Agent-Timeout-Ms', '30000'], true],
])('with %j the time is the caller’s own: %s', (headers, isTimeoutFixed) => {
  expect(outcomeOf({ headers })).toMatchObject({ isTimeoutFixed })
})

const loop = ['Via', '1.1 till-agent']
const unknownCustomer = ['Till-Agent-Customer', 'cs_2']
const shortTimeout = ['Till-Agent-Timeout-Ms', '1']

// A caller must not learn from a later check what an earlier one would have kept from it.
test('a request with everything against it is refused for one reason after another, in a fixed order', () => {
  const wrong: Partial<BrokerRequest> = {
    client: { ...exhausted, grants: new Map() } as Client,
    target: '/v1/status',
    headers: [...loop, ...unknownCustomer, ...shortTimeout],
    bodyBytes: defaultLimits.bodyBytes + 1,
  }
  let to: Partial<Upstream> | null = null
  const steps: [refusal: string, mended: Partial<BrokerRequest>, to?: Partial<Upstream>][] = [
    ['TOO_MANY_REQUESTS', { client: { ...client, grants: new Map() } as Client }],
    ['NOT_FOUND', { target: '/via/loyalty/v2/../otp' }],
    ['AMBIGUOUS_PATH', { target: '/via/loyalty/v2/otp' }],
    ['LOOP_DETECTED', { headers: [...unknownCustomer, ...shortTimeout] }],
    ['UNKNOWN_UPSTREAM', {}, { locked: true, link: undefined }],
    ['ROUTE_DENIED', { target: '/via/loyalty/v2/customers' }],
    ['NOT_GRANTED', { client }],
    ['BODY_TOO_LARGE', { bodyBytes: 1 }],
    ['UPSTREAM_LOCKED', {}, { link: undefined, problem: new Fault('FILE_UNREADABLE') }],
    ['FILE_UNREADABLE', {}, { link: undefined }],
    ['UPSTREAM_NOT_READY', {}, {}],
    ['CUSTOMER_UNKNOWN', { headers: shortTimeout }],
    ['INVALID_INPUT', { headers: [] }],
  ]
  for (const [refusal, mended, upstreamThen] of steps) {
    expect(outcomeOf(wrong, to)).toBe(refusal)
    Object.assign(wrong, mended)
    to = upstreamThen ?? to
  }
  expect(outcomeOf(wrong, to)).toMatchObject({ route: 'GET /v2/**' })
})

// The mistake: refusals cost nothing, so a client without any grant could ask without end and be looked at each time.
test.each([
  ['a path that is refused', { target: `/via/loyalty/${';'.repeat(10)}` }, 'AMBIGUOUS_PATH'],
  ['a denied route', { target: '/via/loyalty/v2/otp' }, 'ROUTE_DENIED'],
  ['a route without a grant', { target: '/via/loyalty/v1/x' }, 'NOT_GRANTED'],
  ['an upstream that is not set up', {}, 'UNKNOWN_UPSTREAM', null],
  ['a loop', { headers: loop }, 'LOOP_DETECTED'],
  ['a body that is too large', { bodyBytes: defaultLimits.bodyBytes + 1 }, 'BODY_TOO_LARGE'],
] as [string, Partial<BrokerRequest>, string, null?][])(
  '%s uses up the rate',
  (_, differs, refusal, to = undefined) => {
    const asker = { ...client, bucket: new TokenBucket(0, 2, 0) } as Client
    const outcomes = [1, 2, 3].map(() => outcomeOf({ ...differs, client: asker }, to))
    expect(outcomes).toEqual([refusal, refusal, 'TOO_MANY_REQUESTS'])
  },
)

test.each([
  ['the exact route', 'GET', '/via/loyalty/v2/customers', 'GET /v2/**'],
  ['HEAD as GET', 'HEAD', '/via/loyalty/v2/customers', 'HEAD /v2/**'],
  ['another method', 'POST', '/via/loyalty/v2/customers', 'NOT_GRANTED'],
  ['another path', 'GET', '/via/loyalty/v1/customers', 'NOT_GRANTED'],
  ['a denied route in another spelling', 'GET', '/via/loyalty/V2/Otp.json', 'ROUTE_DENIED'],
])('%s', (_, method, target, outcome) => {
  const admitted = outcomeOf({ method, target })
  expect(typeof admitted === 'object' && admitted !== null && 'route' in admitted ? admitted.route : admitted).toBe(
    outcome,
  )
})

describe('a customer’s name', () => {
  test('is that of the handle', () => {
    expect(outcomeOf({ headers: ['Till-Agent-Customer', 'cs_1'] })).toMatchObject({ customer })
  })

  test.each([
    ['at an upstream without customers', { session: {} as Upstream['session'] }],
    ['at an upstream without a session', { session: undefined }],
  ])('is unknown %s: the till does not stand in', (_, to) => {
    expect(outcomeOf({ headers: ['till-agent-customer', 'cs_1'] }, to)).toBe('CUSTOMER_UNKNOWN')
  })

  // The till's own credential went in its place, was refused there and locked for everybody.
  test('has to be given where the upstream wants one: the till does not stand in', () => {
    const asked: string[] = []
    const needsCustomer = (path: string) => {
      asked.push(path)
      return true
    }
    const to = { scheme: { needsCustomer } as unknown as Upstream['scheme'] }
    expect(outcomeOf({}, to)).toBe('CUSTOMER_UNKNOWN')
    expect(asked).toEqual(['/api/v2/customers'])
    expect(outcomeOf({ headers: ['Till-Agent-Customer', 'cs_1'] }, to)).toMatchObject({ customer })
  })
})

// Software written for the cloud names the customer by the token that a sign-in returned to it.
describe('a customer named by a bearer token', () => {
  const handleOf = (token: string, owner: string) =>
    token === 'their.token' && owner === 'digest' ? 'cs_1' : undefined
  const customers = { ...session.customers, handleOf }
  const asker = { ...client, keyDigest: 'digest' } as Client
  const wants = { needsCustomer: () => true } as unknown as Upstream['scheme']
  const ask = (authorization: string, to: object = { session: { customers } }, as = asker) =>
    outcomeOf({ client: as, headers: ['X-Before', '1', 'Authorization', authorization] }, { scheme: wants, ...to })

  test.each(['Bearer their.token', 'bearer   their.token', 'BEARER their.token'])('is known: %s', (authorization) => {
    expect(ask(authorization)).toMatchObject({ customer })
  })

  test.each([
    'Bearer another.token',
    'Bearer their.token x',
    'X Bearer their.token',
    'Basic their.token',
    'Bearertheir.token',
    'Bearer  ',
    '',
  ])('is unknown: %j', (authorization) => expect(ask(authorization)).toBe('CUSTOMER_UNKNOWN'))

  test('is another client’s, or nobody’s where tokens are no names', () => {
    expect(ask('Bearer their.token', undefined, { ...asker, keyDigest: 'other' } as Client)).toBe('CUSTOMER_UNKNOWN')
    expect(ask('Bearer their.token', { session })).toBe('CUSTOMER_UNKNOWN')
    expect(ask('Bearer their.token', { session: {} })).toBe('CUSTOMER_UNKNOWN')
    expect(ask('Bearer their.token', { session: undefined })).toBe('CUSTOMER_UNKNOWN')
  })

  test('is nobody where no customer is wanted: the till’s own request goes on', () => {
    const to = { session: { customers }, scheme: {} as Upstream['scheme'] }
    expect(ask('Bearer their.token', to)).toMatchObject({ customer: undefined })
  })
})

// The path as it was asked for and the path as the scheme's presets have it: each may be granted, neither may be denied.
describe('an upstream whose paths may be written with its root and without', () => {
  const rooted = { rootPath: '/api', pathPrefix: '/api' }

  test.each([
    ['/via/loyalty/v2/customers', 'GET /v2/**'],
    ['/via/loyalty/api/v2/customers', 'GET /v2/**'],
    ['/via/loyalty/api/v3/x', 'NOT_GRANTED'],
    ['/via/loyalty/v2/otp', 'ROUTE_DENIED'],
    ['/via/loyalty/api/v2/otp', 'ROUTE_DENIED'],
  ])('%s: %s', (target, outcome) => {
    const admitted = outcomeOf({ target }, rooted)
    expect(typeof admitted === 'object' && admitted !== null && 'route' in admitted ? admitted.route : admitted).toBe(
      outcome,
    )
  })

  test('a grant of the path as it is asked for counts, too', () => {
    const grants = new Map([['loyalty', new RouteTable([{ methods: ['GET'], path: '/api/v2/*' }])]])
    const asker = { ...client, grants } as Client
    expect(outcomeOf({ client: asker, target: '/via/loyalty/api/v2/x' }, rooted)).toMatchObject({
      route: 'GET /api/v2/*',
    })
    expect(outcomeOf({ client: asker, target: '/via/loyalty/v2/x' }, rooted)).toBe('NOT_GRANTED')
  })

  test('a route that is denied as it is asked for is denied', () => {
    const deniedRoutes = new DeniedRoutes([{ methods: ['GET'], path: '/api/v2/x' }])
    expect(outcomeOf({ target: '/via/loyalty/api/v2/x' }, { ...rooted, deniedRoutes })).toBe('ROUTE_DENIED')
  })
})

// Of two handles the first won, and a misspelled name was dropped: the request went out in another customer's name, or in none.
test.each([
  ['till_agent_customer', 'cs_1', { customer }],
  ['TILL-AGENT_CUSTOMER', 'cs_1', { customer }],
  ['Till-Agent-Customer', '', 'CUSTOMER_UNKNOWN'],
  ['Till-Agent-Customers', 'cs_1', { customer: undefined }],
])('a customer named in %s: %j', (name, handle, outcome) => {
  const admitted = outcomeOf({ headers: [name, handle] })
  expect(admitted).toEqual(typeof outcome === 'string' ? outcome : expect.objectContaining(outcome))
})

test.each([
  ['Till-Agent-Customer', 'cs_1', 'Till-Agent-Customer', 'cs_2'],
  ['Till-Agent-Customer', 'cs_1', 'till_agent_customer', 'cs_1'],
  ['Till-Agent-Timeout-Ms', '100', 'Till-Agent-Timeout-Ms', '30000'],
])('a header of the agent’s own is sent once: %s', (...headers) => {
  expect(outcomeOf({ headers })).toBe('INVALID_INPUT')
})

test.each([
  ['100', 100],
  ['30000', 30_000],
  // A caller may wait for less time than the agent does, not for more.
  ['60000', 30_000],
  ['99', 'INVALID_INPUT'],
  ['60001', 'INVALID_INPUT'],
  ['', 'INVALID_INPUT'],
  ['-100', 'INVALID_INPUT'],
  ['1e3', 'INVALID_INPUT'],
  ['1000.5', 'INVALID_INPUT'],
  ['0x100', 'INVALID_INPUT'],
])('a timeout of %j', (asked, outcome) => {
  const admitted = outcomeOf({ headers: ['Till-Agent-Timeout-Ms', asked] })
  expect(admitted).toEqual(
    typeof outcome === 'number' ? expect.objectContaining({ answerTimeoutMs: outcome }) : outcome,
  )
})

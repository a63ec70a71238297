import { describe, expect, test } from 'vitest'
import { canaries } from '#test/support/canaries.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const secret = canaries.oauthSecret

interface Case {
  entry: object
  /** A request that any client may send in the till's name. */
  route: [method: string, path: string]
  /** Whether a request is the probe's. */
  isProbe(path: string, method: string): boolean
  /** What the probe is told while the credential is right, and when it is wrong. */
  right: [status: number, body: object]
  wrong: [status: number, body: object]
}

const storeLogin = (code: number) => ({ response: { status: { code } } })

/** Every scheme whose credential can be refused by any route. Where there is a token, only the token is (see below). */
const cases: Record<string, Case> = {
  basic: {
    entry: { username: 'store7', password: secret, probePath: '/me' },
    route: ['GET', '/orders'],
    isProbe: (path) => path === '/me',
    right: [200, {}],
    wrong: [401, {}],
  },
  header: {
    entry: { name: 'X-Api-Key', value: secret, probePath: '/me' },
    route: ['DELETE', '/orders/7'],
    isProbe: (path) => path === '/me',
    right: [200, {}],
    wrong: [401, {}],
  },
  'capillary-till': {
    entry: { till: 'till1', password: secret },
    route: ['GET', '/v2/customers/7'],
    isProbe: (path) => path.startsWith('/v1.1/store/login'),
    right: [200, storeLogin(200)],
    wrong: [401, {}],
  },
  'gini-trusted': {
    entry: { clientId: 'shop', clientSecret: secret, userIdentifier: 'store7' },
    route: ['GET', '/documents/7'],
    isProbe: (path) => path.startsWith('/documents?'),
    right: [200, {}],
    wrong: [401, {}],
  },
  scayle: {
    entry: { clientId: '5', clientSecret: secret, shopId: 1000 },
    route: ['POST', '/auth/login'],
    isProbe: (path) => path === '/oauth/token',
    right: [401, { error: 'invalid_grant' }],
    wrong: [401, { error: 'INVALID_CLIENT' }],
  },
}

/** A till at an upstream that answers every request but the probe's with this. */
async function startAt(scheme: string, [status, body]: [number, object]) {
  const { entry, isProbe, right, wrong, route } = cases[scheme] as Case
  const cloud = { credential: 'right' as 'right' | 'wrong' | 'unproven', answer: { status, body } }
  const probes: string[] = []
  const sent: string[] = []
  const upstream = await startUpstream((request, response) => {
    const { method = '', url = '' } = request
    const isAnonymous = !request.headers.authorization && !request.headers['x-api-key']
    const isProbing = isProbe(url, method)
    if (!isAnonymous) (isProbing ? probes : sent).push(`${method} ${url}`)
    const unproven: Case['right'] = [503, {}]
    const [probeStatus, probeBody] = isAnonymous ? wrong : { right, wrong, unproven }[cloud.credential]
    const told = isProbing ? { status: probeStatus, body: probeBody } : cloud.answer
    response.writeHead(told.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(told.body))
  })
  const till = await startSchemeTill({ entry: { scheme, baseUrl: upstream.url, ...entry } })
  const ask = (path = route[1]) => {
    const init = route[0] === 'POST' ? { body: '{}', headers: { 'Content-Type': 'application/json' } } : {}
    return till.call(path, { method: route[0], ...init })
  }
  const state = () => till.agent.upstreams.list()[0]?.state
  return { till, cloud, probes, sent, ask, state }
}

// A program forgot a header, the upstream said 401, and the whole shop stood still until a person came.
describe.each(Object.keys(cases))('%s', (scheme) => {
  test('a route that always answers 401 locks nobody, is passed on and has the credential proven once', async () => {
    const { ask, state, probes, sent } = await startAt(scheme, [401, { about: 'something else' }])
    for (const _ of [1, 2, 3]) {
      const response = await ask()
      expect([response.status, await response.json()]).toEqual([401, { about: 'something else' }])
    }
    expect([state(), probes.length, sent.length]).toEqual(['ready', 1, 3])
  })

  test('a wrong credential locks after exactly one more try', async () => {
    const { cloud, ask, state, probes, sent } = await startAt(scheme, [401, {}])
    cloud.credential = 'wrong'
    for (const _ of [1, 2, 3]) expect(await faultOf(await ask())).toBe('UPSTREAM_LOCKED')
    expect([state(), probes.length, sent.length]).toEqual(['locked', 1, 1])
  })

  test('many that are refused at once cost one more try', async () => {
    const { cloud, ask, probes, state } = await startAt(scheme, [401, {}])
    cloud.credential = 'wrong'
    const codes = await Promise.all([1, 2, 3, 4, 5].map(async () => faultOf(await ask())))
    expect(new Set(codes)).toEqual(new Set(['UPSTREAM_LOCKED']))
    expect([state(), probes.length]).toEqual(['locked', 1])
  })

  test('a credential that nothing proves is locked', async () => {
    const { cloud, ask, state, probes, sent } = await startAt(scheme, [401, {}])
    cloud.credential = 'unproven'
    for (const _ of [1, 2]) expect(await faultOf(await ask())).toBe('UPSTREAM_LOCKED')
    expect([state(), probes.length, sent.length]).toEqual(['locked', 1, 1])
  })

  test.each([400, 403, 404, 409, 500])('a %i is no suspicion', async (status) => {
    const { ask, state, probes } = await startAt(scheme, [status, {}])
    expect((await ask()).status).toBe(status)
    expect([state(), probes]).toEqual(['ready', []])
  })

  test('a new credential begins with nothing: its routes are proven anew', async () => {
    const { till, cloud, ask, state, probes } = await startAt(scheme, [401, {}])
    await ask()
    const name = Object.keys((cases[scheme] as Case).entry).find((key) => /password|value|clientSecret/.test(key)) ?? ''
    await till.agent.upstreams.rotate('cloud', { [name]: `${secret}2` }, false)
    cloud.credential = 'wrong'
    expect(await faultOf(await ask())).toBe('UPSTREAM_LOCKED')
    expect([state(), probes.length]).toEqual(['locked', 2])
  })
})

describe('a 401 in the body of a 200 waits for the proof of the credential', () => {
  const refusal = storeLogin(401)

  test('one that is right: the upstream’s own answer is passed on', async () => {
    const { ask, state, probes } = await startAt('capillary-till', [200, refusal])
    for (const _ of [1, 2]) {
      const response = await ask()
      expect([response.status, await response.json()]).toEqual([200, refusal])
    }
    expect([state(), probes.length]).toEqual(['ready', 1])
  })

  test('one that is wrong: it is locked after that one more try, and sent no more', async () => {
    const { cloud, ask, state, probes, sent } = await startAt('capillary-till', [200, refusal])
    cloud.credential = 'wrong'
    for (const _ of [1, 2]) expect(await faultOf(await ask())).toBe('UPSTREAM_LOCKED')
    expect([state(), probes.length, sent.length]).toEqual(['locked', 1, 1])
  })
})

describe('scayle: what wants a customer never goes with the till’s credential', () => {
  test.each([
    ['GET', '/oauth/tokens'],
    ['GET', '/v1/oauth/tokens'],
    ['GET', '/oauth/tokens/'],
    ['HEAD', '/oauth/tokens'],
    ['DELETE', '/oauth/tokens/7'],
    ['GET', '/oauth/token/validate'],
    ['PUT', '/auth/password'],
    ['POST', '/auth/logout'],
    ['GET', '/customers/me'],
    ['GET', '/v1/'],
  ])('%s %s without a customer sends nothing and locks nobody', async (method, path) => {
    const { till, state, sent, probes } = await startAt('scayle', [401, {}])
    const response = await till.call(path, { method })
    expect([response.status, response.headers.get('till-agent-fault')]).toEqual([401, 'CUSTOMER_UNKNOWN'])
    expect([sent, probes, state()]).toEqual([[], [], 'ready'])
  })

  test.each([
    ['POST', '/auth/login'],
    ['POST', '/v1/auth/login/guest'],
    ['POST', '/auth/register'],
    ['POST', '/auth/password/send-reset-email'],
    ['PUT', '/auth/password/update-by-hash'],
    ['POST', '/oauth/token'],
  ])('%s %s goes with it', async (method, path) => {
    const { till, sent, probes } = await startAt('scayle', [200, {}])
    const body = JSON.stringify({ grant_type: 'authorization_code', code: 'c' })
    await till.call(path, { method, body, headers: { 'Content-Type': 'application/json' } })
    // The probe is another call of one of them.
    expect(sent.concat(probes)).toEqual([`${method} ${path}`])
  })
})

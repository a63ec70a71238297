import { createRouterClient } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { asFaults, type ControlClient } from '#adapters/network/pipeClient.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import type { CustomerCard, LookedUp } from '#contract/lookUp.ts'
import type { Clock } from '#core/base/clock.ts'
import { LookUps } from '#core/customers/lookUps.ts'
import { demoClient, type SimulatorOptions, testVector } from '#simulator/simulator.ts'
import { createClockWithoutPauses, createTestClock } from '#test/support/clock.ts'
import { type SchemeTill, startSchemeTill } from '#test/support/schemeTill.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startUpstream } from '#test/support/upstream.ts'

const asCashier = ({ agent, log }: Pick<SchemeTill, 'agent' | 'log'>): ControlClient =>
  createRouterClient(controlRouter(agent, log, { actor: 'window/anna' }), {
    interceptors: [({ next }) => asFaults(next)],
  })

const byTill = { scheme: 'capillary-till', till: testVector.till, password: testVector.password }
const byClient = { scheme: 'capillary-oauth', clientKey: demoClient.key, clientSecret: demoClient.secret }

async function startTill(baseUrl: string, entry: Record<string, unknown> = byTill) {
  return startTillOn(createClockWithoutPauses(), baseUrl, entry)
}

async function startTillOn<Time extends Clock>(clock: Time, baseUrl: string, entry: Record<string, unknown> = byTill) {
  const schemeTill = await startSchemeTill({ entry: { ...entry, baseUrl }, deps: { clock } })
  schemeTill.settings.write({ ...schemeTill.settings.read(), store: { country: 'IN' } })
  const { customers } = asCashier(schemeTill)
  return { ...schemeTill, clock, lookUp: (query: string) => customers.lookUp({ upstream: 'cloud', query }) }
}

async function startPair(options?: SimulatorOptions) {
  const cloud = await startTestSimulator(options)
  return { cloud, ...(await startTill(cloud.url)) }
}

/** The query of each call that the cloud received. */
const asked = (cloud: { seen(): { path: string }[] }) =>
  cloud.seen().map(({ path }) => new URL(path, 'http://cloud').searchParams.toString().replace('format=json&', ''))

function cardIn(answer: LookedUp): CustomerCard {
  if (answer.outcome !== 'found') throw new Error('no customer was found')
  return answer.customer
}

describe('a customer is found', () => {
  test.each([
    ['by the whole number', '+919999999993'],
    ['by the number as a person writes it', '99999 99993'],
    ['by the number as the cloud stores it', '919999999993'],
    ['by e-mail address', 'Asha.Example@example.com'],
    ['by the card', '700099999993'],
    ['by a scanned card', '%700099999993?;700099999993?\r\n'],
    ['by an id of another system', 'EX900001'],
  ])('%s', async (_, query) => {
    const { lookUp, expectNoLeak } = await startPair()
    expect(await lookUp(query)).toEqual({
      outcome: 'found',
      customer: {
        lookUpId: expect.stringMatching(/^lu_[\w-]{22}$/),
        upstream: 'cloud',
        name: 'Asha Example',
        tier: 'Gold',
        points: 1250,
        coupons: 2,
        channels: [
          { channel: 'sms', masked: '••••••• 93', codesLeftToday: 10 },
          { channel: 'email', masked: 'a•••@e•••.com', codesLeftToday: 10 },
        ],
        marks: [],
      },
    })
    expectNoLeak(query, '919999999993', 'asha.example')
  })

  test.each([
    ['texts and an array', { scalars: 'strings', singleEntity: 'array' }],
    ['numbers and an object', { scalars: 'native', singleEntity: 'object' }],
  ] as const)('in %s', async (_, assumptions) => {
    const { lookUp } = await startPair({ assumptions })
    expect(cardIn(await lookUp('+919999999993'))).toMatchObject({ name: 'Asha Example', points: 1250, tier: 'Gold' })
  })

  test('where only v2 is served, which is asked first from then on', async () => {
    const { cloud, lookUp } = await startPair()
    cloud.injectFault({ fault: 'code', code: 404, path: '/v1.1/customer/get' })
    for (let n = 0; n < 2; n += 1)
      expect(cardIn(await lookUp('+919999999993'))).toMatchObject({
        name: 'Asha Example',
        points: 1250,
        tier: 'Gold',
        channels: [{ masked: '••••••• 93' }, { masked: 'a•••@e•••.com' }],
      })
    expect(cloud.seen().map(({ path }) => path.split('?')[0])).toEqual([
      '/v1.1/customer/get',
      '/v2/customers/lookup/customerDetails',
      '/v2/customers/lookup/customerDetails',
    ])
    expect(await lookUp('+919999999900')).toEqual({
      outcome: 'not-found',
      canVerify: true,
      canEnrol: false,
      codesLeftToday: 10,
    })
    expect(cardIn(await lookUp('700099999993'))).toMatchObject({ name: 'Asha Example' })
  })

  test('with the codes that are left today, before the first one is sent', async () => {
    const { lookUp, settings, agent } = await startPair()
    settings.write({ ...settings.read(), codes: { perCustomerPerDay: 2 } })
    const left = async () => cardIn(await lookUp('700099999993')).channels.map(({ codesLeftToday }) => codesLeftToday)
    expect(await left()).toEqual([2, 2])
    await agent.verifications.countBrokered([{ type: 'mobile', value: '919999999993' }], { upstream: 'cloud' })
    expect((await left())[0]).toBe(1)
    const nobody = { outcome: 'not-found', canVerify: true, canEnrol: false }
    expect(await lookUp('9999999900')).toEqual({ ...nobody, codesLeftToday: 2 })
    await agent.verifications.countBrokered([{ type: 'mobile', value: '919999999900' }], { upstream: 'cloud' })
    expect(await lookUp('9999999900')).toEqual({ ...nobody, codesLeftToday: 1 })
  })

  test('without a mobile, or without an address', async () => {
    const { lookUp } = await startPair()
    const fatma = cardIn(await lookUp('fatma.fictive@example.com'))
    expect(fatma.channels).toEqual([{ channel: 'email', masked: 'f•••@e•••.com', codesLeftToday: 10 }])
    const emil = cardIn(await lookUp('EX900005'))
    expect(emil.channels).toEqual([{ channel: 'sms', masked: '••••••• 05', codesLeftToday: 10 }])
  })

  test.each([
    ['with its country code, wherever the till is', '919999999993', '••••••• 93'],
    ['without it', '015112345678', '••••••• 78'],
    ['of a range that the library does not know', '910000000004', '••••••• 04'],
  ])('whose number the directory stores %s', async (_, mobile, masked) => {
    const customer = { mobile, item_status: { code: 1000 } }
    const upstream = await startUpstream((_, response) =>
      response.end(JSON.stringify({ response: { status: { code: 200 }, customers: { customer } } })),
    )
    const { lookUp, settings } = await startTill(upstream.url)
    settings.write({ ...settings.read(), store: { country: 'DE' } })
    expect(cardIn(await lookUp('EX1')).channels).toMatchObject([{ channel: 'sms', masked }])
  })

  test('whose name contains characters that would garble the page', async () => {
    const customer = { firstname: `\u202eAsha\u0007 ${'a'.repeat(200)}`, item_status: { code: 1000 } }
    const upstream = await startUpstream((_, response) =>
      response.end(JSON.stringify({ response: { status: { code: 200 }, customers: { customer } } })),
    )
    const { lookUp } = await startTill(upstream.url)
    expect(cardIn(await lookUp('+919999999993')).name).toBe(`Asha ${'a'.repeat(95)}`)
  })
})

describe('no customer is found', () => {
  test('and a number or an address can still be verified, a card cannot', async () => {
    const { lookUp } = await startPair()
    expect(await lookUp('9999999900')).toEqual({
      outcome: 'not-found',
      canVerify: true,
      canEnrol: false,
      codesLeftToday: 10,
    })
    expect(await lookUp('nobody@example.com')).toEqual({
      outcome: 'not-found',
      canVerify: true,
      canEnrol: false,
      codesLeftToday: 10,
    })
    expect(await lookUp('700000000000')).toEqual({ outcome: 'not-found', canVerify: false, canEnrol: false })
  })

  test('after each reading of the number was tried', async () => {
    const { cloud, lookUp } = await startPair()
    await lookUp('9999999900')
    expect(asked(cloud)).toEqual(['mobile=919999999900', 'card_number=9999999900', 'external_id=9999999900'])
  })

  test('with any HTTP status that the cloud answers with', async () => {
    for (const assumptions of [{ v11FailureStatus: 200 }, { v11FailureStatus: 500 }, { v11FailureStatus: 404 }]) {
      const { lookUp } = await startPair({ assumptions })
      expect(await lookUp('+919999999900')).toEqual({
        outcome: 'not-found',
        canVerify: true,
        canEnrol: false,
        codesLeftToday: 10,
      })
    }
  })
})

test('a query that cannot be read is refused, and the cloud is not asked', async () => {
  const { cloud, lookUp } = await startPair()
  for (const query of ['', '\r\n', 'Asha Example', '919999999993,919999999994'])
    await expect(lookUp(query)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { issues: [{ path: 'query' }] },
    })
  expect(cloud.seen()).toEqual([])
})

/** Look-ups at a cloud that knows one customer, without sockets. */
function openLookUps() {
  const clock = createTestClock()
  const directory = { find: async () => ({ mobile: '919999999993', flags: [] }) }
  const upstreams = { find: () => undefined, sessionOf: async () => ({ directory }) } as never
  const settings = createMemorySettings()
  return {
    clock,
    lookUps: new LookUps({
      upstreams,
      settings,
      clock,
      random: systemRandom,
      codesLeftToday: async () => 10,
      onAsked: () => {},
    }),
  }
}

describe('the handle of a look-up', () => {
  test('leads to where a code is sent', async () => {
    const { agent, lookUp } = await startPair()
    const { lookUpId } = cardIn(await lookUp('700099999993'))
    expect(agent.lookUps.recall(lookUpId, 'sms')).toEqual({
      upstream: 'cloud',
      identifier: { type: 'mobile', value: '+919999999993' },
    })
    expect(agent.lookUps.recall(lookUpId, 'email')).toEqual({
      upstream: 'cloud',
      identifier: { type: 'email', value: 'asha.example@example.com' },
    })
  })

  test('leads nowhere by a channel that the customer does not have', async () => {
    const { agent, lookUp } = await startPair()
    const { lookUpId } = cardIn(await lookUp('fatma.fictive@example.com'))
    expect(() => agent.lookUps.recall(lookUpId, 'sms')).toThrow(expect.objectContaining({ code: 'UNKNOWN_LOOK_UP' }))
  })

  test('expires after ten minutes', async () => {
    const { agent, clock, lookUp } = await startPair()
    const { lookUpId } = cardIn(await lookUp('+919999999993'))
    clock.skip(9 * 60_000)
    expect(agent.lookUps.recall(lookUpId, 'sms').upstream).toBe('cloud')
    clock.skip(60_000)
    expect(() => agent.lookUps.recall(lookUpId, 'sms')).toThrow(expect.objectContaining({ code: 'UNKNOWN_LOOK_UP' }))
  })

  // The number that one cloud told would have been sent to another.
  test('leads nowhere once another cloud has the name of the one that was asked', async () => {
    const { agent, clock, lookUp } = await startPair()
    const { lookUpId } = cardIn(await lookUp('+919999999993'))
    clock.skip(1)
    const other = { id: 'cloud', ...byTill, baseUrl: 'http://127.0.0.1:9' }
    await agent.provision({ upstreams: [other], clients: [] })
    expect(() => agent.lookUps.recall(lookUpId, 'sms')).toThrow(expect.objectContaining({ code: 'UNKNOWN_LOOK_UP' }))
  })

  test('is one of the last two hundred', async () => {
    const { clock, lookUps } = openLookUps()
    const ids: string[] = []
    for (let n = 0; n < 201; n += 1) {
      await clock.advance(2_000)
      ids.push(cardIn(await lookUps.lookUp('cloud', '+919999999993')).lookUpId)
    }
    const [first = '', second = ''] = ids
    expect(() => lookUps.recall(first, 'sms')).toThrow(expect.objectContaining({ code: 'UNKNOWN_LOOK_UP' }))
    // A recall removes nothing.
    for (let n = 0; n < 3; n += 1) expect(lookUps.recall(second, 'sms').upstream).toBe('cloud')
  })
})

test('trying numbers one after another is limited by rate', async () => {
  const cloud = await startTestSimulator()
  // It stands still, however long thirty look-ups take.
  const { clock, lookUp } = await startTillOn(createTestClock(), cloud.url)
  for (let n = 0; n < 30; n += 1) await lookUp('+919999999993')
  await expect(lookUp('+919999999994')).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    data: { retryAfterSeconds: 2 },
  })
  expect(cloud.seen()).toHaveLength(30)
  await clock.advance(2_100)
  expect((await lookUp('+919999999994')).outcome).toBe('found')
})

describe('the credential', () => {
  test('that is refused locks the upstream, and is not used again', async () => {
    const cloud = await startTestSimulator()
    const { agent, lookUp } = await startTill(cloud.url, { ...byTill, password: 'not the password' })
    await expect(lookUp('9999999993')).rejects.toMatchObject({ code: 'UPSTREAM_LOCKED' })
    await expect(lookUp('9999999993')).rejects.toMatchObject({ code: 'UPSTREAM_LOCKED' })
    expect(cloud.seen()).toHaveLength(2)
    expect(agent.upstreams.list()).toMatchObject([{ state: 'locked' }])
  })

  test('that is refused inside a 200 does so too', async () => {
    const cloud = await startTestSimulator({ assumptions: { wrongBasicStatus: 200 } })
    const { lookUp } = await startTill(cloud.url, { ...byTill, password: 'not the password' })
    await expect(lookUp('9999999993')).rejects.toMatchObject({ code: 'UPSTREAM_LOCKED' })
    expect(cloud.seen()).toHaveLength(2)
  })

  test.each([401, 498, 200])('of an OAuth client is renewed once when it is refused with %s', async (status) => {
    const cloud = await startTestSimulator({ assumptions: { tokenRefusalStatus: status } })
    const { lookUp } = await startTill(cloud.url, byClient)
    await lookUp('+919999999993')
    cloud.expireTokens()
    expect(cardIn(await lookUp('+919999999993')).name).toBe('Asha Example')
    expect(cloud.counts()).toMatchObject({ 'POST /v3/oauth/token/generate': 2, 'GET /v1.1/customer/get': 3 })
  })

  test('of an OAuth client whose tokens are never accepted is tried twice', async () => {
    const upstream = await startUpstream(({ url }, response) => {
      const granted = { data: { accessToken: 'a-token', ttlSeconds: 3_600 }, errors: null }
      if (url?.startsWith('/v3/')) response.end(JSON.stringify(granted))
      else response.writeHead(498).end()
    })
    const { lookUp } = await startTill(upstream.url, byClient)
    await expect(lookUp('+919999999993')).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
    expect(upstream.seen.filter(({ target }) => target.startsWith('/v1.1/'))).toHaveLength(2)
  })
})

describe('a cloud in trouble', () => {
  test('that cannot be reached', async () => {
    const { lookUp } = await startTill('http://127.0.0.1:9')
    await expect(lookUp('+919999999993')).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
  })

  test('that hangs up', async () => {
    const { cloud, lookUp } = await startPair()
    cloud.injectFault({ fault: 'reset' })
    await expect(lookUp('+919999999993')).rejects.toMatchObject({ code: 'UPSTREAM_SILENT' })
  })

  test.each([['503', 'UPSTREAM_BUSY'] as const, ['html 502', 'UPSTREAM_BUSY'] as const])('%s', async (fault, code) => {
    const { cloud, lookUp } = await startPair()
    cloud.injectFault({ fault })
    await expect(lookUp('+919999999993')).rejects.toMatchObject({ code })
  })

  test('that answers with a page', async () => {
    const upstream = await startUpstream((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Sign in to the network</h1>'),
    )
    const { lookUp } = await startTill(upstream.url)
    await expect(lookUp('+919999999993')).rejects.toMatchObject({
      code: 'UPSTREAM_ANSWER_INVALID',
      remedy: expect.stringContaining('sign-in page'),
    })
  })

  test('that is busy with this customer is asked once more', async () => {
    const { cloud, lookUp } = await startPair()
    cloud.injectFault({ fault: '521 once', times: 1 })
    expect((await lookUp('+919999999993')).outcome).toBe('found')
    cloud.injectFault({ fault: '521 once', times: 2 })
    await expect(lookUp('+919999999993')).rejects.toMatchObject({ code: 'UPSTREAM_BUSY' })
    expect(cloud.seen()).toHaveLength(4)
  })
})

test('look-ups of one customer run one after another, and of other customers at the same time', async () => {
  const { cloud, lookUp } = await startPair({ assumptions: { responseDelayMs: 50 } })
  const answers = await Promise.all([lookUp('+919999999993'), lookUp('99999 99993'), lookUp('+919999999994')])
  expect(answers.map(({ outcome }) => outcome)).toEqual(['found', 'found', 'found'])
  await expect.poll(() => cloud.seen().map(({ status }) => status)).toEqual([200, 200, 200])
})

test('an upstream without a directory is reported as such', async () => {
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const till = await startSchemeTill({
    entry: { scheme: 'basic', baseUrl: upstream.url, username: 'till1', password: 'secret of basic' },
  })
  const { customers } = asCashier(till)
  const query = '+919999999993'
  await expect(customers.lookUp({ upstream: 'cloud', query })).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
  await expect(customers.lookUp({ upstream: 'other', query })).rejects.toMatchObject({ code: 'UNKNOWN_UPSTREAM' })
  expect(upstream.seen).toEqual([])
})

test('the audit trail records that a customer was looked up, and not which one', async () => {
  const { agent, lookUp } = await startPair()
  await lookUp('+919999999993')
  expect(agent.audit.list(1)).toMatchObject([
    { event: 'customer-looked-up', actor: 'window/anna', subject: 'upstream/cloud', outcome: 'done', detail: '' },
  ])
})

test('a look-up is among the latest requests and their times, without what names the customer', async () => {
  const { agent, cloud, lookUp } = await startPair()
  await lookUp('+919999999993')
  cloud.injectFault({ fault: '503', times: 2 })
  await expect(lookUp('+919999999994')).rejects.toThrow()
  const shown = { client: '@counter', upstream: 'cloud', route: 'customers.lookUp' }
  const recent = agent.recentRequests.recent()
  expect(recent).toEqual([
    {
      ...shown,
      code: expect.stringMatching(/^UPSTREAM_/),
      at: expect.any(Number),
      requestId: expect.any(String),
      durationMs: expect.any(Number),
    },
    { ...shown, status: 200, at: expect.any(Number), requestId: expect.any(String), durationMs: expect.any(Number) },
  ])
  expect(agent.recentRequests.latency()).toMatchObject([{ upstream: 'cloud', minutes: [{ requests: 1 }] }])
})

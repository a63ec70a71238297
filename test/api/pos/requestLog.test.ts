import { describe, expect, test } from 'vitest'
import { isPermitted } from '#adapters/log/logRedaction.ts'
import type { LoggedEvent } from '#adapters/log/memoryLog.ts'
import { canaries, findLeaks } from '#test/support/canaries.ts'
import { startTill, type Till } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const mobile = '919999999993'

function eventsIn(till: Till, name: string): LoggedEvent['fields'][] {
  const text = JSON.stringify(till.log.events)
  expect(findLeaks(text)).toEqual([])
  expect(text).not.toContain(mobile)
  expect(text).not.toContain(till.key)
  return till.log.events.filter(({ event }) => event === name).map(({ fields }) => fields)
}

describe('a request is one line of the log', () => {
  test('with client, upstream, route, outcome and times', async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(201).end('{"a":1}'))
    const grants = [{ methods: ['POST'], path: '/v2/customers/*' }]
    const till = await startTill({ baseUrl: upstream.url, grants })
    const response = await till.call(`/via/loyalty/v2/customers/${mobile}?mobile=${mobile}`, {
      method: 'POST',
      body: `{"mobile":"${mobile}"}`,
    })
    await response.text()
    const [line = {}, ...more] = eventsIn(till, 'request')
    expect(more).toEqual([])
    expect(line).toMatchObject({
      requestId: response.headers.get('till-agent-request-id'),
      client: 'pos',
      upstream: 'loyalty',
      route: 'POST /v2/customers/*',
      status: 201,
      code: undefined,
      requestBytes: 25,
      answerBytes: 7,
    })
    const { agentMs = -1, upstreamMs = -1, durationMs = -1 } = line as Record<string, number>
    expect(agentMs).toBeGreaterThanOrEqual(0)
    expect(upstreamMs).toBeGreaterThan(0)
    expect(durationMs).toBeGreaterThanOrEqual(agentMs + upstreamMs)
    expect(Object.keys(line).filter((name) => !isPermitted(name))).toEqual([])
  })

  test('also when a fault stands in place of the response', async () => {
    const upstream = await startUpstream((_, response) => response.destroy())
    const till = await startTill({ baseUrl: upstream.url })
    await till.call(`/via/loyalty/v2/customers/${mobile}`, { method: 'POST' })
    expect(eventsIn(till, 'request')).toMatchObject([
      { route: 'POST /**', status: undefined, code: 'OUTCOME_UNKNOWN', upstreamMs: undefined, answerBytes: 0 },
    ])
  })

  test.each([
    ['capillary:look-up', 'GET', '/v1.1/customer/get', 'GET /v1.1/customer/get'],
    ['capillary:look-up', 'HEAD', '/v1.1/customer/get', 'HEAD /v1.1/customer/get'],
    ['capillary:sell', 'PUT', `/v2/customers/${mobile}`, 'PUT /v2/customers/*'],
    ['capillary:sell', 'PUT', '/v2/customers/%39%31999', 'PUT /v2/customers/*'],
  ])('with %s, %s %s goes by %s', async (preset, method, path, route) => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url, grants: [preset] })
    expect((await till.call(`/via/loyalty${path}?mobile=${mobile}`, { method })).status).toBe(200)
    expect(eventsIn(till, 'request')).toMatchObject([{ route }])
  })
})

describe('a refusal is a line of the log', () => {
  test('with its code, its kind and what the caller was shown', async () => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url, grants: [{ methods: ['GET'], path: '/v2/x' }] })
    const refused = await till.call(`/via/loyalty/v2/customers/${mobile}`)
    await fetch(`${till.url}/v1/status`)
    expect(eventsIn(till, 'refused')).toMatchObject([
      {
        api: 'pos',
        code: 'NOT_GRANTED',
        kind: 'suspicious',
        requestId: refused.headers.get('till-agent-request-id'),
        client: 'pos',
        upstream: 'loyalty',
        count: 1,
      },
      { code: 'KEY_REQUIRED', kind: 'ordinary', client: undefined, count: 1 },
    ])
    expect(eventsIn(till, 'request')).toEqual([])
  })

  test('but a flood of them is two lines, and as few rows in the audit trail', async () => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url })
    const headers = { 'Till-Agent-Key': canaries.clientKey }
    for (let n = 0; n < 300; n += 1) await (await fetch(`${till.url}/v1/status`, { headers })).text()
    till.agent.refusals.close()
    expect(eventsIn(till, 'refused')).toMatchObject([
      { code: 'KEY_REFUSED', count: 1 },
      { code: 'KEY_REFUSED', count: 299 },
    ])
    expect(till.agent.audit.list(10)).toMatchObject([
      { event: 'request-refused', actor: 'pos/unknown', outcome: 'KEY_REFUSED', detail: '299 times' },
      { event: 'request-refused', actor: 'pos/unknown', outcome: 'KEY_REFUSED', detail: '' },
      { event: 'trail-begun' },
    ])
  })
})

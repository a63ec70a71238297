import { describe, expect, test } from 'vitest'
import { canaries } from '#test/support/canaries.ts'
import { createClockWithoutPauses } from '#test/support/clock.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { faultOf, startTill, type Till } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const phone = '919999999993'
const generate = '/via/loyalty/v2/otp/generate'

function send(till: Till, path: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return till.call(path, { method: 'POST', body: text, headers: { 'Content-Type': 'application/json', ...headers } })
}

// capillary.md 5.4: a channel's address may differ from the customer's; a code must not go to another.
describe('a one-time code goes to the customer it is for, and to no other', () => {
  const otp = (more: object) => ({ entityType: 'MOBILE', entityValue: phone, action: 'GENERIC', ...more })

  test.each([
    ['no channel', otp({})],
    [
      'the same address',
      otp({
        channels: [
          { type: 'SMS', value: phone },
          { type: 'WHATSAPP', value: phone },
        ],
      }),
    ],
  ])('%s passes', async (_, body) => {
    const upstream = await startUpstream((_request, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url })
    expect((await send(till, generate, body)).status).toBe(200)
    expect(JSON.parse(upstream.seen[0]?.body.toString() ?? '')).toEqual(body)
    expect(upstream.seen[0]?.headers['content-length']).toBe(String(upstream.seen[0]?.body.length))
  })

  const astray = { type: 'SMS', value: '910000000001' }
  test.each([
    ['another phone', otp({ channels: [astray] })],
    ['another phone among others', otp({ channels: [{ type: 'SMS', value: phone }, astray] })],
    ['another spelling of the list', otp({ Channels: [astray], channels: [] })],
    ['another spelling of the address', otp({ channels: [{ type: 'SMS', value: phone, Value: '910000000001' }] })],
    ['no address', otp({ channels: [{ type: 'SMS' }] })],
    ['an object in place of the list', otp({ channels: { 0: astray } })],
    ['a text in place of a channel', otp({ channels: ['910000000001'] })],
    ['no recipient', { channels: [astray] }],
    ['a body that is no JSON', '<otp/>'],
    ['a body that is no UTF-8', 'ÿþ'],
    ['a list', '[]'],
  ])('%s is refused', async (_, body) => {
    const upstream = await startUpstream((_request, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url })
    for (const path of [
      generate,
      '/via/loyalty/V2/otp/generate',
      '/via/loyalty/v2/otp/generate/',
      '/via/loyalty/v2/otp/generate.json',
    ]) {
      const response = await send(till, path, body)
      expect([response.status, await faultOf(response)]).toEqual([403, 'BODY_REFUSED'])
    }
    expect(upstream.seen).toEqual([])
  })

  test('a name that appears twice means the same upstream as here', async () => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url })
    const twice = `{"entityValue":"910000000001","entityValue":"${phone}","channels":[{"type":"SMS","value":"910000000001","value":"${phone}"}]}`
    expect((await send(till, generate, twice)).status).toBe(200)
    expect(upstream.seen[0]?.body.toString()).not.toContain('910000000001')
  })

  test('a body too long to be read is refused', async () => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url })
    const response = await send(till, generate, otp({ template: 'x'.repeat(1024 * 1024) }))
    expect(await faultOf(response)).toBe('BODY_TOO_LARGE')
    expect(upstream.seen).toEqual([])
  })
})

// capillary.md 0.7, 6.3: overlapping requests for one customer are refused with 521.
describe('requests that name the same customer go one after another', () => {
  async function startSlow() {
    const simulator = await startTestSimulator({
      tills: [{ till: 'till1', password: canaries.password }],
      assumptions: { responseDelayMs: 60 },
    })
    return { simulator, till: await startTill({ baseUrl: simulator.url, deps: { clock: createClockWithoutPauses() } }) }
  }
  const lookUp = `/via/loyalty/v1.1/customer/get?format=json&mobile=${phone}`
  const sale = (number: string) => ({
    root: { transaction: [{ type: 'regular', number, amount: '10', customer: { mobile: `+${phone}` } }] },
  })

  test('so none is refused because of another', async () => {
    const { simulator, till } = await startSlow()
    const answers = await Promise.all([
      till.call(lookUp),
      send(till, '/via/loyalty/v1.1/transaction/add?format=json', sale('B1')),
      till.call(lookUp),
      till.call(`/via/loyalty/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=${phone}`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(simulator.seen().map(({ status }) => status)).not.toContain(521)
  })

  test('and requests for others do not wait for them', async () => {
    let finish = () => {}
    const upstream = await startUpstream((request, response) => {
      if (request.url?.includes(phone)) finish = () => response.end()
      else response.end()
    })
    const till = await startTill({ baseUrl: upstream.url })
    const held = till.call(lookUp)
    expect((await till.call('/via/loyalty/v1.1/customer/get?mobile=910000000001')).status).toBe(200)
    finish()
    await held
  })

  test('a caller who leaves does not hold up the next', async () => {
    let asked = 0
    const upstream = await startUpstream((_, response) => {
      asked += 1
      if (asked > 1) response.end('second')
    })
    const till = await startTill({ baseUrl: upstream.url })
    const leaving = new AbortController()
    const first = till.call(lookUp, { signal: leaving.signal }).catch(() => 'left')
    const second = till.call(lookUp)
    await expect.poll(() => asked).toBe(1)
    leaving.abort()
    expect(await first).toBe('left')
    expect(await (await second).text()).toBe('second')
  })

  test('a busy response is waited out, and the same body sent again', async () => {
    const { simulator, till } = await startSlow()
    simulator.injectFault({ fault: '521 once' })
    const response = await send(till, '/via/loyalty/v1.1/transaction/add?format=json', sale('B2'))
    expect([response.status, simulator.seen().map(({ status }) => status)]).toEqual([200, [521, 200]])
  })

  test('the fourth busy response is passed on', async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(521).end('busy'))
    const till = await startTill({ baseUrl: upstream.url, deps: { clock: createClockWithoutPauses() } })
    const response = await till.call(lookUp)
    expect([response.status, await response.text(), upstream.seen.length]).toEqual([521, 'busy', 4])
  })
})

test('a large sale is streamed on without being read', async () => {
  const upstream = await startUpstream((_, response, body) => response.end(String(body.length)))
  const till = await startTill({ baseUrl: upstream.url })
  const response = await send(till, '/via/loyalty/v1.1/transaction/add', `{"x":"${'y'.repeat(3 * 1024 * 1024)}"}`)
  expect(await response.text()).toBe(String(3 * 1024 * 1024 + 8))
})

// capillary.md 5.1: v2 names the till it acted for.
test('a response for another till raises an alarm', async () => {
  const upstream = await startUpstream((request, response) => {
    response.writeHead(200, { till: request.url === '/v2/ours' ? 'TILL1' : 'till9' }).end()
  })
  const till = await startTill({ baseUrl: upstream.url })
  const status = async () => (await (await till.call('/v1/status')).json()) as { condition: string; concerns: object[] }
  await till.call('/via/loyalty/v2/ours')
  expect(await status()).toMatchObject({ condition: 'ready', concerns: [] })
  await till.call('/via/loyalty/v2/theirs')
  expect(await status()).toMatchObject({
    condition: 'attention',
    concerns: [{ about: 'loyalty', reason: expect.stringMatching(/another till/) }],
  })
})

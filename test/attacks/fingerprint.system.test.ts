import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { requestText, send } from '#test/support/rawSocket.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

let upstream: TestUpstream
let notSetUp: RunningAgent
let ready: RunningAgent
let locked: RunningAgent

beforeAll(async () => {
  upstream = await startUpstream()
  const setUp = { baseUrl: upstream.url }
  const agents = [startAgent({ clients: [] }), startAgent(setUp), startAgent(setUp)]
  ;[notSetUp, ready, locked] = (await Promise.all(agents)) as [RunningAgent, RunningAgent, RunningAgent]
  upstream.answerWith((_, response) => response.writeHead(401).end())
  const refused = await locked.call('pos', '/via/loyalty/v2/x')
  expect(refused.headers.get('till-agent-fault')).toBe('UPSTREAM_LOCKED')
})
afterAll(async () => {
  await Promise.all([notSetUp, ready, locked].map((agent) => agent.end()))
  await upstream.close()
})

/** Less what differs from one answer to the next. */
function bare(text: string): string {
  return text
    .replace(/^date: .*\r\n/im, '')
    .replace(/^till-agent-request-id: .*\r\n/im, '')
    .replace(/"requestId":"[^"]*"/, '')
    .replace(/^content-length: .*\r\n/im, '')
}

describe('T16 covert tracking and fingerprinting: without a key a till looks like any other till', () => {
  const foreign = 'Till-Agent-Key: ta_pos_0000000000000000000000000000000000000000000'
  test.each([
    ['health', '/healthz', []],
    ['status', '/v1/status', []],
    ['status, with a foreign key', '/v1/status', [foreign]],
    ['the document', '/openapi.json', []],
    ['an upstream', '/via/loyalty/v2/x', []],
    ['an upstream, with a foreign key', '/via/loyalty/v2/x', [foreign]],
    ['an upstream that nowhere is', '/via/payments/v2/x', []],
    ['a path that is refused', '/via/loyalty/a/../b', []],
    ['a page', '/v1/status', ['Origin: https://evil.example']],
    ['what became of a pairing', `/v1/pairings/pr_${'x'.repeat(22)}`, []],
    ['the same, with a guess', `/v1/pairings/pr_${'x'.repeat(22)}`, ['Authorization: Bearer guess']],
    ['nothing', '/nothing-here', []],
  ])('T16 %s', async (_, path, fields) => {
    const answers = await Promise.all(
      [notSetUp, ready, locked].map(async ({ port }) => {
        const { text } = await send(port, requestText('GET', path, `Host: 127.0.0.1:${port}`, ...fields))
        return bare(text)
      }),
    )
    expect(answers[0]).toMatch(/^HTTP\/1\.1 \d{3} /)
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).not.toMatch(/\d\.\d\.\d|canary|loyalty|"pid"|node|server:/i)
  })
})

test('T16 nor does a till say more of itself to a program that asks to be let in', async () => {
  const grants = [{ upstream: 'loyalty', allow: ['capillary:sell'] }]
  const answers = await Promise.all(
    [notSetUp, ready, locked].map(async ({ url }) => {
      const body = JSON.stringify({ name: 'Snoop', grants })
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }
      const response = await fetch(`${url}/v1/pairings`, init)
      const names = [...response.headers.keys()].filter((name) => name !== 'date')
      return JSON.stringify([response.status, names, Object.keys((await response.json()) as object)])
    }),
  )
  expect(answers[0]).toContain('201')
  expect(new Set(answers).size).toBe(1)
})

describe('T17 a web page triggers install or start actions', () => {
  test('T17 no route of the agent installs, starts, updates or sets anything, key or no key', async () => {
    const { paths } = (await (await ready.call('pos', '/openapi.json')).json()) as { paths: Record<string, object> }
    const effects = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => !path.startsWith('/via/') && !/^(get|head)$/.test(method))
        .map((method) => `${method} ${path}`),
    )
    // Each of these was thought about: it hands a token to a client with a grant for that, and changes nothing here.
    const known = [
      'post /v1/upstreams/{id}/token',
      // A customer signs in, or out, at a client that may do that; nothing of the agent's own changes.
      'post /v1/upstreams/{id}/customers',
      'post /v1/upstreams/{id}/customers/sign-ins',
      'post /v1/upstreams/{id}/customers/{customer}/sign-ins',
      'post /v1/upstreams/{id}/customers/{customer}/send-code',
      'post /v1/upstreams/{id}/customers/{customer}/code',
      'post /v1/upstreams/{id}/customers/{customer}/password',
      'post /v1/upstreams/{id}/customers/{customer}/reset-password',
      'post /v1/upstreams/{id}/customers/{customer}/change-password',
      'delete /v1/upstreams/{id}/customers/{customer}',
      // Signs what starts a checkout, for a client that may do that.
      'post /v1/upstreams/{id}/checkout-token',
      // The agent proves that it is the agent: it answers a question, and nothing changes.
      'post /v1/proof',
      // A customer is sent a code, for a client that may do that.
      'post /v1/statements/check',
      'post /v1/verifications',
      'delete /v1/verifications/{id}',
      'post /v1/verifications/{id}/code',
      'post /v1/verifications/{id}/resend',
      // A client sends its own writes again, or gives them up.
      'post /v1/outbox/{id}/resend',
      'delete /v1/outbox/{id}',
      // A client drops answers of its own that are kept in memory.
      'delete /v1/cache',
      // Asks a person, and changes nothing by itself.
      'post /v1/pairings',
    ]
    expect(effects.toSorted()).toEqual(known.toSorted())
  })
})

test('T34 a local authority as a side effect: the agent makes no certificate and no key for one', () => {
  const kept = readdirSync(ready.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = kept.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
  expect(texts.join()).toContain('"installation"')
  expect(texts.join()).not.toContain('-----BEGIN')
})

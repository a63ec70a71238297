import { createRouterClient } from '@orpc/server'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { asFaults } from '#adapters/network/pipeClient.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import type { PairingAnswer, PairingAsked } from '#contract/pairing.ts'
import { Fault } from '#core/base/fault.ts'
import type { Vault } from '#core/base/vault.ts'
import type { Peers } from '#core/clients/peers.ts'
import { createTestClock } from '#test/support/clock.ts'
import { faultOf, startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const wish = { name: 'Kiosk 2', grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }
const read = { methods: ['GET'], path: '/v2/x' }

/** A till, a program without a key, and a person at the window. The clock stands still, so calls are counted as one burst. */
async function startPair({ peers, vault }: { peers?: Peers; vault?: Vault } = {}) {
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const clock = createTestClock(Date.now())
  const deps = { clock, ...(peers && { peers }) }
  const till = await startTill({ baseUrl: upstream.url, ...(vault && { vault }), deps })
  const person = createRouterClient(controlRouter(till.agent, till.log, { actor: 'window/anna' }), {
    interceptors: [({ next }) => asFaults(next)],
  })
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${till.url}/v1/pairings`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const ask = async (body: unknown = wish): Promise<PairingAsked> => {
    const response = await post(body)
    expect(response.status).toBe(201)
    return (await response.json()) as PairingAsked
  }
  const poll = (id: string, secret: string) =>
    fetch(`${till.url}/v1/pairings/${id}`, { headers: { Authorization: `Bearer ${secret}` } })
  const answer = async ({ pairingId, pollSecret }: PairingAsked): Promise<PairingAnswer> => {
    const response = await poll(pairingId, pollSecret)
    expect(response.status).toBe(200)
    return (await response.json()) as PairingAnswer
  }
  return { upstream, clock, till, person, post, ask, poll, answer }
}

describe('a program is paired', () => {
  test('by a person who sees the code it shows; then its key works, and is in no log and no trail', async () => {
    const { upstream, till, person, ask, answer } = await startPair()
    const asked = await ask()
    expect(await answer(asked)).toEqual({ state: 'pending' })
    const [waiting] = await person.pairings.pending()
    expect(waiting).toMatchObject({ ...wish, comparisonCode: asked.comparisonCode, id: asked.pairingId })
    expect(await person.pairings.approve({ id: asked.pairingId })).toMatchObject({ id: 'kiosk-2', name: 'Kiosk 2' })
    const { state, key = '', client } = await answer(asked)
    expect([state, client]).toEqual(['granted', 'kiosk-2'])
    expect(await answer(asked)).not.toHaveProperty('key')

    const response = await fetch(`${till.url}/via/loyalty/v1.1/customer/get`, { headers: { 'Till-Agent-Key': key } })
    expect(response.status).toBe(200)
    expect(upstream.seen).toHaveLength(1)
    const rows = till.agent.audit.page(0, 100)
    expect(rows.slice(-2).map(({ event, actor, subject }) => [event, actor, subject])).toEqual([
      ['pairing-asked', 'pos/unknown', `pairing/${asked.pairingId}`],
      ['pairing-granted', 'window/anna', 'client/kiosk-2'],
    ])
    const written = JSON.stringify([rows, till.log.events])
    for (const secret of [key, key.slice(-43), asked.pollSecret, asked.comparisonCode, 'Kiosk 2'])
      expect(written).not.toContain(secret)
  })

  test('and gets the key that its server tells customers in statements by, once, with its own', async () => {
    const { till, person, ask, answer } = await startPair()
    const asked = await ask()
    await person.pairings.approve({ id: asked.pairingId })
    const { key = '', statementKey } = await answer(asked)
    expect(await answer(asked)).not.toHaveProperty('statementKey')
    const fetched = await fetch(`${till.url}/v1/statements/key`, { headers: { 'Till-Agent-Key': key } })
    expect(await fetched.json()).toEqual({ statementKey })
  })

  test('while the keychain cannot be opened, too, and fetches that key later', async () => {
    const vault = createMemoryVault()
    let isLocked = false
    const read: Vault['read'] = (account) =>
      isLocked ? Promise.reject(new Fault('KEYCHAIN_LOCKED')) : vault.read(account)
    const { till, person, ask, answer } = await startPair({ vault: { ...vault, read } })
    const asked = await ask()
    await person.pairings.approve({ id: asked.pairingId })
    isLocked = true
    const { key = '', statementKey } = await answer(asked)
    expect([key.slice(0, 3), statementKey]).toEqual(['ta_', undefined])
    isLocked = false
    const fetched = await fetch(`${till.url}/v1/statements/key`, { headers: { 'Till-Agent-Key': key } })
    expect(fetched.status).toBe(200)
  })

  test('to less than it asked for, and can do no more than that', async () => {
    const { till, person, ask, answer } = await startPair()
    const asked = await ask({ ...wish, grants: [{ upstream: 'loyalty', allow: ['capillary:sell', read] }] })
    const grants = [{ upstream: 'loyalty', allow: [read] }]
    await person.pairings.approve({ id: asked.pairingId, grants, days: 1 })
    const { key = '', grants: granted } = await answer(asked)
    expect(granted).toEqual(grants)
    const call = (path: string) => fetch(till.url + path, { headers: { 'Till-Agent-Key': key } })
    expect((await call('/via/loyalty/v2/x')).status).toBe(200)
    expect(await faultOf(await call('/via/loyalty/v1.1/customer/get'))).toBe('NOT_GRANTED')
  })

  test('to nothing more than it asked for', async () => {
    const { person, ask, answer } = await startPair()
    const asked = await ask()
    const more = person.pairings.approve({ id: asked.pairingId, grants: [{ upstream: 'loyalty', allow: [read] }] })
    await expect(more).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      detail: 'grants[0].allow[0]: was not asked for.',
    })
    expect(await answer(asked)).toEqual({ state: 'pending' })
  })

  test('to no unknown upstream; an unauthenticated caller does not learn which there are', async () => {
    const { person, ask, answer } = await startPair()
    const asked = await ask({ ...wish, grants: [{ upstream: 'payments', allow: ['capillary:sell'] }] })
    await expect(person.pairings.approve({ id: asked.pairingId })).rejects.toMatchObject({ code: 'UNKNOWN_UPSTREAM' })
    expect(await answer(asked)).toEqual({ state: 'pending' })
  })

  test('or refused', async () => {
    const { till, person, ask, answer, post } = await startPair()
    const asked = await ask()
    await person.pairings.refuse({ id: asked.pairingId })
    expect(await answer(asked)).toEqual({ state: 'refused' })
    expect(till.agent.clients.list().map(({ id }) => id)).toEqual(['pos'])
    const next = await post(wish)
    expect([next.status, next.headers.get('retry-after')]).toEqual([429, '30'])
    expect(await faultOf(next)).toBe('PAIRING_BUSY')
  })

  test('or no person answers', async () => {
    const { clock, person, ask, answer } = await startPair()
    const asked = await ask()
    await clock.advance(120_000)
    expect(await answer(asked)).toEqual({ state: 'expired' })
    await expect(person.pairings.approve({ id: asked.pairingId })).rejects.toMatchObject({ code: 'UNKNOWN_PAIRING' })
  })

  test('and the person is told which program asks', async () => {
    const asked: object[] = []
    const programAt: Peers['programAt'] = async (connection) => {
      asked.push(connection)
      return { pid: 4711, path: '/opt/pos/checkout' }
    }
    const { till, person, ask } = await startPair({ peers: { programAt, stateOf: async () => 'unchanged' } })
    await ask()
    expect(asked).toEqual([
      { family: 'IPv4', peerPort: expect.any(Number), ownPort: till.port, openedAtMs: expect.any(Number) },
    ])
    expect(await person.pairings.pending()).toMatchObject([{ program: { pid: 4711, path: '/opt/pos/checkout' } }])
  })

  test('and subscribers learn that a program asks, and how it ended', async () => {
    const { till, person, ask } = await startPair()
    const heard: unknown[] = []
    till.agent.changes.subscribe(({ topic, event }) => topic === 'pairings' && heard.push(event))
    await person.pairings.approve({ id: (await ask()).pairingId })
    expect(heard).toEqual([
      { type: 'pairing', state: 'pending' },
      { type: 'pairing', state: 'granted' },
    ])
  })
})

describe('an unauthenticated caller', () => {
  test('who guesses learns nothing, and after five times no program gets the key', async () => {
    const { person, ask, poll } = await startPair()
    const asked = await ask()
    await person.pairings.approve({ id: asked.pairingId })
    const wrong = `${asked.pollSecret.slice(0, -1)}_`
    for (let time = 1; time <= 5; time += 1)
      expect(await faultOf(await poll(asked.pairingId, wrong))).toBe('UNKNOWN_PAIRING')
    const late = await poll(asked.pairingId, asked.pollSecret)
    expect([late.status, await faultOf(late)]).toEqual([404, 'UNKNOWN_PAIRING'])
    expect((await person.clients.list()).map(({ id }) => id)).toEqual(['pos'])
  })

  test('has to show a secret', async () => {
    const { till, ask } = await startPair()
    const { pairingId } = await ask()
    const response = await fetch(`${till.url}/v1/pairings/${pairingId}`)
    expect([response.status, await faultOf(response)]).toEqual([401, 'KEY_REQUIRED'])
  })

  test('gets nowhere else with the secret, and with a key not here', async () => {
    const { till, ask, poll } = await startPair()
    const { pairingId, pollSecret } = await ask()
    const elsewhere = await fetch(`${till.url}/v1/status`, { headers: { Authorization: `Bearer ${pollSecret}` } })
    expect(await faultOf(elsewhere)).toBe('KEY_REFUSED')
    expect(await faultOf(await poll(pairingId, till.key))).toBe('UNKNOWN_PAIRING')
  })

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['no grant', { ...wish, grants: [] }],
    ['more grants than a person would read', { ...wish, grants: Array(9).fill(wish.grants[0]) }],
    ['a name that is not seen', { ...wish, name: 'POS\u202e' }],
    ['a name of two lines', { ...wish, name: 'POS\nis fine' }],
    ['a name without end', { ...wish, name: 'x'.repeat(61) }],
    ['ten years and a day', { ...wish, days: 3_651 }],
    ['an origin', { ...wish, origins: ['https://evil.example'] }],
    ['everybody’s numbers', { ...wish, watchesAll: true }],
    ['something that is no JSON', '{"name": "Kiosk'],
    ['a text', '"Kiosk"'],
  ])('who asks for %s is told what is wrong, and no person is asked', async (_, body) => {
    const { person, post, till } = await startPair()
    const response = await post(body)
    expect([response.status, await faultOf(response)]).toEqual([400, 'INVALID_INPUT'])
    expect(await person.pairings.pending()).toEqual([])
    expect(till.log.events.filter(({ event }) => event === 'bug')).toEqual([])
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
  ])('who sends what a form of a web page could, %s, is refused', async (type) => {
    const { person, post } = await startPair()
    expect(await faultOf(await post(wish, { 'Content-Type': type }))).toBe('INVALID_INPUT')
    expect(await person.pairings.pending()).toEqual([])
  })

  test('may not send much, whether the length is told or not', async () => {
    const { till } = await startPair()
    const fields = `Host: 127.0.0.1:${till.port}\r\nContent-Type: application/json\r\nConnection: close\r\n`
    const head = `POST /v1/pairings HTTP/1.1\r\n${fields}`
    const told = await till.raw(`${head}Content-Length: 16385\r\n\r\n${'x'.repeat(16_385)}`)
    const untold = await till.raw(`${head}Transfer-Encoding: chunked\r\n\r\n4001\r\n${'x'.repeat(16_385)}\r\n`)
    for (const answer of [told, untold]) {
      expect(answer).toMatch(/^HTTP\/1\.1 413 /)
      expect(answer).toMatch(/Till-Agent-Fault: BODY_TOO_LARGE/i)
    }
  })

  test('who never finishes is given up', async () => {
    const { till } = await startPair()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const head = `POST /v1/pairings HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nContent-Type: application/json\r\n`
    let answer = ''
    void till.raw(`${head}Content-Length: 100\r\n\r\n{`).then((text) => {
      answer = text
    })
    const aSecondLater = () => {
      vi.advanceTimersByTime(1_000)
      return answer
    }
    await expect.poll(aSecondLater, { interval: 10, timeout: 20_000 }).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('and all others together may make ten calls at once; no client waits for that', async () => {
    const { till, poll } = await startPair()
    const id = `pr_${'x'.repeat(22)}`
    const codes = await Promise.all(Array.from({ length: 30 }, async () => (await poll(id, 'x')).status))
    expect(codes.filter((code) => code === 404)).toHaveLength(10)
    expect(codes.filter((code) => code === 429)).toHaveLength(20)
    expect((await till.call('/v1/status')).status).toBe(200)
  })
})

describe('a web page', () => {
  test.each(['https://evil.example', 'null'])('of %s is refused', async (origin) => {
    const { post, person } = await startPair()
    expect(await faultOf(await post(wish, { Origin: origin }))).toBe('ORIGIN_REFUSED')
    expect(await person.pairings.pending()).toEqual([])
  })

  test('that is paired itself is refused, too', async () => {
    const { till, post, poll, person } = await startPair()
    till.agent.clients.add({ id: 'web', name: 'Web', grants: [], origins: ['https://pos.example.com'] })
    expect(await faultOf(await post(wish, { Origin: 'https://pos.example.com' }))).toBe('ORIGIN_REFUSED')
    expect(await person.pairings.pending()).toEqual([])
    expect((await poll(`pr_${'x'.repeat(22)}`, 'x')).status).toBe(404)
  })
})

test('a client whose key was not fetched before a kill is gone after the next start', async () => {
  const { till, ask, person } = await startPair()
  const asked = await ask()
  await person.pairings.approve({ id: asked.pairingId })
  const restarted = await startTill({ isSetUp: false, settings: till.settings, vault: till.vault })
  expect(restarted.agent.clients.list().map(({ id }) => id)).toEqual(['pos'])
})

import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isSignedBody, isSignedBy, readSignature } from '#core/clients/requestSignature.ts'
import { UsedNonces } from '#core/clients/usedNonces.ts'
import { startTill, type Till } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const hex = (text: string) => createHash('sha256').update(text).digest('hex')

interface Signed {
  method?: string
  path?: string
  body?: string
  nonce?: string
  time?: number
  port?: number
  client?: string
  key?: string
}

/** As docs/pos-api.md says. */
function signatureOf(till: Till, key: string, signed: Signed): string {
  const { method = 'GET', path = '/v1/status', body = '', nonce = 'n'.repeat(22) } = signed
  const { time = Date.now(), port = till.port, client = 'signing' } = signed
  const text = ['till-agent request', method, path, hex(body), nonce, time, port].join('\n')
  const digest = createHash('sha256')
    .update(signed.key ?? key)
    .digest()
  return [client, time, nonce, hex(body), createHmac('sha256', digest).update(text).digest('hex')].join(' ')
}

async function startSigning() {
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const till = await startTill({ baseUrl: upstream.url })
  const grants = [{ upstream: 'loyalty', allow: [{ methods: ['*' as const], path: '/**' }] }]
  const { key } = till.agent.clients.add({ id: 'signing', name: 'Signs', origins: [], grants, signed: true })
  const send = async (signature: string, { method = 'GET', path = '/v1/status', body }: Signed = {}, headers = {}) => {
    const init = { method, headers: { 'Till-Agent-Signature': signature, ...headers } }
    const response = await fetch(till.url + path, body === undefined ? init : { ...init, body })
    const answer = await response.json()
    return { status: response.status, fault: response.headers.get('till-agent-fault'), reason: answer.reason, answer }
  }
  let count = 0
  const sign = (signed: Signed = {}) => {
    count += 1
    return signatureOf(till, key, { nonce: String(count).padStart(22, 'n'), ...signed })
  }
  return { upstream, till, key, send, sign }
}

const sale = { method: 'POST', path: '/via/loyalty/sale?n=1', body: '{"number":"B-1 ü"}' }

test('a signed request counts once, and is passed on as it came', async () => {
  const { upstream, till, key, send, sign } = await startSigning()
  const signature = sign(sale)
  expect(await send(signature, sale)).toMatchObject({ status: 200, fault: null })
  expect(await send(signature, sale)).toMatchObject({ status: 401, fault: 'SIGNATURE_REFUSED', reason: 'replayed' })
  expect(upstream.seen.map(({ target, body }) => [target, body.toString()])).toEqual([['/sale?n=1', sale.body]])
  expect(JSON.stringify(upstream.seen[0]?.headers)).not.toContain('ignature')
  const own = { method: 'POST', path: '/v1/statements/check', body: '{"statement":"a.b.c"}' }
  const json = { 'Content-Type': 'application/json' }
  expect(await send(sign(own), own, json)).toMatchObject({ status: 200, answer: { valid: false } })
  till.expectNoLeak(key)
})

test('no other request can be made of it', async () => {
  const beforeStart = Date.now() - 1_000
  const { upstream, till, key, send, sign } = await startSigning()
  const others: [string, Signed, Signed, string][] = [
    ['path', sale, { ...sale, path: '/via/loyalty/refund?n=1' }, 'wrong'],
    ['query', sale, { ...sale, path: '/via/loyalty/sale?n=2' }, 'wrong'],
    ['method', sale, { ...sale, method: 'PUT' }, 'wrong'],
    ['body', sale, { ...sale, body: '{"number":"B-2 ü"}' }, 'other-body'],
    ['no body', sale, { method: sale.method, path: sale.path }, 'other-body'],
    ['port', { ...sale, port: till.port + 1 }, sale, 'wrong'],
    ['key', { ...sale, key: `${key}x` }, sale, 'wrong'],
    ['client', { ...sale, client: 'pos' }, sale, 'wrong'],
    ['a client of its key that does not sign', { ...sale, client: 'pos', key: till.key }, sale, 'wrong'],
    ['a client that there is not', { ...sale, client: 'nobody' }, sale, 'wrong'],
    ['an old time', { ...sale, time: Date.now() - 90_000 }, sale, 'expired'],
    ['a time to come', { ...sale, time: Date.now() + 90_000 }, sale, 'expired'],
    ['before the start', { ...sale, time: beforeStart }, sale, 'before-start'],
  ]
  for (const [which, signed, sent, reason] of others) {
    const { fault, reason: said, answer } = await send(sign(signed), sent)
    expect([which, fault, said]).toEqual([which, 'SIGNATURE_REFUSED', reason])
    expect(Math.abs(answer.agentTimeMs - Date.now())).toBeLessThan(10_000)
  }
  for (const malformed of ['', 'x', sign().replace(/ \w+$/, ''), sign().replace('signing', '../x')])
    expect(await send(malformed)).toMatchObject({ fault: 'SIGNATURE_REFUSED', reason: 'malformed' })
  expect(upstream.seen).toEqual([])
})

test('how far its clock is wrong is said', async () => {
  const { send, sign } = await startSigning()
  const { answer } = await send(sign({ time: Date.now() - 95_000 }))
  expect(answer.detail).toBe('By the clock of the till agent the request was signed 95 s ago.')
})

test('a client that has to sign does not get on with its key, and its key is in no header of a signed request', async () => {
  const { till, key } = await startSigning()
  const basic = Buffer.from(`any:${key}`).toString('base64')
  for (const headers of [
    { 'Till-Agent-Key': key },
    { Authorization: `Bearer ${key}` },
    { Authorization: `Basic ${basic}` },
  ]) {
    const response = await fetch(`${till.url}/v1/status`, { headers: headers as Record<string, string> })
    expect((await response.json()).reason).toBe('missing')
  }
})

test('a signature goes with its client: after the key was revoked it is wrong', async () => {
  const { till, send, sign } = await startSigning()
  till.agent.clients.revoke('signing')
  expect(await send(sign())).toMatchObject({ reason: 'wrong' })
})

test('the memory for used nonces is bounded, and forgets none that still counts', () => {
  const used = new UsedNonces(2)
  expect(used.use('pos', 'a', 100, 0)).toBe('fresh')
  expect(used.use('pos', 'b', 200, 0)).toBe('fresh')
  expect(used.use('pos', 'c', 300, 50)).toBe('full')
  expect(used.use('other', 'a', 100, 50)).toBe('fresh')
  expect(used.use('pos', 'a', 100, 50)).toBe('used')
  expect(used.use('pos', 'c', 300, 150)).toBe('fresh')
  expect(used.use('pos', 'b', 200, 150)).toBe('used')
})

test('the example of docs/pos-api.md is signed as the page says', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/pos-api.md'), 'utf8')
  const [, method = '', target = '', header = '', body = ''] =
    /```http\n(\w+) (\S+) HTTP\/1\.1\n[^`]*?Till-Agent-Signature: (.*)\n\n([^`]*)\n```/.exec(page) ?? []
  const signature = readSignature(header)
  if (!signature) throw new Error('The page has no example.')
  const digest = createHash('sha256')
    .update(`ta_pos_${'A'.repeat(43)}`)
    .digest('base64url')
  expect(isSignedBy(digest, { method, target, port: 47_600 }, signature)).toBe(true)
  expect(isSignedBy(digest, { method, target, port: 47_601 }, signature)).toBe(false)
  expect([isSignedBody(signature, Buffer.from(body)), isSignedBody(signature, Buffer.from('{}'))]).toEqual([
    true,
    false,
  ])
})

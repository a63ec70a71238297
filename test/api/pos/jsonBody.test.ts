import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultOf, startTill, type Till } from '#test/support/till.ts'

const json = { 'Content-Type': 'application/json' }

let till: Till

beforeAll(async () => {
  till = await startTill()
})
afterAll(() => till.close())

/** A call of the agent's own that takes a body. */
const post = (body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = json) =>
  till.call('/v1/upstreams/loyalty/customers', { method: 'POST', headers, body })

const bugs = () => till.log.events.filter(({ event }) => event === 'bug')

// The parser's own words quote the body: as a bug they went into the log, with the customer's number.
test('a body that is no JSON is the caller’s mistake, and none of it is repeated', async () => {
  const response = await post('{"identifierValue": "+919999999993",, }')
  const text = await response.clone().text()
  expect([response.status, await faultOf(response)]).toEqual([400, 'INVALID_INPUT'])
  expect(bugs()).toEqual([])
  expect(text + JSON.stringify(till.log.events)).not.toContain('919999999993')
})

test('only JSON is taken', async () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  expect(await faultOf(await post('identifierType=mobile&identifierValue=1', form))).toBe('INVALID_INPUT')
  const body = JSON.stringify({ identifierType: 'MOBILE', identifierValue: '1' })
  // It is read, and the upstream named offers no such thing.
  const read = await post(body, { 'Content-Type': 'Application/JSON; charset=utf-8' })
  expect(await faultOf(read)).toBe(await faultOf(await post(body)))
  expect(read.status).not.toBe(400)
})

test('a byte order mark before JSON is no part of it', async () => {
  const body = JSON.stringify({ identifierType: 'MOBILE', identifierValue: '1' })
  const read = await post(`\ufeff${body}`)
  expect([read.status, await faultOf(read)]).toEqual([403, await faultOf(await post(body))])
})

test.each([
  [
    'UTF-16, as Windows writes it',
    Buffer.from('\ufeff{"identifierType":"MOBILE"}', 'utf16le'),
    /body: must be in UTF-8/,
  ],
  ['Latin-1', Buffer.from('{"identifierType":"é"}', 'latin1'), /body: must be in UTF-8/],
  ['two values', '{} {}', /body: must be JSON/],
])('%s is refused by its name', async (_, body, detail) => {
  const response = await post(body)
  expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
    400,
    expect.stringMatching(detail),
  ])
})

test('a compressed body is refused by its name', async () => {
  const response = await post('{}', { ...json, 'Content-Encoding': 'gzip' })
  expect(((await response.json()) as { detail: string }).detail).toMatch(/Content-Encoding: must be left out/)
})

test('a body that turns out empty is none', async () => {
  const head = [`Host: 127.0.0.1:${till.port}`, `Till-Agent-Key: ${till.key}`, 'Connection: close']
  const answer = await till.raw(
    `GET /v1/status HTTP/1.1\r\n${head.join('\r\n')}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  const post = await till.raw(
    `POST /v1/upstreams/loyalty/token HTTP/1.1\r\n${head.join('\r\n')}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  )
  expect(post).toMatch(/Till-Agent-Fault: NOT_GRANTED/i)
})

test('no call is told more than 16 KiB', async () => {
  const response = await post(JSON.stringify({ identifierType: 'x'.repeat(16 * 1024) }))
  expect([response.status, await faultOf(response)]).toEqual([413, 'BODY_TOO_LARGE'])
  expect((await till.call('/v1/status')).status).toBe(200)
})

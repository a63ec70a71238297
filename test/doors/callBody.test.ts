import { expect, test } from 'vitest'
import { faultOf, startTill, type Till } from '../support/till.ts'

const json = { 'Content-Type': 'application/json' }

/** A call of the agent's own that takes a body. */
async function startSigningIn() {
  const till = await startTill({ baseUrl: 'https://127.0.0.1:9' })
  const post = (body: string, headers: Record<string, string> = json) =>
    till.call('/v1/upstreams/loyalty/customers', { method: 'POST', headers, body })
  return { till, post }
}

const bugsIn = (till: Till) => till.log.events.filter(({ event }) => event === 'bug')

// The parser's own words quote the body: as a bug they went into the log, with the customer's number.
test('a body that is no JSON is the caller’s mistake, and none of it is repeated', async () => {
  const { till, post } = await startSigningIn()
  const response = await post('{"identifierValue": "+919999999993",, }')
  const text = await response.clone().text()
  expect([response.status, await faultOf(response)]).toEqual([400, 'INVALID_INPUT'])
  expect(bugsIn(till)).toEqual([])
  expect(text + JSON.stringify(till.log.events)).not.toContain('919999999993')
})

test('only JSON is taken', async () => {
  const { post } = await startSigningIn()
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  expect(await faultOf(await post('identifierType=mobile&identifierValue=1', form))).toBe('INVALID_INPUT')
  const body = JSON.stringify({ identifierType: 'MOBILE', identifierValue: '1' })
  // It is read, and the upstream named offers no such thing.
  const read = await post(body, { 'Content-Type': 'Application/JSON; charset=utf-8' })
  expect(await faultOf(read)).toBe(await faultOf(await post(body)))
  expect(read.status).not.toBe(400)
})

test('a body that turns out empty is none', async () => {
  const { till } = await startSigningIn()
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
  const { till, post } = await startSigningIn()
  const response = await post(JSON.stringify({ identifierType: 'x'.repeat(16 * 1024) }))
  expect([response.status, await faultOf(response)]).toEqual([413, 'BODY_TOO_LARGE'])
  expect((await till.call('/v1/status')).status).toBe(200)
})

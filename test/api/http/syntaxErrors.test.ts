import { afterAll, beforeAll, expect, test } from 'vitest'
import { send } from '#test/support/rawSocket.ts'
import { startTill, type Till } from '#test/support/till.ts'

let till: Till

beforeAll(async () => {
  till = await startTill()
})
afterAll(() => till.close())

const base64 = Buffer.from(`pos:${'x'.repeat(80)}`).toString('base64')
const broken = (at: string) => `Authorization: Basic ${base64.slice(0, 72)}${at}${base64.slice(72)}`

async function problemOf(...fields: string[]) {
  const head = ['GET /v1/status HTTP/1.1', `Host: 127.0.0.1:${till.port}`, ...fields, 'X-Last: 1', '', ''].join('\r\n')
  const { text, status, fault } = await send(till.port, head)
  const problem = JSON.parse(text.slice(text.indexOf('{'))) as { detail: string; remedy: string }
  return { text, status, fault, ...problem }
}

// VB6's Base64 has a break after 72 letters: the request was "not well-formed HTTP", and people looked at their HTTP library.
test.each(['\n', '\r\n', '\r\n ', '\r'])('Base64 that is broken with %j is named as such', async (at) => {
  const { status, fault, detail, remedy, text } = await problemOf(broken(at))
  expect([status, fault]).toEqual([400, 'MALFORMED_REQUEST'])
  expect(detail).toBe('The Base64 text in Authorization is broken into several lines.')
  expect(remedy).toMatch(/^Remove the line breaks/)
  expect(text).not.toContain(base64.slice(0, 20))
})

test.each([
  ['a break in another field', 'X-A: b\nc: d'],
  ['a break after the Base64', `Authorization: Basic ${base64}\n`],
])('%s is a line that ends wrongly', async (_, field) => {
  const { status, detail } = await problemOf(field)
  expect([status, detail]).toEqual([400, 'A line of the head does not end with CR LF, or holds a line break.'])
})

test('anything else is not well-formed', async () => {
  const { status, detail } = await problemOf('X-A')
  expect([status, detail]).toEqual([400, 'The request is not well-formed HTTP.'])
})

test('a break that was made a blank on the way does no harm', async () => {
  const credential = Buffer.from(`pos:${till.key}`).toString('base64')
  const spaced = `${credential.slice(0, 60)} ${credential.slice(60)}`
  const response = await fetch(`${till.url}/v1/status`, { headers: { Authorization: `Basic ${spaced}` } })
  expect(response.status).toBe(200)
})

// Found by `npm run fuzz -- --seed 707028025 --only pos-api`: the rest of a request that was answered already got an answer of
// its own, which a caller takes for that to its next request.
test.each([
  ['refused', 'POST', '/via/loyalty/x', ''],
  ['answered by the agent itself', 'GET', '/healthz', ''],
  ['of a client, refused', 'POST', '/via/nowhere/x', 'key'],
])('a malformed rest of a request that is %s gets no second answer', async (_, method, target, who) => {
  const head = [`${method} ${target} HTTP/1.1`, `Host: 127.0.0.1:${till.port}`, 'Transfer-Encoding: chunked']
  if (who === 'key') head.push(`Till-Agent-Key: ${till.key}`)
  const { responses, isClosed } = await send(till.port, [...head, '', ''].join('\r\n'), {
    thenOnResponse: 'no chunk\r\n\r\n',
    timeoutMs: 20_000,
  })
  expect([responses, isClosed]).toEqual([1, true])
})

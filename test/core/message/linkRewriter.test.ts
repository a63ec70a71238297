import { describe, expect, test } from 'vitest'
import { turnAddressesBack } from '#core/message/addressRewrite.ts'
import { LinkRewriter } from '#core/message/linkRewriter.ts'

const upstream = { id: 'gini', origin: 'https://pay-api.example', pathPrefix: '/v2' }
const own = 'https://pay-api.example/v2'
const agent = 'http://localhost:47600'

function rewritten(...parts: (string | Buffer)[]): string {
  const rewriter = new LinkRewriter(upstream, agent)
  const passed = parts.map((part) => rewriter.push(Buffer.from(part)))
  return Buffer.concat([...passed, rewriter.flush()]).toString()
}

// A POS that follows such a link would send its key for the agent to the cloud.
describe('a link of the upstream in JSON leads through the agent', () => {
  test.each([
    [`"${own}/documents/7?a=b#c"`, `"${agent}/via/gini/documents/7?a=b#c"`],
    [`"${own}"`, `"${agent}/via/gini"`],
    ['"https:\\/\\/pay-api.example\\/v2\\/x"', `"${agent}/via/gini/x"`],
    ['"https:\\u002f\\u002fpay-api.example/v2/x"', `"${agent}/via/gini/x"`],
    ['"HTTPS://PAY-API.example:443/v2/x"', `"${agent}/via/gini/x"`],
    [`"${own}/caf\u00e9"`, `"${agent}/via/gini/caf%C3%A9"`],
    [`"${own}/caf\\u00e9"`, `"${agent}/via/gini/caf%C3%A9"`],
    [`{"${own}/a":["${own}/b","${own}/c"]}`, `{"${agent}/via/gini/a":["${agent}/via/gini/b","${agent}/via/gini/c"]}`],
  ])('%s', (from, to) => {
    expect(rewritten(from)).toBe(to)
    for (let at = 1; at < from.length; at += 1) expect(rewritten(from.slice(0, at), from.slice(at))).toBe(to)
    expect(rewritten(...from)).toBe(to)
  })
})

test.each([
  '"https://other.example/v2/x"',
  '"http://pay-api.example/v2/x"',
  '"https://pay-api.example/v20/x"',
  '"https://pay-api.example/v2/../x"',
  '"https://pay-api.example@other.example/v2/x"',
  `"see ${own}/x"`,
  `"{\\"document\\":\\"${own}/x\\"}"`,
  '"/v2/documents/7"',
  '"https://[pay-api/v2"',
  '"https:\\q"',
  `{"document":"${own}/x`,
  `"${own}/${'x'.repeat(9_000)}"`,
  '{ "n": 1.0e2, "big": 12345678901234567890, "\u00e9\\u00e9": "\\\\" }\n',
  '',
])('and every other byte stays as it is: %.60s', (text) => {
  expect(rewritten(text)).toBe(text)
  for (let at = 1; at < Math.min(text.length, 100); at += 1)
    expect(rewritten(text.slice(0, at), text.slice(at))).toBe(text)
})

test('no more than 8 KiB are held back', () => {
  const rewriter = new LinkRewriter(upstream, agent)
  const begun = `{"a":"${own}/${'x'.repeat(20_000)}`
  expect(rewriter.push(Buffer.from(begun)).toString()).toBe(begun)
  expect(rewriter.push(Buffer.from(`","b":"${own}/y`)).toString()).toBe('","b":')
  expect(rewriter.push(Buffer.from('"}')).toString()).toBe(`"${agent}/via/gini/y"}`)
})

test('what the client sends back is turned into what the upstream sent', () => {
  const body = `{"partialDocuments":[{"document":"${own}/documents/7"}]}`
  expect(turnAddressesBack(Buffer.from(rewritten(body)), upstream).toString()).toBe(body)
})

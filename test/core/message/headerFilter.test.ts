import { describe, expect, test } from 'vitest'
import {
  HeaderFilter,
  headerValue,
  headerValues,
  requestFilter,
  responseFilter,
  via,
  wasAtAgent,
  withoutHeader,
} from '#core/message/headerFilter.ts'

const sieve = requestFilter((name) => name.startsWith('x-cap-'))

function names(passed: string[]): string[] {
  return passed.filter((_, at) => at % 2 === 0)
}

test('what a POS sends arrives in its order and spelling', () => {
  const sent = ['Content-Type', 'application/json', 'x-UPPER', 'a, b', 'x-upper', 'c', 'Accept', '*/*']
  expect(sieve.apply(sent)).toEqual(sent)
})

// attacks.md T36, T37, T41: case, underscores and repetition change nothing.
test.each([
  'Authorization',
  'AUTHORIZATION',
  'Proxy-Authorization',
  'Proxy_Authorization',
  'Proxy-Authenticate',
  'Proxy-Authentication-Info',
  'Cookie',
  'Host',
  'Forwarded',
  'X-Forwarded-For',
  'x_forwarded_host',
  'Via',
  'Till-Agent-Key',
  'TILL_AGENT_TIMEOUT_MS',
  'X-CAP-API-ATTRIBUTION-ENTITY-CODE',
  'x_cap_api_auth_key',
  'Transfer-Encoding',
  'TE',
  'Trailer',
  'Upgrade',
  'HTTP2-Settings',
  'Keep-Alive',
  'Proxy-Connection',
  'Expect',
  'X-HTTP-Method-Override',
  'X-HTTP-Method',
  'X-Method-Override',
  'X-Real-IP',
  // Names by which servers and frameworks take another request, or another caller, than the wire has.
  'X-Method',
  'X-Original-Method',
  'X-Original-URL',
  'X-Original-Host',
  'X-Rewrite-URL',
  'X_Rewrite_URL',
  'X-Envoy-Original-Path',
  'X-Middleware-Subrequest',
  'X-Host',
  'X-HTTP-Host-Override',
  'X-Forwarded',
  'Forwarded-For',
  'Client-IP',
  'X-Client-IP',
  'X-Cluster-Client-IP',
  'True-Client-IP',
  'CF-Connecting-IP',
  'X-Originating-IP',
  'Remote-User',
  'X-Remote-User',
  'X-Auth-Request-Email',
  'X-MS-Client-Principal-Id',
  'SSL-Client-Verify',
  'Proxy',
  // A second length, or another form, to servers that take `_` for `-`.
  'Content_Length',
  'Content_Type',
  'Client-Cert',
  'Client-Cert-Chain',
  'Cookie2',
  'Origin',
  'Referer',
  'Sec-Fetch-Site',
  'Sec_Fetch_Mode',
  'Access-Control-Request-Method',
  // attacks.md T47: a caller that chooses the bytes of an answer could take an echoed credential out in slices.
  'Range',
  'If-Range',
  'A-IM',
  'Accept-Charset',
])('%s never goes upstream', (name) => {
  expect(sieve.apply(['Accept', '*/*', name, 'x', name, 'y'])).toEqual(['Accept', '*/*'])
})

// attacks.md T38: the fields that a client nominates go before the credential is added, so it cannot be among them.
test('a field that Connection names ends here, whatever its case', () => {
  const sent = [
    'Connection',
    'keep-alive, X-Secret',
    'x-secret',
    '1',
    'X-Other',
    '2',
    'connection',
    'x-other',
    'X-Kept',
    '3',
  ]
  expect(sieve.apply(sent)).toEqual(['X-Kept', '3'])
})

test('no other field names what ends here, however long its name is', () => {
  const sent = ['X-Namesake', 'x-kept', 'Te-Minder', 'x-kept', 'X-Connection', 'x-kept', 'X-Kept', '3']
  expect(sieve.apply(sent)).toEqual(sent)
})

test.each(['', 'close', 'Keep-Alive'])('Connection: %s names nothing', (value) => {
  const sent = ['Close', '1', 'X-Kept', '2']
  expect(sieve.apply(['Connection', value, ...sent])).toEqual(sent)
})

test.each([
  'Set-Cookie',
  'Strict-Transport-Security',
  'Alt-Svc',
  'Set-Cookie2',
  'Clear-Site-Data',
  'Client-Cert',
  'Client-Cert-Chain',
  'Proxy-Authenticate',
  'Proxy-Authentication-Info',
  'HTTP2-Settings',
  'WWW-Authenticate',
  'Connection',
  'Transfer-Encoding',
  'Till-Agent-Fault',
  'till_agent_fault',
  'Access-Control-Allow-Origin',
  'Accept-Ranges',
])('%s of an upstream reaches no caller', (name) =>
  expect(names(responseFilter.apply(['Date', 'now', name, 'x']))).toEqual(['Date']),
)

describe('names from outside do not fill the memory:', () => {
  /** How many names a filter has to decide about when they come a second time. */
  function decidedAgain(names: readonly string[]): number {
    let decided = 0
    const filter = new HeaderFilter(() => {
      decided += 1
      return false
    })
    const sent = names.flatMap((name) => [name, 'v'])
    expect(filter.apply(sent)).toEqual(sent)
    const first = decided
    filter.apply(sent)
    return decided - first
  }

  test('five hundred and twelve are remembered', () => {
    expect(decidedAgain(Array.from({ length: 600 }, (_, n) => `X-Name-${n}`))).toBe(600 - 512)
  })

  test('one of up to 64 letters is', () => {
    expect(decidedAgain(['x'.repeat(64), 'y'.repeat(65)])).toBe(1)
  })
})

test('a value is found whatever the case of its name', () => {
  expect(headerValue(['A', '1', 'VIA', '1.1 x'], 'via')).toBe('1.1 x')
  expect(headerValue(['A', '1'], 'via')).toBeUndefined()
  expect(headerValue(['Vie', '1', 'Viands', '2', 'Via', '3', 'Via', '4'], 'via')).toBe('3')
})

test('all values of a header are found, in their order', () => {
  expect(headerValues(['Link', '1', 'Line', '2', 'LINK', '3', 'Links', '4'], 'link')).toEqual(['1', '3'])
  expect(headerValues(['A', '1'], 'link')).toEqual([])
})

test('a header is taken out wherever it stands, and the others stay as they are', () => {
  expect(withoutHeader(['ETAG', '1', 'Link', '2', 'etag', '3', 'Tag', '4'], 'etag')).toEqual(['Link', '2', 'Tag', '4'])
})

// An upstream whose base URL leads back here would have the agent call itself without end.
test.each<[boolean, readonly string[]]>([
  [true, via],
  [true, ['Date', 'now', 'VIA', '1.0 fred, 1.1 Till-Agent']],
  [true, ['Via', '1.1 proxy', 'Via', '1.1 till-agent (store)']],
  [false, []],
  [false, ['Via', '1.1 till-agents']],
  [false, ['Via', '1.1 distill-agent-x']],
  [false, ['Vie', '1.1 till-agent', 'X-Via', '1.1 till-agent']],
])('has been through an agent: %s, by %j', (wasThere, headers) => expect(wasAtAgent(headers)).toBe(wasThere))

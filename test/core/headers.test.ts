import { expect, test } from 'vitest'
import { answerSieve, headerValue, requestSieve } from '../../electron/core/headers.ts'

const sieve = requestSieve((name) => name.startsWith('x-cap-'))

function names(passed: string[]): string[] {
  return passed.filter((_, at) => at % 2 === 0)
}

test('what a POS sends arrives in its order and spelling', () => {
  const sent = ['Content-Type', 'application/json', 'x-UPPER', 'a, b', 'x-upper', 'c', 'Accept', '*/*']
  expect(sieve.pass(sent)).toEqual(sent)
})

// attacks.md T36, T37, T41: case, underscores and repetition change nothing.
test.each([
  'Authorization',
  'AUTHORIZATION',
  'Proxy-Authorization',
  'Proxy_Authorization',
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
  'Keep-Alive',
  'Proxy-Connection',
  'Expect',
  'X-HTTP-Method-Override',
  'Client-Cert',
])('%s never goes upstream', (name) => {
  expect(sieve.pass(['Accept', '*/*', name, 'x', name, 'y'])).toEqual(['Accept', '*/*'])
})

// attacks.md T38: nominated fields go before ours are added, so nobody can nominate ours away.
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
  expect(sieve.pass(sent)).toEqual(['X-Kept', '3'])
})

test.each([
  'Set-Cookie',
  'Strict-Transport-Security',
  'Alt-Svc',
  'WWW-Authenticate',
  'Connection',
  'Transfer-Encoding',
  'Till-Agent-Fault',
  'till_agent_fault',
  'Access-Control-Allow-Origin',
])('%s of an upstream reaches no caller', (name) =>
  expect(names(answerSieve.pass(['Date', 'now', name, 'x']))).toEqual(['Date']),
)

test('names from outside do not fill the memory', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => [`X-Name-${n}`, 'v']).flat()
  expect(sieve.pass(many)).toHaveLength(many.length)
  expect(sieve.pass(['authorization', 'x', 'X-Name-9999', 'v'])).toEqual(['X-Name-9999', 'v'])
})

test('a value is found whatever the case of its name', () => {
  expect(headerValue(['A', '1', 'VIA', '1.1 x'], 'via')).toBe('1.1 x')
  expect(headerValue(['A', '1'], 'via')).toBeUndefined()
})

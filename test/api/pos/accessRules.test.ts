import { expect, test } from 'vitest'
import { checkAccess } from '#api/pos/accessRules.ts'
import { headRules, requestFacts } from '#test/support/requestFacts.ts'

const paired = 'https://pos.example.com'

// attacks.md T01, T05–T11
test.each([
  ['a local program', {}, undefined],
  ['a page of a paired origin', { origin: paired, secFetchSite: 'cross-site' }, undefined],
  ['Node’s own fetch, which sends Sec-Fetch-Mode', { secFetchMode: 'cors' }, undefined],
  ['a client that offers h2c', { upgrade: 'h2c' }, undefined],
  ['a foreign host', { host: 'evil.example:47600', origin: paired }, 'FOREIGN_HOST'],
  ['a foreign page', { origin: 'https://evil.example' }, 'ORIGIN_REFUSED'],
  ['a page without an origin', { origin: 'null' }, 'ORIGIN_REFUSED'],
  ['an empty origin', { origin: '' }, 'ORIGIN_REFUSED'],
  ['an origin that begins like the paired one', { origin: `${paired}.evil.com` }, 'ORIGIN_REFUSED'],
  ['another port of the paired origin', { origin: `${paired}:444` }, 'ORIGIN_REFUSED'],
  ['another scheme of the paired origin', { origin: 'http://pos.example.com' }, 'ORIGIN_REFUSED'],
  ['a page of this machine', { origin: 'http://127.0.0.1:47600' }, 'ORIGIN_REFUSED'],
  ['a browser that names no origin', { secFetchSite: 'cross-site' }, 'ORIGIN_REFUSED'],
  ['a browser at home', { secFetchSite: 'same-origin' }, 'ORIGIN_REFUSED'],
  ['a program with the network of a browser', { secFetchSite: 'none' }, undefined],
  ['Electron’s net, as it asks', { secFetchSite: 'none', secFetchMode: 'no-cors', secFetchDest: 'empty' }, undefined],
  ['an address bar', { secFetchSite: 'none', secFetchMode: 'navigate', secFetchDest: 'document' }, 'ORIGIN_REFUSED'],
  ['an address bar that says no more', { secFetchSite: 'none', secFetchMode: 'navigate' }, 'ORIGIN_REFUSED'],
  ['a frame that a person opened', { secFetchSite: 'none', secFetchDest: 'iframe' }, 'ORIGIN_REFUSED'],
  ['a browser that says another word', { secFetchSite: 'None' }, 'ORIGIN_REFUSED'],
  ['an empty word', { secFetchSite: '' }, 'ORIGIN_REFUSED'],
  ['a page of a program, which was paired', { origin: 'app://pos', secFetchSite: 'cross-site' }, undefined],
  ['a page of another program', { origin: 'app://other', secFetchSite: 'cross-site' }, 'ORIGIN_REFUSED'],
  ['TRACE', { method: 'TRACE' }, 'METHOD_NOT_ALLOWED'],
  ['CONNECT', { method: 'CONNECT' }, 'METHOD_NOT_ALLOWED'],
  ['a WebSocket', { upgrade: 'websocket' }, 'UPGRADE_REFUSED'],
  ['a client that waits for a go-ahead', { expect: '100-Continue' }, undefined],
  ['a client that expects more', { expect: '200-maybe' }, 'EXPECTATION_REFUSED'],
  ['a WebSocket of a foreign page', { upgrade: 'websocket', origin: 'https://evil.example' }, 'ORIGIN_REFUSED'],
])('%s: %j is answered with %s', (_, more, code) => {
  expect(checkAccess(requestFacts(more), headRules, new Set([paired, 'app://pos']))).toBe(code)
})

// What a later check would tell stays unsaid while an earlier one refuses.
test('a request with everything against it is refused for one reason after another, in a fixed order', () => {
  const wrong = {
    ...{ isHttp1: false, hosts: 2, transferEncoding: 'gzip', fields: 101, target: 'x'.repeat(9_000) },
    ...{ peer: '192.168.1.7', host: 'evil.example', origin: 'https://evil.example', method: 'TRACE' },
    upgrade: 'websocket',
  }
  const steps: [refusal: string, mended: object][] = [
    ['MALFORMED_REQUEST', { isHttp1: true }],
    ['MALFORMED_REQUEST', { hosts: 1 }],
    ['MALFORMED_REQUEST', { transferEncoding: undefined }],
    ['HEADERS_TOO_LARGE', { fields: 100 }],
    ['TARGET_TOO_LONG', { target: 'x'.repeat(8_192) }],
    ['FOREIGN_HOST', { peer: '127.0.0.1' }],
    ['FOREIGN_HOST', { host: 'localhost:47600' }],
    ['AMBIGUOUS_PATH', { target: `/${'x'.repeat(8_191)}` }],
    ['ORIGIN_REFUSED', { origin: undefined }],
    ['METHOD_NOT_ALLOWED', { method: 'GET' }],
    ['UPGRADE_REFUSED', { upgrade: undefined }],
  ]
  for (const [refusal, mended] of steps) {
    expect(checkAccess(requestFacts(wrong as never), headRules, new Set([paired]))).toBe(refusal)
    Object.assign(wrong, mended)
  }
  expect(checkAccess(requestFacts(wrong as never), headRules, new Set([paired]))).toBeUndefined()
})

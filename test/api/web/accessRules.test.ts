import { expect, test } from 'vitest'
import { checkAccess } from '#api/web/accessRules.ts'
import { headRules, requestFacts } from '#test/support/requestFacts.ts'

const own = 'http://127.0.0.1:47600'
const navigation = { secFetchMode: 'navigate', secFetchDest: 'document' }

// attacks.md T01, T05–T11
test.each([
  ['a browser of old', {}, undefined],
  ['the address bar', { secFetchSite: 'none', ...navigation }, undefined],
  ['the page itself', { secFetchSite: 'same-origin', secFetchMode: 'no-cors', secFetchDest: 'script' }, undefined],
  ['HEAD', { method: 'HEAD' }, undefined],
  ['a link on another site', { secFetchSite: 'cross-site', ...navigation }, undefined],
  ['a call of the page', { method: 'POST', origin: own, secFetchSite: 'same-origin' }, undefined],
  ['a call by name', { method: 'POST', host: 'localhost:47600', origin: 'http://localhost:47600' }, undefined],
  ['a foreign host', { host: 'evil.example:47600', origin: 'http://evil.example:47600' }, 'FOREIGN_HOST'],
  ['a foreign page', { origin: 'https://evil.example' }, 'ORIGIN_REFUSED'],
  ['another name of this machine', { method: 'POST', origin: 'http://localhost:47600' }, 'ORIGIN_REFUSED'],
  ['another port of this machine', { method: 'POST', origin: 'http://127.0.0.1:47601' }, 'ORIGIN_REFUSED'],
  ['another scheme', { method: 'POST', origin: 'https://127.0.0.1:47600' }, 'ORIGIN_REFUSED'],
  ['a page without an origin', { method: 'POST', origin: 'null' }, 'ORIGIN_REFUSED'],
  ['a POST without an origin', { method: 'POST' }, 'ORIGIN_REFUSED'],
  ['a POST from another site', { method: 'POST', origin: own, secFetchSite: 'cross-site' }, 'ORIGIN_REFUSED'],
  ['a POST from the address bar', { method: 'POST', origin: own, secFetchSite: 'none' }, 'ORIGIN_REFUSED'],
  ['an image on another site', { secFetchSite: 'cross-site', secFetchMode: 'no-cors' }, 'ORIGIN_REFUSED'],
  ['a frame', { secFetchSite: 'same-site', secFetchMode: 'navigate', secFetchDest: 'iframe' }, 'ORIGIN_REFUSED'],
  ['a fetch', { secFetchSite: 'same-site', secFetchMode: 'cors', secFetchDest: 'empty' }, 'ORIGIN_REFUSED'],
  ['OPTIONS', { method: 'OPTIONS', origin: own }, 'METHOD_NOT_ALLOWED'],
  ['PUT', { method: 'PUT', origin: own }, 'METHOD_NOT_ALLOWED'],
  ['TRACE', { method: 'TRACE' }, 'METHOD_NOT_ALLOWED'],
  ['a WebSocket', { upgrade: 'websocket' }, 'UPGRADE_REFUSED'],
])('%s: %j is answered with %s', (_, more, code) => {
  expect(checkAccess(requestFacts({ target: '/', ...more }), headRules)).toBe(code)
})

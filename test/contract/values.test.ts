import { describe, expect, test } from 'vitest'
import { faults } from '#contract/faults/faults.ts'
import { Grant } from '#contract/grant.ts'
import { Problem } from '#contract/problem.ts'
import { BaseUrl, EndpointUrl, FilePath, Origin, UpstreamId } from '#contract/values.ts'

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success

test.each([
  ['https://eu.api.capillarytech.com', true],
  ['https://eu.api.capillarytech.com/', true],
  ['https://host:8443/prefix', true],
  ['http://127.0.0.1:8080', true],
  ['http://[::1]:8080', true],
  ['http://localhost:8080', true],
  ['http://eu.api.capillarytech.com', false],
  ['http://127.0.0.1.evil.com', false],
  ['http://localhost.evil.com', false],
  ['http://0.0.0.0', false],
  ['ftp://host', false],
  ['eu.api.capillarytech.com', false],
  ['https://user:pass@host', false],
  ['https://host/?q', false],
  ['https://host/#f', false],
  ['', false],
])('base URL %s: %s', (text, ok) => expect(accepts(BaseUrl, text)).toBe(ok))

// Node parsed "https://host " when it was checked and axios did not when it was used: every control call was INTERNAL.
test.each([
  ['https://host/prefix/', 'https://host/prefix'],
  ['https://host/', 'https://host'],
  ['https://host//', 'https://host'],
  [' https://host ', 'https://host'],
  ['\ufeffhttps://host\r\n', 'https://host'],
  ['\u00a0https://host\u200b', 'https://host'],
  ['HTTPS://Host:443/A', 'https://host/A'],
  ['https:host', 'https://host'],
  ['https://host/a/../b/.', 'https://host/b'],
  ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
  ['http://127.1', 'http://127.0.0.1'],
])('base URL %j is kept as %s', (text, kept) => expect(BaseUrl.parse(text)).toBe(kept))

test.each([
  ['https://ho\u200bst', /U\+200B/],
  ['https://host?', /query/],
  ['https://host#', /fragment/],
])('base URL %j is refused', (text, message) => {
  expect(BaseUrl.safeParse(text).error?.issues[0]?.message).toMatch(message)
})

test.each([
  [' https://Id.example/token?tenant=7\n', 'https://id.example/token?tenant=7'],
  ['https://id.example', 'https://id.example/'],
  ['http://[::1]:8080/token', 'http://[::1]:8080/token'],
])('the endpoint %j is kept as %s', (text, kept) => expect(EndpointUrl.parse(text)).toBe(kept))

test.each(['http://id.example/token', 'https://a:b@id.example/token', 'https://id.example/token#', 'token', ''])(
  'the endpoint %j is refused',
  (text) => expect(accepts(EndpointUrl, text)).toBe(false),
)

test.each([
  ['C:\\certs\\ca.pem', 'C:\\certs\\ca.pem'],
  [' /etc/ca.pem\r\n', '/etc/ca.pem'],
])('the path %j is taken as %j', (text, path) => expect(FilePath.parse(text)).toBe(path))

test('a path that was written for another language than JSON is told to be so', () => {
  const { error } = FilePath.safeParse(JSON.parse('"C:\\temp\\new.pem"'))
  expect(error?.issues[0]?.message).toMatch(/each backslash of a path is written twice/)
})

test.each([
  ['loyalty', true],
  ['a', true],
  ['a'.repeat(32), true],
  ['a'.repeat(33), false],
  ['Loyalty', false],
  ['1a', false],
  ['a/b', false],
  ['a_b', false],
  [' loyalty\r\n', true],
  ['loy\u200balty', false],
  ['', false],
])('upstream id %j: %s', (text, ok) => expect(accepts(UpstreamId, text)).toBe(ok))

test.each([
  ['https://pos.example.com', true],
  ['http://10.0.0.5:8080', true],
  ['https://pos.example.com/', false],
  ['https://pos.example.com:443', false],
  ['https://POS.example.com', false],
  ['null', false],
  ['*', false],
  ['https://*.example.com', false],
  ['app://pos', true],
  ['app://.', true],
  ['tauri://localhost', true],
  ['capacitor://localhost', true],
  ['ionic://localhost:8100', true],
  ['chrome-extension://abcdefghijklmnopabcdefghijklmnop', true],
  ['moz-extension://2b5e3a3c-7f1f-4f4e-9c0a-000000000000', true],
  [' app://pos\n', true],
  ['App://pos', false],
  ['app://POS', false],
  ['app://pos/', false],
  ['app://pos/index.html', false],
  ['app://a@pos', false],
  ['app://', false],
  ['app:pos', false],
  ['file://', false],
  ['file://host', false],
  ['data://x', false],
  ['blob://x', false],
])('origin %s: %s', (text, ok) => expect(accepts(Origin, text)).toBe(ok))

describe('a grant', () => {
  test.each([
    [['capillary:sell'], true],
    [[{ methods: ['GET'], path: '/v2/*/x' }], true],
    [[{ methods: ['*'], path: '/**' }], true],
    [[{ methods: ['GET'], path: '/a/**/b' }], false],
    [[{ methods: ['GET'], path: '/a*' }], false],
    [[{ methods: ['get'], path: '/a' }], false],
    [[{ methods: [], path: '/a' }], false],
    [[{ methods: ['GET'], path: 'a' }], false],
    [[{ methods: ['GET'], path: '/a?b' }], false],
    [['sell'], false],
    [[], false],
  ])('%j: %s', (allow, ok) => expect(accepts(Grant, { upstream: 'loyalty', allow })).toBe(ok))
})

test('every fault has a status and a sentence that stands on its own', () => {
  for (const [code, { status, message }] of Object.entries(faults)) {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(message).toMatch(/^[A-Z].*[.]$/)
  }
  expect(accepts(Problem, { code: 'NO_SUCH_CODE' })).toBe(false)
})

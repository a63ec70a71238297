import { describe, expect, test } from 'vitest'
import { faults, Problem } from '../../electron/contract/faults.ts'
import { Grant } from '../../electron/contract/grant.ts'
import { BaseUrl, Origin, UpstreamId } from '../../electron/contract/values.ts'

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

test('a base URL is kept without its last slash, so that a path can follow', () => {
  expect(BaseUrl.parse('https://host/prefix/')).toBe('https://host/prefix')
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

test('every fault has a status, a sentence and a remedy that stand on their own', () => {
  for (const [code, { status, message, remedy }] of Object.entries(faults)) {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    expect(status).toBeGreaterThanOrEqual(400)
    for (const sentence of [message, remedy]) expect(sentence).toMatch(/^[A-Z].*[.]$/)
  }
  expect(accepts(Problem, { code: 'NO_SUCH_CODE' })).toBe(false)
})
